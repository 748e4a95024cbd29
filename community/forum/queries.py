"""Reads of the forum's lists: boards, topics, tags, and the community in numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    Column,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from community.accounts import authors, organisations
from community.accounts.models import Member
from community.kernel import clock, paging
from community.kernel.auth import NOBODY, ORGANISATION, Viewer
from community.kernel.db import db, table_of
from community.kernel.paging import Page

from . import following, reading, rules, seeing
from .models import COUNTED, SOLVED, UNANSWERED, Board, Bookmark, Daily, Reading, Tag, Topic, TopicTag
from .rows import BoardRow, Summary, TagRow, TopicRow

Sort = Literal["activity", "newest", "kudos", "views", "me_too", "unanswered", "solved"]
NarrowedBy = Literal[
    "board", "author", "shown", "tag", "since", "unread_by", "bookmarked_by", "pinned", "not_pinned", "followed_by"
]
TOPICS_PER_PAGE = 30
MOST_PINNED = 3
WEEKS_SHOWN = 8

# Statements that pages need are built once: to build one takes longer than to run it.
_TOPIC, _BOARD, _MEMBER = table_of(Topic), table_of(Board), table_of(Member)
_TOPIC_TAG, _TAG, _DAILY = table_of(TopicTag), table_of(Tag), table_of(Daily)
_SEEN = seeing.seen_by(NOBODY)
_SEEN_BOARDS = select(Board).where(_SEEN).order_by(Board.position, Board.id)
_BOARD_AT = select(Board).where(_SEEN, Board.slug == bindparam("slug"))
_POSTS_BY_DAY = select(_DAILY.c.board_id, _DAILY.c.day, _DAILY.c.topics + _DAILY.c.answers + _DAILY.c.comments).where(
    _DAILY.c.board_id.in_(bindparam("boards", expanding=True)), _DAILY.c.day > bindparam("after")
)
_TAGS_OF = (
    select(_TOPIC_TAG.c.topic_id, _TAG.c.name)
    .join(_TAG, _TAG.c.id == _TOPIC_TAG.c.tag_id)
    .where(_TOPIC_TAG.c.topic_id.in_(bindparam("topics", expanding=True)))
    .order_by(_TAG.c.name)
)
_TOPIC_COLUMNS: tuple[Any, ...] = (
    *(_TOPIC.c[name] for name in ("id", "title", "slug", "excerpt", "kind", "created_at", "last_activity_at")),
    *(_TOPIC.c[name] for name in ("replies", "views", "kudos", "me_too", "accepted", "closed_at", "closed_reason")),
    *(_TOPIC.c[name] for name in ("duplicate_of_id", "hidden_at", "author_name", "board_id")),
    *(_TOPIC.c[name] for name in ("moved_from_id", "split_from_id")),
    _BOARD.c.name.label("board_name"),
    _BOARD.c.slug.label("board_slug"),
    _MEMBER.c.id.label("member_id"),
    _MEMBER.c.name.label("member_name"),
    *(_MEMBER.c.handle, _MEMBER.c.role),
)


def _in_words(condition: str) -> ColumnElement[bool]:
    """Return the condition of an index of some rows word by word, so that the databases recognise it."""
    return and_(*(literal_column(f"{_TOPIC.name}.{part}") for part in condition.split(" AND ")))


_CONDITIONS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "activity": (),
    "newest": (),
    **dict.fromkeys(COUNTED, ()),
    "unanswered": (_in_words(UNANSWERED),),
    "solved": (_in_words(SOLVED),),
    "pinned": (_TOPIC.c.kind == "announcement",),
    "not_pinned": (_TOPIC.c.id.not_in(bindparam("not_pinned", expanding=True)),),
    "followed_by": (following.is_followed(),),
    "board": (_TOPIC.c.board_id == bindparam("board"),),
    "author": (_TOPIC.c.author_id == bindparam("author"),),
    "since": (_TOPIC.c.last_activity_at > bindparam("since", type_=_TOPIC.c.last_activity_at.type),),
    "unread_by": (
        ~exists().where(
            Reading.member_id == bindparam("unread_by"),
            Reading.topic_id == _TOPIC.c.id,
            Reading.read_to >= _TOPIC.c.last_activity_at,
        ),
    ),
    "bookmarked_by": (
        _TOPIC.c.id.in_(select(Bookmark.topic_id).where(Bookmark.member_id == bindparam("bookmarked_by"))),
    ),
    "shown": (_TOPIC.c.hidden_at.is_(None),),
    "tag": (
        _TOPIC.c.id.in_(
            select(_TOPIC_TAG.c.topic_id)
            .join(_TAG, _TAG.c.id == _TOPIC_TAG.c.tag_id)
            .where(_TAG.c.name == bindparam("tag"))
        ),
    ),
}


@dataclass(frozen=True)
class Narrowing:
    """What a list of topics is narrowed by, and to which one."""

    by: NarrowedBy
    to: int | str | datetime | Sequence[int] | None = None


def boards(viewer: Viewer) -> list[BoardRow]:
    """Return the boards the viewer may see, in their order, each with its posts of the last weeks."""
    found = db.session.scalars(_SEEN_BOARDS, seeing.values(viewer)).all()
    weeks = _posts_by_week([b.id for b in found])
    names = organisations.names_of({b.organisation_id for b in found if b.organisation_id})
    return [_board_row(b, names, weeks.get(b.id, (0,) * WEEKS_SHOWN)) for b in found]


def board_choices(viewer: Viewer) -> Sequence[Any]:
    """Return slug and name of the boards the viewer may see."""
    seen = select(Board.slug, Board.name).where(seeing.seen_by(viewer))
    return db.session.execute(seen.order_by(Board.position, Board.id)).all()


def board_by_slug(slug: str, viewer: Viewer) -> Board | None:
    """Return the board at `slug` if the viewer may see it."""
    return db.session.scalar(_BOARD_AT, {"slug": slug, **seeing.values(viewer)})


def board_row(board: Board) -> BoardRow:
    """Return the board as its own page shows it."""
    return _board_row(board, organisations.names_of([board.organisation_id] if board.organisation_id else []))


def shape_of(board: Board) -> dict[str, Any]:
    """Return the board as its form shows it."""
    shape = {name: getattr(board, name) for name in ("name", "description", "staff_start_topics")}
    visibility = ORGANISATION if board.organisation_id else board.visibility
    return shape | {"visibility": visibility, "organisation": board.organisation_id or 0}


def open_boards(viewer: Viewer) -> list[Board]:
    """Return the boards on which the viewer may start a topic."""
    seen = db.session.scalars(_SEEN_BOARDS, seeing.values(viewer))
    return [b for b in seen if viewer.is_staff or not b.staff_start_topics]


def _board_row(board: Board, organisation: Mapping[int, str], week: tuple[int, ...] = ()) -> BoardRow:
    names = ("id", "slug", "name", "description", "visibility", "kind", "topics", "posts", "last_activity_at")
    values = {name: getattr(board, name) for name in (*names, "staff_start_topics")}
    return BoardRow(**values, organisation=organisation.get(board.organisation_id or 0, ""), week=week)


def _posts_by_week(board_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    after = today - timedelta(weeks=WEEKS_SHOWN)
    found = db.session.execute(_POSTS_BY_DAY, {"boards": list(board_ids), "after": after})
    days: dict[int, list[tuple[int, int]]] = {}
    for board_id, day, number in found:
        days.setdefault(board_id, []).append(((today - day).days, number))
    return {board_id: rules.weeks_of(pairs, WEEKS_SHOWN) for board_id, pairs in days.items()}


def topics(
    viewer: Viewer,
    *,
    sort: Sort = "activity",
    after: str | None = None,
    size: int = TOPICS_PER_PAGE,
    narrowed: Sequence[Narrowing] = (),
) -> Page[TopicRow]:
    """Return a page of the topics that the viewer may see, in the order of `sort`."""
    statement = _list(viewer.role, (sort, *(n.by for n in narrowed)), is_paged=bool(after))
    values = {"size": size + 1, **seeing.values(viewer), **{n.by: n.to for n in narrowed if n.to is not None}}
    by = _order(sort)
    if after:
        shape = [int if sort in COUNTED else datetime, int]
        values |= zip(("after_value", "after_id"), paging.decode(after, shape), strict=True)
    found = db.session.execute(statement, values).all()
    page = paging.page_of(found, size, lambda row: (getattr(row, by.name), row.id))
    tags = tags_of([row.id for row in page.rows])
    rows = [topic_row(row, tags.get(row.id, ())) for row in page.rows]
    return Page(reading.with_unread(rows, viewer), page.next_key)


def _order(sort: str) -> Column[Any]:
    """Return by which column a list is sorted, the most or the latest first; each has an index."""
    if sort in COUNTED:
        return _TOPIC.c[sort]
    return _TOPIC.c.created_at if sort in ("newest", "unanswered") else _TOPIC.c.last_activity_at


@cache
def _list(role: str, conditions: tuple[str, ...], *, is_paged: bool) -> Select[Any]:
    value, id_ = _order(conditions[0]), _TOPIC.c.id
    query = visible_topics(Viewer(role=role)).where(*(c for word in conditions for c in _CONDITIONS[word]))
    if is_paged:
        last = tuple_(bindparam("after_value", type_=value.type), bindparam("after_id", type_=id_.type))
        query = query.where(tuple_(value, id_) < last)
    return query.order_by(value.desc(), id_.desc()).limit(bindparam("size"))


def topics_among(ids: Collection[int], viewer: Viewer) -> dict[int, TopicRow]:
    """Return those of these topics that every reader of their board may see, if the viewer is one."""
    if not ids:
        return {}
    shown = visible_topics(viewer).where(_TOPIC.c.id.in_(ids), _TOPIC.c.hidden_at.is_(None))
    return {row.id: topic_row(row) for row in db.session.execute(shown)}


def on_board(board_id: int) -> Narrowing:
    """Narrow a list of topics to one board."""
    return Narrowing("board", board_id)


def pinned(board_id: int, viewer: Viewer) -> Sequence[TopicRow]:
    """Return the newest announcements of a board, which stand on top of it."""
    return topics(viewer, sort="newest", size=MOST_PINNED, narrowed=[on_board(board_id), Narrowing("pinned")]).rows


def beside(rows: Sequence[TopicRow]) -> Narrowing:
    """Narrow a list of topics to those that do not stand on top of it."""
    return Narrowing("not_pinned", [row.id for row in rows])


def by_followed(viewer: Viewer) -> Narrowing:
    """Narrow a list of topics of `new_to` to those that the viewer follows, by themselves, board, tag or people."""
    return Narrowing("followed_by", viewer.member_id)


def not_hidden() -> Narrowing:
    """Narrow a list of topics to what every reader of their board may see, for feeds and search."""
    return Narrowing("shown")


def by_author(member_id: int) -> Narrowing:
    """Narrow a list of topics to those of one member."""
    return Narrowing("author", member_id)


def tagged(tag_name: str) -> Narrowing:
    """Narrow a list of topics to those that carry a tag."""
    return Narrowing("tag", tag_name)


def new_to(viewer: Viewer, since: datetime) -> list[Narrowing]:
    """Narrow a list of topics to what happened after a moment and the viewer has not read."""
    return [Narrowing("since", since), Narrowing("unread_by", viewer.member_id)]


def bookmarked_by(viewer: Viewer) -> Narrowing:
    """Narrow a list of topics to those that the viewer bookmarked."""
    return Narrowing("bookmarked_by", viewer.member_id)


def visible_topics(viewer: Viewer, *columns: Any, or_own: bool = False) -> Select[Any]:
    """Return the query of all topics that the viewer may see, with the columns of a TopicRow (or `columns`).

    With `or_own` come the hidden ones of the author whose id is bound to "reader".
    """
    query = (
        select(*(columns or _TOPIC_COLUMNS))
        .select_from(_TOPIC)
        .join(_BOARD, _BOARD.c.id == _TOPIC.c.board_id)
        .outerjoin(_MEMBER, _MEMBER.c.id == _TOPIC.c.author_id)
        .where(seeing.seen_by(viewer), _TOPIC.c.merged_into_id.is_(None))
    )
    if rules.is_moderator(viewer):
        return query
    shown = _TOPIC.c.hidden_at.is_(None)
    return query.where(or_(shown, _TOPIC.c.author_id == bindparam("reader")) if or_own else shown)


def goes_on_in(topic_id: Any) -> ScalarSelect[int]:
    """Return the query of the topic in which a topic goes on: itself, or the one that it was merged into."""
    asked = table_of(Topic).alias()
    there = select(func.coalesce(asked.c.merged_into_id, asked.c.id)).where(asked.c.id == topic_id)
    return there.correlate_except(asked).scalar_subquery()


def topic_row(row: Any, tags: tuple[TagRow, ...] = ()) -> TopicRow:
    """Return the topic of a row of `visible_topics`."""
    return TopicRow(
        id=row.id,
        title=row.title,
        slug=row.slug,
        excerpt=row.excerpt,
        kind=row.kind,
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, row.author_name),
        board_id=row.board_id,
        board_name=row.board_name,
        board_slug=row.board_slug,
        created_at=row.created_at,
        last_activity_at=row.last_activity_at,
        replies=row.replies,
        views=row.views,
        kudos=row.kudos,
        me_too=row.me_too,
        solved=row.accepted > 0,
        closed=row.closed_at is not None,
        closed_reason=row.closed_reason,
        duplicate_of_id=row.duplicate_of_id,
        hidden=row.hidden_at is not None,
        moved_from_id=row.moved_from_id,
        split_from_id=row.split_from_id,
        tags=tags,
    )


def with_tags(row: TopicRow) -> TopicRow:
    """Return the topic with its tags."""
    return replace(row, tags=tags_of([row.id]).get(row.id, ()))


def tags_of(topic_ids: Collection[int]) -> dict[int, tuple[TagRow, ...]]:
    """Return the tags of each topic, in the alphabet's order."""
    if not topic_ids:
        return {}
    tags: dict[int, tuple[TagRow, ...]] = {}
    for topic_id, name in db.session.execute(_TAGS_OF, {"topics": list(topic_ids)}):
        tags[topic_id] = (*tags.get(topic_id, ()), TagRow(name=name))
    return tags


