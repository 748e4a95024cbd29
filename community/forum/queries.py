"""Reads of the forum's lists: boards, topics, tags, and the community in numbers."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, select

from community.accounts import authors
from community.accounts.models import Member
from community.kernel import clock, paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.markup import excerpt, plain
from community.kernel.paging import Page

from . import addresses, rules
from .models import Board, Daily, Post, Tag, Topic, TopicTag
from .rows import BoardRow, Passage, Summary, TagRow, TopicRow

Sort = Literal["activity", "newest", "unanswered", "solved"]
TOPICS_PER_PAGE = 30
WEEKS_SHOWN = 8

_TOPIC_COLUMNS: tuple[Any, ...] = (
    *(Topic.id, Topic.title, Topic.slug, Topic.excerpt, Topic.kind, Topic.created_at, Topic.last_activity_at),
    *(Topic.replies, Topic.views, Topic.kudos, Topic.accepted, Topic.closed_at, Topic.closed_reason),
    *(Topic.duplicate_of_id, Topic.hidden_at, Topic.author_name, Topic.board_id),
    Board.name.label("board_name"),
    Board.slug.label("board_slug"),
    Member.id.label("member_id"),
    Member.name.label("member_name"),
    *(Member.handle, Member.role),
)


def boards(viewer: Viewer) -> list[BoardRow]:
    """Return the boards the viewer may see, in their order, each with its posts of the last weeks."""
    found = db.session.scalars(
        select(Board).where(Board.visibility.in_(viewer.scopes)).order_by(Board.position, Board.id)
    ).all()
    weeks = _posts_by_week([b.id for b in found])
    return [_board_row(b, weeks.get(b.id, (0,) * WEEKS_SHOWN)) for b in found]


def board_choices(viewer: Viewer) -> Sequence[Any]:
    """Return slug and name of the boards the viewer may see."""
    seen = select(Board.slug, Board.name).where(Board.visibility.in_(viewer.scopes))
    return db.session.execute(seen.order_by(Board.position, Board.id)).all()


def board_by_slug(slug: str, viewer: Viewer) -> Board | None:
    """Return the board at `slug` if the viewer may see it."""
    return db.session.scalar(select(Board).where(Board.slug == slug, Board.visibility.in_(viewer.scopes)))


def board_row(board: Board) -> BoardRow:
    """Return the board as its own page shows it."""
    return _board_row(board, ())


def open_boards(viewer: Viewer) -> list[Board]:
    """Return the boards on which the viewer may start a topic."""
    seen = select(Board).where(Board.visibility.in_(viewer.scopes)).order_by(Board.position, Board.id)
    return [b for b in db.session.scalars(seen) if viewer.is_staff or not b.staff_start_topics]


def _board_row(board: Board, week: tuple[int, ...]) -> BoardRow:
    names = ("id", "slug", "name", "description", "visibility", "topics", "posts", "last_activity_at")
    values = {name: getattr(board, name) for name in names}
    return BoardRow(**values, staff_start_topics=board.staff_start_topics, week=week)


def _posts_by_week(board_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    posts = Daily.topics + Daily.answers + Daily.comments
    found = db.session.execute(
        select(Daily.board_id, Daily.day, posts).where(
            Daily.board_id.in_(board_ids), Daily.day > today - timedelta(weeks=WEEKS_SHOWN)
        )
    )
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
    narrowed: Sequence[ColumnElement[bool]] = (),
) -> Page[TopicRow]:
    """Return a page of the topics that the viewer may see, newest activity (or newest topic) first."""
    moment = Topic.created_at if sort in ("newest", "unanswered") else Topic.last_activity_at
    query = visible_topics(viewer).where(*narrowed)
    if sort == "unanswered":
        query = query.where(Topic.replies == 0, Topic.closed_at.is_(None), Topic.kind == "question")
    elif sort == "solved":
        query = query.where(Topic.accepted > 0)
    if after:
        query = query.where(paging.after((moment, Topic.id), after, descending=True))  # type: ignore[arg-type]
    rows = [topic_row(r) for r in db.session.execute(query.order_by(moment.desc(), Topic.id.desc()).limit(size + 1))]
    page = paging.page_of(
        rows, size, lambda row: (row.created_at if moment is Topic.created_at else row.last_activity_at, row.id)
    )
    return Page(with_tags(page.rows), page.next_key)


def on_board(board_id: int) -> ColumnElement[bool]:
    """Narrow a list of topics to one board."""
    return Topic.board_id == board_id


def not_hidden() -> ColumnElement[bool]:
    """Narrow a list of topics to what every reader of their board may see, for feeds and search."""
    return Topic.hidden_at.is_(None)


def by_author(member_id: int) -> ColumnElement[bool]:
    """Narrow a list of topics to those of one member."""
    return Topic.author_id == member_id


def tagged(tag_name: str) -> ColumnElement[bool]:
    """Narrow a list of topics to those that carry a tag."""
    return Topic.id.in_(select(TopicTag.topic_id).join(Tag, Tag.id == TopicTag.tag_id).where(Tag.name == tag_name))


def visible_topics(viewer: Viewer, *columns: Any) -> Select[Any]:
    """Return the query of all topics that the viewer may see, with the columns of a TopicRow (or `columns`)."""
    query = (
        select(*(columns or _TOPIC_COLUMNS))
        .select_from(Topic)
        .join(Board, Board.id == Topic.board_id)
        .outerjoin(Member, Member.id == Topic.author_id)
        .where(Board.visibility.in_(viewer.scopes))
    )
    return query if rules.is_moderator(viewer) else query.where(Topic.hidden_at.is_(None))


def topic_row(row: Any) -> TopicRow:
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
        solved=row.accepted > 0,
        closed=row.closed_at is not None,
        closed_reason=row.closed_reason,
        duplicate_of_id=row.duplicate_of_id,
        hidden=row.hidden_at is not None,
    )


def with_tags(rows: Sequence[TopicRow]) -> list[TopicRow]:
    """Return the rows with their tags, read in one query."""
    tags = tags_of([row.id for row in rows])
    return [replace(row, tags=tags.get(row.id, ())) for row in rows]


def tags_of(topic_ids: Collection[int]) -> dict[int, tuple[TagRow, ...]]:
    """Return the tags of each topic, in the alphabet's order."""
    if not topic_ids:
        return {}
    found = db.session.execute(
        select(TopicTag.topic_id, Tag.name)
        .join(Tag, Tag.id == TopicTag.tag_id)
        .where(TopicTag.topic_id.in_(topic_ids))
        .order_by(Tag.name)
    )
    tags: dict[int, tuple[TagRow, ...]] = {}
    for topic_id, name in found:
        tags[topic_id] = (*tags.get(topic_id, ()), TagRow(name=name))
    return tags


