"""Topics and posts as things: for search hits and everything else that treats all rooms alike."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, bindparam, case, or_, select, update

from community.accounts import authors
from community.accounts.models import Member
from community.kernel.auth import NOBODY, Viewer, scope_of
from community.kernel.db import db, table_of
from community.kernel.events import Event
from community.kernel.markup import plain
from community.kernel.redaction import WordsCut, cut_from
from community.kernel.search.documents import Document
from community.kernel.things import Hiding, Thing, ThingKind

from . import addresses, events, queries, seeing
from .models import Board, Joined, Post, Tag, Topic, TopicTag
from .services import hiding, visibility

_OF_TOPIC = (
    *(events.TopicStarted, events.TopicTagged, events.PostEdited, events.PostHidden, events.PostRestored),
    *(events.AnswerAccepted, events.AnswerUnaccepted, events.BoardChanged, WordsCut),
    *(*events.REGROUPED, events.TopicMoved),
)
_OF_POST = (
    *(*events.REGROUPED, events.TopicMoved),
    *(events.PostAdded, events.PostEdited, events.PostHidden, events.PostRestored),
    *(events.AnswerAccepted, events.AnswerUnaccepted, events.BoardChanged, WordsCut),
)
_WHOLE_TOPIC = (
    *(*events.REGROUPED, events.TopicMoved),
    *(events.AnswerAccepted, events.AnswerUnaccepted),
    *(events.PostHidden, events.PostRestored, events.PostEdited),
)
_POST, _TOPIC, _BOARD, _MEMBER = table_of(Post), table_of(Topic), table_of(Board), table_of(Member)
_PARENT = _POST.alias()


def _written(*conditions: Any) -> Select[Any]:
    """Return the query of posts, hidden or not, with what a Thing and a Document need."""
    return (
        select(
            *(_POST.c[name] for name in ("id", "topic_id", "kind", "html", "created_at", "author_name", "hidden_at")),
            *(_TOPIC.c.title, _TOPIC.c.slug, _TOPIC.c.accepted),
            *(_BOARD.c.slug.label("board"), _BOARD.c.name.label("place")),
            *(_BOARD.c.visibility, _BOARD.c.organisation_id),
            _MEMBER.c.id.label("member_id"),
            _MEMBER.c.name.label("member_name"),
            *(_MEMBER.c.handle, _MEMBER.c.role),
        )
        .select_from(_POST)
        .join(_TOPIC, _TOPIC.c.id == _POST.c.topic_id)
        .join(_BOARD, _BOARD.c.id == _TOPIC.c.board_id)
        .outerjoin(_MEMBER, _MEMBER.c.id == _POST.c.author_id)
        .outerjoin(_PARENT, _PARENT.c.id == _POST.c.parent_id)
        .where(*conditions)
    )


# Built once: each search runs both, and to build one takes longer than to run it.
_IDS = bindparam("ids", expanding=True)
_SHOWN = (_POST.c.hidden_at.is_(None), _TOPIC.c.hidden_at.is_(None), _PARENT.c.hidden_at.is_(None))
_WRITTEN_AMONG = {
    "topic": _written(_POST.c.kind == "opening", _POST.c.topic_id.in_(_IDS)),
    "post": _written(_POST.c.id.in_(_IDS)),  # openings too: what was split off is known by its old name as well
}
_AMONG = {kind: query.where(*_SHOWN) for kind, query in _WRITTEN_AMONG.items()}
_SEEN = seeing.seen_by(NOBODY)
_VISIBLE_AMONG = {kind: query.where(_SEEN) for kind, query in _AMONG.items()}
_MODERATED_AMONG = {kind: query.where(_SEEN) for kind, query in _WRITTEN_AMONG.items()}


def _visible(
    ids: Collection[int], kind: str, viewer: Viewer, among: Mapping[str, Select[Any]] = _VISIBLE_AMONG
) -> Mapping[int, Thing]:
    values = {"ids": list(ids), **seeing.values(viewer)}
    found = db.session.execute(among[kind], values).all()
    tags = queries.tags_of([row.topic_id for row in found])
    seen = {_id(row, kind): _thing(row, kind, tuple(t.name for t in tags.get(row.topic_id, ()))) for row in found}
    gone = set(ids) - seen.keys() if kind == "topic" else ()
    return seen | _gone_on(gone, viewer, among) if gone else seen


def _gone_on(ids: Collection[int], viewer: Viewer, among: Mapping[str, Select[Any]]) -> Mapping[int, Thing]:
    """Return topics that were merged, by what they began with."""
    openings = _openings_of_merged(ids)
    now = _visible(openings.values(), "post", viewer, among) if openings else {}
    return {id_: replace(now[post], kind="topic", id=id_) for id_, post in openings.items() if post in now}


def _openings_of_merged(topic_ids: Collection[int]) -> Mapping[int, int]:
    began = select(Joined.topic_id, Joined.thing_id).where(Joined.kind == "opening", Joined.topic_id.in_(topic_ids))
    found: Any = db.session.execute(began)
    return dict(found.all())


def _thing(row: Any, kind: str, tags: tuple[str, ...]) -> Thing:
    return Thing(
        kind=kind,
        id=_id(row, kind),
        title=row.title,
        url=addresses.topic(row.topic_id, row.slug) if kind == "topic" else addresses.post(row.id),
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, row.author_name),
        at=row.created_at,
        text=plain(row.html),
        place=row.place,
        solved=row.accepted > 0,
        tags=tags,
        hidden=row.hidden_at is not None,
        board=row.board,
        thread_id=row.topic_id,
    )


def _documents(ids: Collection[int], kind: str) -> Iterator[Document]:
    """Yield what is indexed; the words of title and tags belong to the topic, not to each reply."""
    found = db.session.execute(_AMONG[kind], {"ids": list(ids)}).all()
    found = [row for row in found if (row.kind == "opening") == (kind == "topic")]
    tags = queries.tags_of([row.topic_id for row in found])
    for row in found:
        yield Document(
            key=f"{kind}:{_id(row, kind)}",
            kind=kind,
            thing_id=_id(row, kind),
            title=row.title if kind == "topic" else "",
            body=plain(row.html),
            scope=scope_of(row.visibility, row.organisation_id),
            board=row.board,
            tags=tuple(t.name for t in tags.get(row.topic_id, ())) if kind == "topic" else (),
            author=row.handle or "",
            solved=row.accepted > 0,
        )


def _id(row: Any, kind: str) -> int:
    return int(row.topic_id if kind == "topic" else row.id)


def _touched_topics(happened: Sequence[Event]) -> set[int]:
    boards = _boards(happened)
    moved = set(db.session.scalars(select(Topic.id).where(Topic.board_id.in_(boards)))) if boards else set()
    return moved | _topics_of(e for e in happened if not isinstance(e, events.BoardChanged | WordsCut)) | _cut(happened)


def _topics_of(happened: Iterable[Any]) -> set[int]:
    """Return the topics that facts are about: of posts that went from one to another, both."""
    found = {(e.topic_id, e.other_id if isinstance(e, events.REGROUPED) else e.topic_id) for e in happened}
    return {topic_id for pair in found for topic_id in pair}


def _boards(happened: Sequence[Event]) -> set[int]:
    changed = {e.board_id for e in happened if isinstance(e, events.BoardChanged)}
    return changed | cut_from(happened, Board.__tablename__)


def _cut(happened: Sequence[Event]) -> set[int]:
    """Return the topics from whose words something was cut out."""
    tags, posts, found = (cut_from(happened, model.__tablename__) for model in (Tag, Post, Topic))
    if tags:
        found |= set(db.session.scalars(select(TopicTag.topic_id).where(TopicTag.tag_id.in_(tags))))
    if posts:
        found |= set(db.session.scalars(select(Post.topic_id).where(Post.id.in_(posts), Post.kind == "opening")))
    return found


def _touched_posts(happened: Sequence[Event]) -> set[int]:
    boards = _boards(happened)
    topics = _topics_of(e for e in happened if isinstance(e, _WHOLE_TOPIC))
    posts = {e.post_id for e in happened if isinstance(e, events.PostAdded | events.PostEdited)}
    posts |= {post_id for e in happened if isinstance(e, events.REGROUPED) for post_id in e.post_ids}
    posts |= cut_from(happened, Post.__tablename__)
    if not boards and not topics:
        return posts
    company = select(Post.id).join(Topic, Topic.id == Post.topic_id).where(Post.kind != "opening")
    return posts | set(db.session.scalars(company.where(or_(Topic.id.in_(topics), Topic.board_id.in_(boards)))))


def _all_topics(after: int, limit: int) -> list[int]:
    return list(db.session.scalars(select(Topic.id).where(Topic.id > after).order_by(Topic.id).limit(limit)))


def _all_posts(after: int, limit: int) -> list[int]:
    answers = select(Post.id).where(Post.id > after, Post.kind != "opening")
    return list(db.session.scalars(answers.order_by(Post.id).limit(limit)))


def _count_views(views: Mapping[int, int]) -> None:
    added = case(views, value=Topic.id, else_=0)
    db.session.execute(update(Topic).where(Topic.id.in_(views)).values(views=Topic.views + added))


def _row_of(kind: str, thing_id: int) -> dict[str, Any]:
    """Return the post to hide or restore, with its topic; of a topic it is the opening, wherever that is by now."""
    if kind == "topic" and (openings := _openings_of_merged([thing_id])):
        kind, thing_id = "post", openings[thing_id]
    wanted = (Post.kind == "opening", Post.topic_id == thing_id) if kind == "topic" else (Post.id == thing_id,)
    found = db.session.execute(select(Post, Topic).join(Topic, Topic.id == Post.topic_id).where(*wanted)).one()
    return {"post": found[0], "topic": found[1]}


def _hiding(kind: str) -> Hiding:
    return Hiding(
        among=lambda ids, viewer: _visible(ids, kind, viewer, _MODERATED_AMONG),
        hide=lambda id_, by, reason: visibility.hide_post(**_row_of(kind, id_), by=by, reason=reason),
        reword=lambda id_, by, reason: hiding.reword(
            _row_of(kind, id_)["post"], by, reason, "This post is not hidden."
        ),
        restore=lambda id_, by: visibility.restore_post(**_row_of(kind, id_), by=by),
    )


TOPIC = ThingKind(
    kind="topic",
    label=_l("Topic"),
    visible=lambda ids, viewer: _visible(ids, "topic", viewer),
    documents=lambda ids: _documents(ids, "topic"),
    all_ids=_all_topics,
    touched_by=_OF_TOPIC,
    touched=_touched_topics,
    count_views=_count_views,
    hiding=_hiding("topic"),
)
POST = ThingKind(
    kind="post",
    label=_l("Reply"),
    visible=lambda ids, viewer: _visible(ids, "post", viewer),
    documents=lambda ids: _documents(ids, "post"),
    all_ids=_all_posts,
    touched_by=_OF_POST,
    touched=_touched_posts,
    hiding=_hiding("post"),
)
