"""Reads of one topic: its posts by page, their comments, their history."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, bindparam, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from community.accounts import authors
from community.accounts.models import Member
from community.kernel import paging
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of
from community.kernel.paging import Page

from . import queries, rules
from .models import Board, Follow, Post, Revision, Topic, Vote
from .rows import Attribution, PostRow, RevisionRow, TopicRow

POSTS_PER_PAGE = 20

# Statements that the page needs are built once: to build one takes longer than to run it.
_POST, _MEMBER = table_of(Post), table_of(Member)
_PLACE = (_POST.c.created_at, _POST.c.id)
_COLUMNS: tuple[Any, ...] = (
    *(
        _POST.c[name]
        for name in ("id", "topic_id", "parent_id", "kind", "html", "created_at", "edited_at", "revisions")
    ),
    *(_POST.c[name] for name in ("kudos", "accepted_at", "hidden_at", "hidden_reason", "author_name")),
    *(_POST.c[name] for name in ("source", "source_url", "licence")),
    _MEMBER.c.id.label("member_id"),
    _MEMBER.c.name.label("member_name"),
    *(_MEMBER.c.handle, _MEMBER.c.role),
)
_POSTS = (
    select(*_COLUMNS)
    .select_from(_POST)
    .outerjoin(_MEMBER, _MEMBER.c.id == _POST.c.author_id)
    .where(
        _POST.c.topic_id == bindparam("topic"),
        or_(_POST.c.hidden_at.is_(None), bindparam("sees_hidden", type_=Boolean())),
    )
    .order_by(*_PLACE)
)
_OPENING = _POSTS.where(_POST.c.kind == "opening")
_ACCEPTED = _POSTS.where(_POST.c.accepted_at.is_not(None))
_ANSWERS = _POSTS.where(_POST.c.kind == "answer").limit(bindparam("size"))
_LATER_ANSWERS = _ANSWERS.where(
    tuple_(*_PLACE)
    > tuple_(bindparam("after_at", type_=_POST.c.created_at.type), bindparam("after_id", type_=_POST.c.id.type))
)
_COMMENTS = _POSTS.where(_POST.c.parent_id.in_(bindparam("parents", expanding=True)))
_NEWEST = (
    _POSTS.where(_POST.c.kind != "comment", _POST.c.hidden_at.is_(None))
    .order_by(None)
    .order_by(*(column.desc() for column in _PLACE))
    .limit(bindparam("size"))
)
_VOTES = select(Vote.post_id).where(
    Vote.member_id == bindparam("member"), Vote.post_id.in_(bindparam("posts", expanding=True))
)
_FOLLOWED = select(Follow.thing_id).where(
    Follow.member_id == bindparam("member"), Follow.kind == "topic", Follow.thing_id == bindparam("topic")
)


@dataclass(frozen=True, kw_only=True)
class TopicPage:
    """One page of a topic as one reader sees it."""

    topic: TopicRow
    opening: PostRow
    accepted: list[PostRow]
    posts: Page[PostRow]


def topic_by_id(topic_id: int, viewer: Viewer) -> TopicRow | None:
    """Return the topic if the viewer may see it."""
    row = db.session.execute(_topic_statement(viewer.role), {"topic": topic_id}).one_or_none()
    return queries.topic_row(row) if row else None


@cache
def _topic_statement(role: str) -> Select[Any]:
    return queries.visible_topics(Viewer(role=role)).where(table_of(Topic).c.id == bindparam("topic"))


def topic_page(topic: TopicRow, viewer: Viewer, *, after: str | None) -> TopicPage:
    """Return a page of the topic's posts, oldest first, beginning behind `after`; its queries do not grow in number."""
    first = opening(topic, viewer)
    posts = answers(topic, viewer, after=after)
    accepted = _posts(_ACCEPTED, topic, viewer) if topic.solved else []
    shown = _with_company({p.id: p for p in (first, *accepted, *posts.rows)}, topic, viewer)
    original = topic_by_id(topic.duplicate_of_id, viewer) if topic.duplicate_of_id else None
    return TopicPage(
        topic=replace(queries.with_tags(topic), duplicate_of=original, following=_is_following(topic.id, viewer)),
        opening=shown[first.id],
        accepted=[shown[p.id] for p in accepted],
        posts=Page([shown[p.id] for p in posts.rows], posts.next_key),
    )


def opening(topic: TopicRow, viewer: Viewer) -> PostRow:
    """Return the topic's opening post."""
    return _posts(_OPENING, topic, viewer)[0]


def answers(topic: TopicRow, viewer: Viewer, *, after: str | None, size: int = POSTS_PER_PAGE) -> Page[PostRow]:
    """Return a page of the topic's answers, oldest first."""
    if after:
        at, post_id = paging.decode(after, [datetime, int])
        rows = _posts(_LATER_ANSWERS, topic, viewer, size=size + 1, after_at=at, after_id=post_id)
    else:
        rows = _posts(_ANSWERS, topic, viewer, size=size + 1)
    return paging.page_of(rows, size, lambda post: (post.created_at, post.id))


