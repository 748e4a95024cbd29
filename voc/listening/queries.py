"""Reads of voices: those of the community, with who said them and where."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from community.accounts import authors
from community.accounts.models import Member
from community.forum import addresses as forum
from community.forum.models import Board, Post, Topic
from community.kernel import paging
from community.kernel.auth import STAFF
from community.kernel.db import db
from community.kernel.paging import Page
from ideas import addresses as ideas
from ideas.models import Comment, Idea

from .models import Voice
from .mood import Tone
from .rows import VoiceRow
from .scoring import THRESHOLD

Choice = Literal["all", "negative", "neutral", "positive", "unscored"]
VOICES_PER_PAGE = 40
_PARENT = aliased(Post)
_KEPT = aliased(Idea)  # an idea that was merged is seen under the one it was merged into
_OWN = ("kind", "thing_kind", "thing_id", "topic_id", "board_id", "idea_id", "said_at")
_HEARD = ("language", "status", "compound", "sarcastic", "words", "text", "method_version")
_COLUMNS: tuple[Any, ...] = (
    *(getattr(Voice, name) for name in (*_OWN, *_HEARD, "author_name")),
    Member.id.label("member_id"),
    Member.name.label("member_name"),
    *(Member.handle, Member.role),
    Board.name.label("board"),
    func.coalesce(Topic.title, Idea.title).label("title"),
    func.coalesce(Topic.slug, Idea.slug).label("slug"),
)

_CHOSEN: dict[Choice, ColumnElement[bool]] = {
    "all": true(),
    "negative": Voice.compound <= -THRESHOLD,
    "neutral": and_(Voice.compound > -THRESHOLD, Voice.compound < THRESHOLD),
    "positive": Voice.compound >= THRESHOLD,
    "unscored": Voice.status == "unscored",
}


def voices_between(start: datetime, end: datetime) -> list[VoiceRow]:
    """Return the community's voices of [start, end) that everybody may read now, in the order of time."""
    query = community_voices(start, end).order_by(Voice.said_at, Voice.thing_kind, Voice.thing_id)
    return [voice_row(row) for row in db.session.execute(query)]


def community_voices(start: datetime, end: datetime, *columns: Any) -> Select[Any]:
    """Return the query of voices of [start, end) by people who are neither staff nor bots, on public places.

    Role and visibility are those of now: what was hidden or moved since is not heard any more.
    """
    people = or_(Member.id.is_(None), and_(Member.role.not_in(STAFF), Member.is_bot.is_(False)))
    return _with_places(*columns).where(Voice.said_at >= start, Voice.said_at < end, people, _is_public())


def _with_places(*columns: Any) -> Select[Any]:
    """Return the query of all voices, each joined with its author and with what it stands on."""
    is_post, is_comment = Voice.thing_kind == "post", Voice.thing_kind == "idea_comment"
    return (
        select(*(columns or _COLUMNS))
        .select_from(Voice)
        .outerjoin(Member, Member.id == Voice.author_id)
        .outerjoin(Topic, Topic.id == Voice.topic_id)
        .outerjoin(Board, Board.id == Topic.board_id)
        .outerjoin(Post, and_(is_post, Post.id == Voice.thing_id))
        .outerjoin(_PARENT, _PARENT.id == Post.parent_id)
        .outerjoin(Idea, Idea.id == Voice.idea_id)
        .outerjoin(_KEPT, _KEPT.id == Idea.merged_into_id)
        .outerjoin(Comment, and_(is_comment, Comment.id == Voice.thing_id))
    )


def _is_public() -> ColumnElement[bool]:
    """Return the condition that everybody may read a voice: on a public place, on topic, nothing above it hidden."""
    shown = [thing.hidden_at.is_(None) for thing in (Topic, Post, _PARENT, Idea, _KEPT, Comment)]
    heard = and_(Board.visibility == "public", Board.kind != "social")
    return and_(or_(heard, Idea.id.is_not(None)), *shown)


def voice_row(row: Any) -> VoiceRow:
    """Return the voice of a row of `community_voices`."""
    return VoiceRow(
        **{name: getattr(row, name) for name in (*_OWN, *_HEARD)},
        board=row.board,
        title=row.title,
        url=_url(row),
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, row.author_name),
    )


def _url(row: Any) -> str:
    if row.thing_kind == "topic":
        return forum.topic(row.topic_id, row.slug)
    if row.thing_kind == "post":
        return forum.post(row.thing_id)
    return ideas.idea(row.idea_id, row.slug) if row.thing_kind == "idea" else ideas.comment(row.thing_id)


def tones_between(start: datetime, end: datetime) -> list[Tone]:
    """Return of the community's voices of [start, end) as much as the index needs."""
    said_by = (Voice.author_id, Voice.author_name)
    columns = (*said_by, Voice.compound, Voice.language, Voice.status, Voice.said_at, Board.name.label("place"))
    return [
        Tone(
            person=row.author_id or f"name:{row.author_name}",
            compound=row.compound,
            language=row.language,
            status=row.status,
            place=row.place,
            said_at=row.said_at,
        )
        for row in db.session.execute(community_voices(start, end, *columns))
    ]


def voices_page(
    start: datetime,
    end: datetime,
    *,
    chosen: Choice = "all",
    after: str | None = None,
    size: int = VOICES_PER_PAGE,
) -> Page[VoiceRow]:
    """Return a page of the community's voices of [start, end), the newest first, of one class or all."""
    order: Any = (Voice.said_at, Voice.thing_kind, Voice.thing_id)
    query = community_voices(start, end).where(_CHOSEN[chosen])
    if after:
        query = query.where(paging.after(order, after, descending=True))
    found = db.session.execute(query.order_by(*(column.desc() for column in order)).limit(size + 1))
    return paging.page_of(
        [voice_row(row) for row in found], size, lambda row: (row.said_at, row.thing_kind, row.thing_id)
    )
