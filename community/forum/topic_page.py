"""Reads of one topic: its posts by page, their comments, their history."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from community.accounts import authors
from community.accounts.authors import Author
from community.accounts.models import Member
from community.kernel import paging
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of
from community.kernel.markup import plain
from community.kernel.paging import Page

from . import files, histories, queries, regrouping, rules, seeing
from .models import (
    Board,
    Bookmark,
    File,
    Follow,
    Joined,
    MeToo,
    Post,
    Reading,
    Revision,
    SavedDraft,
    Topic,
    Verdict,
    Vote,
)
from .regrouping import Past
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
    *(_POST.c[name] for name in ("kudos", "worked", "failed", "accepted_at", "hidden_at", "hidden_reason")),
    _POST.c.author_name,
    *(_POST.c[name] for name in ("source", "source_url", "licence")),
    _MEMBER.c.id.label("member_id"),
    _MEMBER.c.name.label("member_name"),
    *(_MEMBER.c[name] for name in ("handle", "role", "rank", "standing")),
)
_POSTS = (
    select(*_COLUMNS)
    .select_from(_POST)
    .outerjoin(_MEMBER, _MEMBER.c.id == _POST.c.author_id)
    .where(
        _POST.c.topic_id == bindparam("topic"),
        or_(
            _POST.c.hidden_at.is_(None),
            bindparam("sees_hidden", type_=Boolean()),
            _POST.c.author_id == bindparam("reader"),
        ),
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
_ONE = _POSTS.where(_POST.c.id == bindparam("post"))
_COMMENTS = _POSTS.where(_POST.c.parent_id.in_(bindparam("parents", expanding=True)))
_NEWEST = (
    _POSTS.where(_POST.c.kind != "comment", _POST.c.hidden_at.is_(None))
    .order_by(None)
    .order_by(*(column.desc() for column in _PLACE))
    .limit(bindparam("size"))
)
_READER, _TOPIC, _AMONG = bindparam("member"), bindparam("topic"), bindparam("posts", expanding=True)
_SAID = union_all(
    select(Vote.post_id, literal("kudos_given")).where(Vote.member_id == _READER, Vote.post_id.in_(_AMONG)),
    select(Verdict.post_id, case((Verdict.worked, "worked_for_me"), else_="failed_me")).where(
        Verdict.member_id == _READER, Verdict.post_id.in_(_AMONG)
    ),
)
_DENIALS = select(Verdict.comment_id).where(Verdict.comment_id.is_not(None), Verdict.post_id.in_(_AMONG))
_OF_READER = select(
    exists().where(Follow.member_id == _READER, Follow.kind == "topic", Follow.thing_id == _TOPIC).label("following"),
    exists().where(MeToo.member_id == _READER, MeToo.topic_id == _TOPIC).label("mine_too"),
    exists().where(Bookmark.member_id == _READER, Bookmark.topic_id == _TOPIC).label("bookmarked"),
    select(Reading.read_to)
    .where(Reading.member_id == _READER, Reading.topic_id == _TOPIC)
    .scalar_subquery()
    .label("read_to"),
    func.coalesce(
        select(SavedDraft.body).where(SavedDraft.member_id == _READER, SavedDraft.topic_id == _TOPIC).scalar_subquery(),
        "",
    ).label("draft"),
)


@dataclass(frozen=True, kw_only=True)
class TopicPage:
    """One page of a topic as one reader sees it."""

    topic: TopicRow
    opening: PostRow
    accepted: list[PostRow]
    posts: Page[PostRow]
    past: Past

    @property
    def read_to(self) -> datetime:
        """Return up to which moment somebody has read who read this page and those before it."""
        return self.posts.rows[-1].created_at if self.posts.next_key else self.topic.last_activity_at

    @property
    def first_new(self) -> int | None:
        """Return the first answer on the page that came after the reader's last look."""
        last = self.topic.read_to
        return next((p.id for p in self.posts.rows if last and p.created_at > last), None)


def topic_by_id(topic_id: int, viewer: Viewer) -> TopicRow | None:
    """Return the topic if the viewer may see it (its author may, whoever hid it); of a merged one where it goes on."""
    values = {"topic": topic_id, **seeing.values(viewer)}
    if not rules.is_moderator(viewer):
        values["reader"] = viewer.member_id
    row = db.session.execute(_topic_statement(viewer.role), values).one_or_none()
    return queries.topic_row(row) if row else None


