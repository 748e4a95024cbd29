"""What the forum knows of a person: whom they follow, and what they wrote, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import and_, select

from community.accounts import authors
from community.accounts.authors import Author
from community.accounts.models import Member
from community.kernel import paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.markup import excerpt, plain
from community.kernel.paging import Page

from . import addresses, queries
from .models import Follow, Post, Topic
from .rows import Passage

PEOPLE_PER_PAGE = 30
PASSAGES_PER_PAGE = 20
Wrote = Literal["answers", "accepted"]


@dataclass(frozen=True, kw_only=True)
class FollowedRow:
    """Somebody whom the reader follows, and since when."""

    person: Author
    at: datetime

    @property
    def unfollow_url(self) -> str:
        return addresses.person_act(self.person.id or 0, "unfollow")


def followed_by(viewer: Viewer, *, after: str | None = None, size: int = PEOPLE_PER_PAGE) -> Page[FollowedRow]:
    """Return a page of the people whom the viewer follows, the latest first."""
    order: Any = (Follow.at, Follow.thing_id)
    query = select(Follow.at, *authors.COLUMNS).join(
        Member, and_(Member.id == Follow.thing_id, Member.active.is_(True))
    )
    query = query.where(Follow.member_id == viewer.member_id, Follow.kind == "member")
    if after:
        query = query.where(paging.after(order, after, descending=True))
    found = db.session.execute(query.order_by(*(column.desc() for column in order)).limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: (row.at, row.id))
    return Page([FollowedRow(person=authors.author(*row[1:], None), at=row.at) for row in page.rows], page.next_key)


def wrote(
    member_id: int, viewer: Viewer, what: Wrote, *, after: str | None = None, size: int = PASSAGES_PER_PAGE
) -> Page[Passage]:
    """Return a page of a member's answers, or of those that solved somebody else's question, the newest first."""
    order: Any = (Post.created_at, Post.id)
    query = queries.visible_topics(viewer, Post.id, Topic.title, Post.html, Post.created_at)
    query = query.join(Post, Post.topic_id == Topic.id)
    query = query.where(Post.author_id == member_id, Post.kind == "answer", Post.hidden_at.is_(None))
    if what == "accepted":
        query = query.where(Post.accepted_at.is_not(None), Topic.author_id.is_distinct_from(member_id))
    if after:
        query = query.where(paging.after(order, after, descending=True))
    found = db.session.execute(query.order_by(*(column.desc() for column in order)).limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: (row.created_at, row.id))
    passages = [
        Passage(topic_title=title, url=addresses.post(id_), excerpt=excerpt(plain(html)), at=at)
        for id_, title, html, at in page.rows
    ]
    return Page(passages, page.next_key)