def tags(viewer: Viewer, *, most: int = 200) -> list[TagRow]:
    """Return the tags of topics that the viewer may see, the most used first."""
    seen = visible_topics(viewer, Topic.id).subquery()
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
    """Return the tag's name and description, if it stands on a topic that the viewer may see."""
    carried = visible_topics(viewer, Topic.id).join(TopicTag, TopicTag.topic_id == Topic.id)
    seen = carried.where(TopicTag.tag_id == Tag.id).exists()
    tag = db.session.scalar(select(Tag).where(Tag.name == name, seen))
    return TagRow(name=tag.name, description=tag.description) if tag else None


def summary(viewer: Viewer) -> Summary:
    """Return the community in four numbers, from the counters of the boards the viewer may see."""
    seen = Board.visibility.in_(viewer.scopes)
    topics_, posts_ = db.session.execute(
        select(func.coalesce(func.sum(Board.topics), 0), func.coalesce(func.sum(Board.posts), 0)).where(seen)
    ).one()
    questions, solved = db.session.execute(
        visible_topics(viewer, func.count(Topic.id), func.count(Topic.id).filter(Topic.accepted > 0)).where(
            Topic.kind == "question"
        )
    ).one()
    members = db.session.scalar(select(func.count(Member.id)).where(Member.is_bot.is_(False))) or 0
    share = round(100 * solved / questions) if questions else None
    return Summary(members=members, topics=topics_, posts=posts_, solved_share=share)


def recent_posts(member_id: int, viewer: Viewer, *, size: int = 10) -> list[Passage]:
    """Return a member's newest answers that the viewer may see."""
    query = visible_topics(viewer, Post.id, Topic.title, Post.html, Post.created_at)
    query = query.join(Post, Post.topic_id == Topic.id)
    mine = (Post.author_id == member_id, Post.kind == "answer", Post.hidden_at.is_(None))
    found = db.session.execute(query.where(*mine).order_by(Post.created_at.desc()).limit(size))
    return [
        Passage(topic_title=title, url=addresses.post(id_), excerpt=excerpt(plain(html)), at=at)
        for id_, title, html, at in found
    ]