@cache
def _topic_statement(role: str) -> Select[Any]:
    query = queries.visible_topics(Viewer(role=role), or_own=True)
    return query.where(table_of(Topic).c.id == queries.goes_on_in(bindparam("topic")))


def topic_page(topic: TopicRow, viewer: Viewer, *, after: str | None) -> TopicPage:
    """Return a page of the topic's posts, oldest first, beginning behind `after`; its queries do not grow in number."""
    first = opening(topic, viewer)
    posts = answers(topic, viewer, after=after)
    accepted = _posts(_ACCEPTED, topic, viewer) if topic.solved else []
    shown = _with_company({p.id: p for p in (first, *accepted, *posts.rows)}, topic, viewer)
    past = regrouping.past(topic, viewer)
    for post_id in past.titles.keys() & shown.keys():
        shown[post_id] = replace(shown[post_id], began=past.titles[post_id])
    original = topic_by_id(topic.duplicate_of_id, viewer) if topic.duplicate_of_id else None
    return TopicPage(
        topic=_as_read(replace(queries.with_tags(topic), duplicate_of=original, **_of_reader(topic.id, viewer))),
        opening=shown[first.id],
        accepted=[shown[p.id] for p in accepted],
        posts=Page([shown[p.id] for p in posts.rows], posts.next_key),
        past=past,
    )


def _as_read(topic: TopicRow) -> TopicRow:
    """Return the topic as unread where something happened since its reader's last look."""
    return replace(topic, unread=topic.last_activity_at > topic.read_to) if topic.read_to else topic


def opening(topic: TopicRow, viewer: Viewer) -> PostRow:
    """Return the topic's opening post."""
    return _posts(_OPENING, topic, viewer)[0]


def one_post(post_id: int, topic: TopicRow, viewer: Viewer) -> PostRow:
    """Return a post of the topic as its page shows it."""
    found = _posts(_ONE, topic, viewer, post=post_id)
    return _with_company({post_id: found[0]}, topic, viewer)[post_id]


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


def first_unread(topic: TopicRow, viewer: Viewer) -> Post | None:
    """Return the first answer that came after the viewer's last look, if they looked before."""
    last = _of_reader(topic.id, viewer).get("read_to")
    new = select(Post).where(Post.topic_id == topic.id, Post.kind == "answer", Post.hidden_at.is_(None))
    return db.session.scalar(new.where(Post.created_at > last).order_by(*_PLACE).limit(1)) if last else None


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
        .where(Post.id == post_id, seeing.seen_by(viewer))
    )
    if not rules.is_moderator(viewer):
        shown = and_(Post.hidden_at.is_(None), Topic.hidden_at.is_(None), ~_parent_hidden())
        own = false() if viewer.member_id is None else Post.author_id == viewer.member_id
        query = query.where(or_(shown, own))
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def file_for(file_id: int, viewer: Viewer) -> File | None:
    """Return a file if the viewer may have it: with its post, unless it was removed; while it waits, its own."""
    found = db.session.get(File, file_id)
    if found is None or (found.hidden_at and not rules.is_moderator(viewer)):
        return None
    if found.post_id is None:
        return found if found.member_id == viewer.member_id else None
    return found if post_and_topic(found.post_id, viewer) else None


def quotation(post_id: int, topic: TopicRow, viewer: Viewer) -> str:
    """Return a post of the topic as a quote to be answered; nothing if the viewer may not see it there."""
    found = post_and_topic(post_id, viewer)
    if not found or found[1].id != topic.id:
        return ""
    post = found[0]
    writer = db.session.get(Member, post.author_id) if post.author_id else None
    words = post.body if post.markup == "markdown" else plain(post.html)
    return rules.quotation(words, f"@{writer.handle}" if writer and writer.url else post.author_name or "")


def opening_of_merged(topic_id: int) -> int:
    """Return the post with which a topic began that was merged into another."""
    began = select(Joined.thing_id).where(Joined.topic_id == topic_id, Joined.kind == "opening")
    return db.session.scalars(began).one()


def itself(topic_id: int) -> Topic:
    """Return the topic's own row, even if it was merged into another."""
    return db.session.get_one(Topic, topic_id)


def topic_for_change(topic_id: int, viewer: Viewer) -> Topic | None:
    """Return the topic's row, to be written, if the viewer may see it."""
    found = topic_by_id(topic_id, viewer)
    return db.session.get(Topic, found.id) if found else None


