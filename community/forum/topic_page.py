"""Reads of one topic: its posts by page, their comments, their history."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import aliased

from community.accounts import authors
from community.accounts.models import Member
from community.kernel import paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from . import queries, rules
from .models import Board, Follow, Post, Revision, Topic, Vote
from .rows import Attribution, PostRow, RevisionRow, TopicRow

POSTS_PER_PAGE = 20

_POST_COLUMNS: tuple[Any, ...] = (
    *(Post.id, Post.topic_id, Post.parent_id, Post.kind, Post.html, Post.created_at, Post.edited_at, Post.revisions),
    *(Post.kudos, Post.accepted_at, Post.hidden_at, Post.hidden_reason, Post.author_name),
    *(Post.source, Post.source_url, Post.licence),
    Member.id.label("member_id"),
    Member.name.label("member_name"),
    *(Member.handle, Member.role),
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
    row = db.session.execute(queries.visible_topics(viewer).where(Topic.id == topic_id)).one_or_none()
    return queries.topic_row(row) if row else None


def topic_page(topic: TopicRow, viewer: Viewer, *, after: str | None) -> TopicPage:
    """Return a page of the topic's posts, oldest first, beginning behind `after`; its queries do not grow in number."""
    first = opening(topic, viewer)
    posts = answers(topic, viewer, after=after)
    accepted = _posts(topic, viewer, Post.accepted_at.is_not(None)) if topic.solved else []
    shown = _with_company({p.id: p for p in (first, *accepted, *posts.rows)}, topic, viewer)
    original = topic_by_id(topic.duplicate_of_id, viewer) if topic.duplicate_of_id else None
    tagged = queries.with_tags([topic])[0]
    return TopicPage(
        topic=replace(tagged, duplicate_of=original, following=_is_following(topic.id, viewer)),
        opening=shown[first.id],
        accepted=[shown[p.id] for p in accepted],
        posts=Page([shown[p.id] for p in posts.rows], posts.next_key),
    )


def opening(topic: TopicRow, viewer: Viewer) -> PostRow:
    """Return the topic's opening post."""
    return _posts(topic, viewer, Post.kind == "opening")[0]


def answers(topic: TopicRow, viewer: Viewer, *, after: str | None, size: int = POSTS_PER_PAGE) -> Page[PostRow]:
    """Return a page of the topic's answers, oldest first."""
    beyond = [paging.after((Post.created_at, Post.id), after, descending=False)] if after else []  # type: ignore[list-item]
    rows = _posts(topic, viewer, Post.kind == "answer", *beyond, limit=size + 1)
    return paging.page_of(rows, size, lambda post: (post.created_at, post.id))


def newest(topic: TopicRow, viewer: Viewer, *, most: int = 30) -> list[PostRow]:
    """Return the topic's newest posts, the latest first; what is hidden stays out, whoever asks."""
    query = _query(topic, viewer, Post.kind != "comment", Post.hidden_at.is_(None))
    query = query.order_by(Post.created_at.desc(), Post.id.desc()).limit(most)
    return [_post_row(row) for row in db.session.execute(query)]


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


def _posts(topic: TopicRow, viewer: Viewer, *conditions: Any, limit: int | None = None) -> list[PostRow]:
    query = _query(topic, viewer, *conditions).order_by(Post.created_at, Post.id).limit(limit)
    return [_post_row(row) for row in db.session.execute(query)]


def _query(topic: TopicRow, viewer: Viewer, *conditions: Any) -> Select[Any]:
    posts = select(*_POST_COLUMNS).outerjoin(Member, Member.id == Post.author_id)
    posts = posts.where(Post.topic_id == topic.id, *conditions)
    return posts if rules.is_moderator(viewer) else posts.where(Post.hidden_at.is_(None))


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
    comments = _posts(topic, viewer, Post.parent_id.in_(posts))
    given = _given(viewer, [*posts, *(c.id for c in comments)])
    ready = [_with_acts(c, topic, viewer, given) for c in comments]
    return {
        post.id: replace(
            _with_acts(post, topic, viewer, given), comments=tuple(c for c in ready if c.parent_id == post.id)
        )
        for post in posts.values()
    }


def _with_acts(post: PostRow, topic: TopicRow, viewer: Viewer, given: Collection[int]) -> PostRow:
    post = replace(post, kudos_given=post.id in given)
    return replace(post, acts=rules.acts_on(post, topic, viewer))


def _given(viewer: Viewer, post_ids: Collection[int]) -> frozenset[int]:
    if viewer.member_id is None:
        return frozenset()
    mine = select(Vote.post_id).where(Vote.member_id == viewer.member_id, Vote.post_id.in_(post_ids))
    return frozenset(db.session.scalars(mine))


def _is_following(topic_id: int, viewer: Viewer) -> bool:
    mine = (Follow.member_id == viewer.member_id, Follow.kind == "topic", Follow.thing_id == topic_id)
    return viewer.member_id is not None and db.session.scalar(select(Follow.thing_id).where(*mine)) is not None
