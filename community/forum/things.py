"""Topics and posts as things: for search hits and everything else that treats all rooms alike."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, case, or_, select, update
from sqlalchemy.orm import aliased

from community.accounts import authors
from community.accounts.models import Member
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import Event
from community.kernel.markup import plain
from community.kernel.search.documents import Document
from community.kernel.things import Thing, ThingKind

from . import addresses, events, queries
from .models import Board, Post, Topic

_OF_TOPIC = (
    *(events.TopicStarted, events.TopicTagged, events.PostEdited, events.PostHidden, events.PostRestored),
    *(events.AnswerAccepted, events.AnswerUnaccepted, events.BoardChanged),
)
_OF_POST = (
    *(events.PostAdded, events.PostEdited, events.PostHidden, events.PostRestored),
    *(events.AnswerAccepted, events.AnswerUnaccepted, events.BoardChanged),
)
_WHOLE_TOPIC = (
    *(events.AnswerAccepted, events.AnswerUnaccepted),
    *(events.PostHidden, events.PostRestored, events.PostEdited),
)


def _findable(*conditions: Any) -> Select[Any]:
    """Return the query of posts that somebody may find: not hidden, nor under a hidden post or topic."""
    parent = aliased(Post)
    return (
        select(
            *(Post.id, Post.topic_id, Post.kind, Post.html, Post.created_at, Post.author_name),
            *(Topic.title, Topic.slug, Topic.accepted, Board.slug.label("board"), Board.name.label("place")),
            Board.visibility,
            Member.id.label("member_id"),
            Member.name.label("member_name"),
            *(Member.handle, Member.role),
        )
        .join(Topic, Topic.id == Post.topic_id)
        .join(Board, Board.id == Topic.board_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .outerjoin(parent, parent.id == Post.parent_id)
        .where(Post.hidden_at.is_(None), Topic.hidden_at.is_(None), parent.hidden_at.is_(None), *conditions)
    )


def _topics_among(topic_ids: Collection[int]) -> Any:
    return _findable(Post.kind == "opening", Post.topic_id.in_(topic_ids))


def _posts_among(post_ids: Collection[int]) -> Any:
    return _findable(Post.kind != "opening", Post.id.in_(post_ids))


def _visible(query: Select[Any], kind: str, viewer: Viewer) -> Mapping[int, Thing]:
    found = db.session.execute(query.where(Board.visibility.in_(viewer.scopes))).all()
    tags = queries.tags_of([row.topic_id for row in found])
    return {_id(row, kind): _thing(row, kind, tuple(t.name for t in tags.get(row.topic_id, ()))) for row in found}


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
    )


def _documents(query: Select[Any], kind: str) -> Iterator[Document]:
    """Yield what is indexed; the words of title and tags belong to the topic, not to each reply."""
    found = db.session.execute(query).all()
    tags = queries.tags_of([row.topic_id for row in found])
    for row in found:
        yield Document(
            key=f"{kind}:{_id(row, kind)}",
            kind=kind,
            thing_id=_id(row, kind),
            title=row.title if kind == "topic" else "",
            body=plain(row.html),
            scope=row.visibility,
            board=row.board,
            tags=tuple(t.name for t in tags.get(row.topic_id, ())) if kind == "topic" else (),
            author=row.handle or "",
            solved=row.accepted > 0,
        )


def _id(row: Any, kind: str) -> int:
    return int(row.topic_id if kind == "topic" else row.id)


def _touched_topics(happened: Sequence[Event]) -> set[int]:
    boards = {e.board_id for e in happened if isinstance(e, events.BoardChanged)}
    moved = set(db.session.scalars(select(Topic.id).where(Topic.board_id.in_(boards)))) if boards else set()
    return moved | {e.topic_id for e in happened if not isinstance(e, events.BoardChanged)}  # type: ignore[attr-defined]


def _touched_posts(happened: Sequence[Event]) -> set[int]:
    boards = {e.board_id for e in happened if isinstance(e, events.BoardChanged)}
    topics = {e.topic_id for e in happened if isinstance(e, _WHOLE_TOPIC)}
    posts = {e.post_id for e in happened if isinstance(e, events.PostAdded | events.PostEdited)}
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


TOPIC = ThingKind(
    kind="topic",
    label=_l("Topic"),
    visible=lambda ids, viewer: _visible(_topics_among(ids), "topic", viewer),
    documents=lambda ids: _documents(_topics_among(ids), "topic"),
    all_ids=_all_topics,
    touched_by=_OF_TOPIC,
    touched=_touched_topics,
    count_views=_count_views,
)
POST = ThingKind(
    kind="post",
    label=_l("Reply"),
    visible=lambda ids, viewer: _visible(_posts_among(ids), "post", viewer),
    documents=lambda ids: _documents(_posts_among(ids), "post"),
    all_ids=_all_posts,
    touched_by=_OF_POST,
    touched=_touched_posts,
)