def history(post: Post) -> list[RevisionRow]:
    """Return every state of the post's text as the change from the one before, the newest first."""
    columns = (Revision.number, Revision.at, Revision.reason, Revision.author_name)
    texts = (Revision.title, Revision.body, Revision.tags)
    found = db.session.execute(
        select(*columns, *texts, *authors.COLUMNS)
        .outerjoin(Member, Member.id == Revision.author_id)
        .where(Revision.post_id == post.id)
        .order_by(Revision.number)
    ).all()
    return histories.changes(found, "title", "body", "tags")


def _parent_hidden() -> ColumnElement[bool]:
    parent = aliased(Post)
    return select(parent.id).where(parent.id == Post.parent_id, parent.hidden_at.is_not(None)).exists()


def _posts(statement: Select[Any], topic: TopicRow, viewer: Viewer, **values: Any) -> list[PostRow]:
    values |= {"topic": topic.id, "sees_hidden": rules.is_moderator(viewer), "reader": viewer.member_id}
    return [_post_row(row) for row in db.session.execute(statement, values)]


def _post_row(row: Any) -> PostRow:
    return PostRow(
        id=row.id,
        topic_id=row.topic_id,
        parent_id=row.parent_id,
        kind=row.kind,
        author=_author(row),
        html=row.html,
        created_at=row.created_at,
        edited_at=row.edited_at,
        revisions=row.revisions,
        kudos=row.kudos,
        worked=row.worked,
        failed=row.failed,
        accepted=row.accepted_at is not None,
        hidden=row.hidden_at is not None,
        hidden_reason=row.hidden_reason,
        attribution=Attribution(row.source, row.source_url, row.licence) if row.source else None,
    )


def _author(row: Any) -> Author:
    person = (row.member_id, row.member_name, row.handle, row.role, row.author_name)
    return authors.author(*person, rank=row.rank, standing=row.standing)


def _with_company(posts: dict[int, PostRow], topic: TopicRow, viewer: Viewer) -> dict[int, PostRow]:
    """Return the posts with their comments and what the viewer may do with each."""
    comments = _posts(_COMMENTS, topic, viewer, parents=list(posts))
    said = _said(viewer, [*posts, *(c.id for c in comments)])
    denials = _denials(posts.values()) if any(post.failed for post in posts.values()) else frozenset()
    attached = files.of_posts(list(posts), viewer)
    below: dict[int | None, tuple[PostRow, ...]] = {}
    for comment in comments:
        shown = replace(comment, denies=True) if comment.id in denials else comment
        below[comment.parent_id] = (*below.get(comment.parent_id, ()), _as_seen(shown, topic, viewer, said))
    return {
        post.id: replace(_as_seen(post, topic, viewer, said, below.get(post.id, ())), files=attached.get(post.id, ()))
        for post in posts.values()
    }


def _as_seen(
    post: PostRow,
    topic: TopicRow,
    viewer: Viewer,
    said: Mapping[int, Mapping[str, bool]],
    comments: tuple[PostRow, ...] = (),
) -> PostRow:
    if viewer.member_id is None:
        return replace(post, comments=comments) if comments else post
    if post.id in said:
        post = replace(post, **said[post.id])
    return replace(post, acts=rules.acts_on(post, topic, viewer), comments=comments)


def _said(viewer: Viewer, post_ids: Collection[int]) -> Mapping[int, Mapping[str, bool]]:
    """Return what the viewer said about each post: kudos, and whether it worked."""
    if viewer.member_id is None:
        return {}
    said: dict[int, dict[str, bool]] = {}
    for post_id, word in db.session.execute(_SAID, {"member": viewer.member_id, "posts": list(post_ids)}):
        said.setdefault(post_id, {})[word] = True
    return said


def _denials(posts: Collection[PostRow]) -> frozenset[int]:
    """Return the ids of comments that say why the post above them did not work."""
    return frozenset(db.session.scalars(_DENIALS, {"posts": [post.id for post in posts if post.failed]}))


def _of_reader(topic_id: int, viewer: Viewer) -> Mapping[str, Any]:
    """Return what the topic is to the viewer: followed, theirs too, bookmarked, read so far, replied to in a draft."""
    if viewer.member_id is None:
        return {}
    values = {"member": viewer.member_id, "topic": topic_id}
    return dict(db.session.execute(_OF_READER, values).mappings().one())
