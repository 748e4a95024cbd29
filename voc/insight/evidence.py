"""The rows behind counts: each query yields (at, id), what it is, where it stands and who did it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union
from sqlalchemy.orm import aliased

from community.accounts.models import Member
from community.forum import models as forum
from community.kernel.auth import STAFF
from community.kernel.db import db
from community.kernel.weeks import Week
from ideas import models as ideas

from .models import TopicWeek
from .weekly import COMMUNITY

CONTRIBUTING = timedelta(days=30)
WAITING = timedelta(days=90)
MOMENT = timedelta(microseconds=1)

_ABOVE, _LATER = aliased(forum.Post), aliased(ideas.Move)
_BY_COMMUNITY = or_(Member.id.is_(None), COMMUNITY)
_BY_STAFF = and_(Member.role.in_(STAFF), Member.is_bot.is_(False))
_SHOWN_IDEA = ideas.Idea.hidden_at.is_(None)
_OWN_IDEA = ideas.Idea.merged_into_id.is_(None)
_BY = (Member.id.label("member_id"), Member.name.label("member_name"), Member.handle, Member.role)
_NO_NAME = literal(None).label("author_name")


@dataclass(frozen=True, slots=True)
class Span:
    """The time from `start` until before `end`, and the weeks it touches."""

    start: datetime
    end: datetime
    zone: ZoneInfo

    @property
    def mondays(self) -> tuple[Any, Any]:
        return Week.of(self.start, self.zone).monday, Week.of(self.end - MOMENT, self.zone).monday

    def holds(self, column: Any) -> ColumnElement[bool]:
        return and_(column >= self.start, column < self.end)


def span_of(weeks: Sequence[Week], zone: ZoneInfo) -> Span:
    """Return the span from the first to the last of consecutive weeks."""
    return Span(weeks[0].start(zone), weeks[-1].end(zone), zone)


def count(query: Select[Any]) -> int:
    """Return how many rows a query has."""
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


# ---- Forum ---------------------------------------------------------------------------------------


def posts(span: Span, *kinds: str, by_staff: bool = False) -> Select[Any]:
    """Return the posts of these kinds that everybody may read now, by the community or by employees."""
    columns: tuple[Any, ...] = (
        *(forum.Post.created_at.label("at"), forum.Post.id, literal("post").label("thing")),
        *(forum.Topic.title, forum.Topic.slug, *_BY, forum.Post.author_name),
    )
    by = _BY_STAFF if by_staff else _BY_COMMUNITY
    return _visible(select(*columns), span).where(forum.Post.kind.in_(kinds), by)


def _visible(query: Select[Any], span: Span) -> Select[Any]:
    first, last = span.mondays
    active = select(TopicWeek.topic_id).where(TopicWeek.week >= first, TopicWeek.week <= last)
    return (
        query.select_from(forum.Post)
        .join(forum.Topic, forum.Topic.id == forum.Post.topic_id)
        .join(forum.Board, forum.Board.id == forum.Topic.board_id)
        .outerjoin(_ABOVE, _ABOVE.id == forum.Post.parent_id)
        .outerjoin(Member, Member.id == forum.Post.author_id)
        .where(forum.Post.topic_id.in_(active), span.holds(forum.Post.created_at))
        .where(*_may_be_read())
    )


def _may_be_read() -> tuple[ColumnElement[bool], ...]:
    hidden = (forum.Post.hidden_at, forum.Topic.hidden_at, _ABOVE.hidden_at)
    return (forum.Board.visibility == "public", *(column.is_(None) for column in hidden))


def kudos(span: Span) -> Select[Any]:
    """Return the kudos for posts that everybody may read; imported ones carry no voter."""
    columns: tuple[Any, ...] = (
        *(forum.Vote.at.label("at"), forum.Vote.id, literal("post").label("thing")),
        *(forum.Topic.title, forum.Topic.slug, *_BY, _NO_NAME, forum.Post.id.label("place")),
    )
    return (
        select(*columns)
        .select_from(forum.Vote)
        .join(forum.Post, forum.Post.id == forum.Vote.post_id)
        .join(forum.Topic, forum.Topic.id == forum.Post.topic_id)
        .join(forum.Board, forum.Board.id == forum.Topic.board_id)
        .outerjoin(_ABOVE, _ABOVE.id == forum.Post.parent_id)
        .outerjoin(Member, Member.id == forum.Vote.member_id)
        .where(span.holds(forum.Vote.at), forum.Vote.value == 1, _BY_COMMUNITY, *_may_be_read())
    )


# ---- Members -------------------------------------------------------------------------------------


def joined(span: Span) -> Select[Any]:
    """Return the accounts of neither employees nor bots that were created in the span."""
    return _people().where(span.holds(Member.joined_at))


def registered(span: Span) -> Select[Any]:
    """Return the accounts there were at the span's end, imported authors and those who left since among them."""
    return _people().where(Member.joined_at < span.end)