def tags(viewer: Viewer, *, most: int = 200) -> list[TagRow]:
    """Return the tags of topics that the viewer may see, the most used first."""
    seen = visible_topics(viewer, _TOPIC.c.id).subquery()
    number = func.count(TopicTag.topic_id)
    found = db.session.execute(
        select(Tag.name, Tag.description, number)
        .join(TopicTag, TopicTag.tag_id == Tag.id)
        .join(seen, seen.c.id == TopicTag.topic_id)
        .group_by(Tag.id)
        .order_by(number.desc(), Tag.name)
        .limit(most)
    )
    return [TagRow(name=name, description=description, topics=topics) for name, description, topics in found]


def tag_row(name: str, viewer: Viewer) -> TagRow | None:
    """Return the tag with its description, if it stands on a topic that the viewer may see."""
    carried = visible_topics(viewer, _TOPIC.c.id).join(_TOPIC_TAG, _TOPIC_TAG.c.topic_id == _TOPIC.c.id)
    seen = carried.where(_TOPIC_TAG.c.tag_id == _TAG.c.id).exists()
    columns = (_TAG.c.id, _TAG.c.name, _TAG.c.description)
    found = db.session.execute(select(*columns).where(_TAG.c.name == name, seen)).one_or_none()
    return TagRow(id=found.id, name=found.name, description=found.description) if found else None


def summary(viewer: Viewer) -> Summary:
    """Return the community in five numbers, from the counters of the boards the viewer may see."""
    seen = seeing.seen_by(viewer)
    topics_, posts_ = db.session.execute(
        select(func.coalesce(func.sum(Board.topics), 0), func.coalesce(func.sum(Board.posts), 0)).where(seen)
    ).one()
    number = func.count(_TOPIC.c.id)
    counted = visible_topics(viewer, number, number.filter(_TOPIC.c.accepted > 0))
    questions, solved = db.session.execute(counted.where(_TOPIC.c.kind == "question")).one()
    members = db.session.scalar(select(func.count(Member.id)).where(Member.is_bot.is_(False))) or 0
    share = round(100 * solved / questions) if questions else None
    return Summary(members=members, topics=topics_, posts=posts_, questions=questions, solved_share=share)