def newest(topic: TopicRow, viewer: Viewer, *, most: int = 30) -> list[PostRow]:
    """Return the topic's newest posts, the latest first; what is hidden stays out, whoever asks."""
    return _posts(_NEWEST, topic, viewer, size=most)


def key_before(post: Post) -> str | None:
    """Return the key of the page on which `post` stands, None on the first: pages begin at every 20th answer."""
    shown = post if post.kind == "answer" else db.session.get(Post, post.parent_id or 0)
    if shown is None or shown.kind != "answer":
        return None
    earlier = select(Post.created_at, Post.id).where(
        Post.topic_id == post.topic_id,
        Post.kind == "answer",
        tuple_(Post.created_at, Post.id) < tuple_(shown.created_at, shown.id),
    )
    before = db.session.scalar(select(func.count()).select_from(earlier.subquery())) or 0
    if before < POSTS_PER_PAGE:
        return None
    last = earlier.order_by(Post.created_at, Post.id).offset(before - before % POSTS_PER_PAGE - 1).limit(1)
    return paging.encode(tuple(db.session.execute(last).one()))


def post_and_topic(post_id: int, viewer: Viewer) -> tuple[Post, Topic] | None:
    """Return a post and its topic if the viewer may see both."""
    query = (
        select(Post, Topic)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Board, Board.id == Topic.board_id)
        .where(Post.id == post_id, Board.visibility.in_(viewer.scopes))
    )
    if not rules.is_moderator(viewer):
        query = query.where(Post.hidden_at.is_(None), Topic.hidden_at.is_(None), ~_parent_hidden())
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def topic_for_change(topic_id: int, viewer: Viewer) -> Topic | None:
    """Return the topic's row, to be written, if the viewer may see it."""
    if topic_by_id(topic_id, viewer) is None:
        return None
    return db.session.get(Topic, topic_id)


def history(post: Post) -> list[RevisionRow]:
    """Return every state of the post's text, the newest first."""
    columns = (Revision.number, Revision.at, Revision.reason, Revision.title, Revision.body, Revision.author_name)
    found = db.session.execute(
        select(*columns, *authors.COLUMNS)
        .outerjoin(Member, Member.id == Revision.author_id)
        .where(Revision.post_id == post.id)
        .order_by(Revision.number.desc())
    )
    return [
        RevisionRow(
            number=row.number,
            author=authors.author(row.id, row.name, row.handle, row.role, row.author_name),
            at=row.at,
            comment=row.reason,
            title=row.title,
            body_text=row.body or "",
        )
        for row in found
    ]


def _parent_hidden() -> ColumnElement[bool]:
    parent = aliased(Post)
    return select(parent.id).where(parent.id == Post.parent_id, parent.hidden_at.is_not(None)).exists()


def _posts(statement: Select[Any], topic: TopicRow, viewer: Viewer, **values: Any) -> list[PostRow]:
    values |= {"topic": topic.id, "sees_hidden": rules.is_moderator(viewer)}
    return [_post_row(row) for row in db.session.execute(statement, values)]


def _post_row(row: Any) -> PostRow:
    return PostRow(
        id=row.id,
        topic_id=row.topic_id,
        parent_id=row.parent_id,
        kind=row.kind,
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, row.author_name),
        html=row.html,
        created_at=row.created_at,
        edited_at=row.edited_at,
        revisions=row.revisions,
        kudos=row.kudos,
        accepted=row.accepted_at is not None,
        hidden=row.hidden_at is not None,
        hidden_reason=row.hidden_reason,
        attribution=Attribution(row.source, row.source_url, row.licence) if row.source else None,
    )


def _with_company(posts: dict[int, PostRow], topic: TopicRow, viewer: Viewer) -> dict[int, PostRow]:
    """Return the posts with their comments and what the viewer may do with each."""
    comments = _posts(_COMMENTS, topic, viewer, parents=list(posts))
    given = _given(viewer, [*posts, *(c.id for c in comments)])
    below: dict[int | None, tuple[PostRow, ...]] = {}
    for comment in comments:
        below[comment.parent_id] = (*below.get(comment.parent_id, ()), _as_seen(comment, topic, viewer, given))
    return {post.id: _as_seen(post, topic, viewer, given, below.get(post.id, ())) for post in posts.values()}


def _as_seen(
    post: PostRow, topic: TopicRow, viewer: Viewer, given: Collection[int], comments: tuple[PostRow, ...] = ()
) -> PostRow:
    if viewer.member_id is None:
        return replace(post, comments=comments) if comments else post
    if post.id in given:
        post = replace(post, kudos_given=True)
    return replace(post, acts=rules.acts_on(post, topic, viewer), comments=comments)


def _given(viewer: Viewer, post_ids: Collection[int]) -> frozenset[int]:
    if viewer.member_id is None:
        return frozenset()
    return frozenset(db.session.scalars(_VOTES, {"member": viewer.member_id, "posts": list(post_ids)}))


def _is_following(topic_id: int, viewer: Viewer) -> bool:
    if viewer.member_id is None:
        return False
    return db.session.scalar(_FOLLOWED, {"member": viewer.member_id, "topic": topic_id}) is not None