def contributing(span: Span) -> Select[Any]:
    """Return the members who wrote or voted in the 30 days before the span's end, on what everybody may read."""
    last = Span(span.end - CONTRIBUTING, span.end, span.zone)
    ids = [
        _visible(select(forum.Post.author_id), last),
        select(kudos(last).subquery().c.member_id),
        *(select(query.subquery().c.member_id) for query in (submitted(last), remarks(last), wishes(last))),
    ]
    return _people().where(Member.id.in_(select(union(*ids).subquery().c[0])))


def _people() -> Select[Any]:
    columns: tuple[Any, ...] = (
        *(Member.joined_at.label("at"), Member.id, literal("member").label("thing")),
        *(Member.name.label("title"), Member.handle.label("slug"), *_BY, _NO_NAME),
    )
    return select(*columns).where(COMMUNITY)


# ---- Ideas ---------------------------------------------------------------------------------------


def submitted(span: Span) -> Select[Any]:
    """Return the ideas of the span that are not hidden."""
    query = _of_ideas(ideas.Idea.created_at, ideas.Idea.id, ideas.Idea.author_id)
    return query.where(span.holds(ideas.Idea.created_at), _BY_COMMUNITY)


def remarks(span: Span) -> Select[Any]:
    """Return the comments of the span on ideas."""
    query = _of_ideas(ideas.Comment.created_at, ideas.Comment.id, ideas.Comment.author_id, ideas.Comment)
    return query.where(span.holds(ideas.Comment.created_at), ideas.Comment.hidden_at.is_(None), _BY_COMMUNITY)


def wishes(span: Span) -> Select[Any]:
    """Return the votes of the span for ideas, as far as they still stand; one person has one per idea."""
    query = _of_ideas(ideas.Vote.at, ideas.Vote.member_id, ideas.Vote.member_id, ideas.Vote)
    return query.where(span.holds(ideas.Vote.at), _BY_COMMUNITY)


def moves(span: Span, *to: str) -> Select[Any]:
    """Return the moves of the span, with their official responses; only those to a status of `to`, if any is named."""
    query = _of_ideas(ideas.Move.at, ideas.Move.id, ideas.Move.by_id, ideas.Move).where(span.holds(ideas.Move.at))
    return query.where(ideas.Move.to_status.in_(to)) if to else query


def waiting(span: Span) -> Select[Any]:
    """Return the ideas that were under review for more than 90 days at the span's end, without another move."""
    later = select(_LATER.id).where(
        _LATER.idea_id == ideas.Move.idea_id,
        _LATER.at < span.end,
        or_(_LATER.at > ideas.Move.at, and_(_LATER.at == ideas.Move.at, _LATER.id > ideas.Move.id)),
    )
    query = _of_ideas(ideas.Move.at, ideas.Move.id, ideas.Idea.author_id, ideas.Move)
    since = (ideas.Move.to_status == "under_review", ideas.Move.at < span.end - WAITING, _OWN_IDEA)
    return query.where(*since, ~later.exists())


def _of_ideas(at: Any, id_: Any, by: Any, source: Any = ideas.Idea) -> Select[Any]:
    query = select(
        *(at.label("at"), id_.label("id"), literal("idea").label("thing")),
        *(ideas.Idea.title, ideas.Idea.slug, *_BY, _NO_NAME, ideas.Idea.id.label("place")),
    ).select_from(source)
    if source is not ideas.Idea:
        query = query.join(ideas.Idea, ideas.Idea.id == source.idea_id)
    return query.outerjoin(Member, Member.id == by).where(_SHOWN_IDEA)
