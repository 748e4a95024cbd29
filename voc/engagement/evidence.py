"""Reads of the facts that W and the rules rest on, each as of a moment and for everybody at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from community.accounts.customers import Customer, customers
from community.accounts.models import Member
from community.forum.models import Board, Follow, Post, Topic, Vote
from community.kernel.auth import STAFF
from community.kernel.db import db
from reputation import queries as reputation
from reputation.queries import InfluenceRow

from .eligibility import OPEN_FOR
from .models import Entry, Mvp
from .worth import Worth, worths

YEAR: Final = timedelta(days=365)  # how long what people did with somebody counts
_PARENT = aliased(Post)
_ACTOR = aliased(Member)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was known of everybody at a moment; whom a mapping lacks, nothing of that kind was known of."""

    customers: Mapping[int, Customer]
    expertise: Mapping[int, InfluenceRow]
    company: Mapping[int, int]
    open_since: Mapping[int, datetime]
    entries: Mapping[int, Entry]
    mvps: Mapping[int, datetime]
    nobody: frozenset[int]
    worths: Mapping[int, Worth]

    @property
    def people(self) -> list[int]:
        """Return everybody of whom something was known, and who may stand on the list, by id."""
        known = (self.customers, self.expertise, self.company, self.entries, self.mvps)
        return sorted(set().union(*known) - self.nobody)


def evidence(at: datetime, zone: ZoneInfo) -> Evidence:
    """Return what was known of everybody just before `at`; role and visibility are those of now."""
    known, nobody = customers((at - timedelta.resolution).astimezone(zone).date()), _nobody(at)
    return Evidence(
        customers=known,
        expertise=reputation.influence(at),
        company=_company(at),
        open_since=_open_since(at),
        entries=_entries(at),
        mvps=_mvps(at),
        nobody=nobody,
        worths=worths(known, nobody),
    )


def _lately(moment: Any, at: datetime) -> ColumnElement[bool]:
    return and_(moment >= at - YEAR, moment < at)


def _public(query: Any) -> Any:
    """Narrow a query of posts to what everybody may read."""
    shown = (Post.hidden_at.is_(None), Topic.hidden_at.is_(None), Board.visibility == "public")
    joined = query.join(Topic, Topic.id == Post.topic_id).join(Board, Board.id == Topic.board_id)
    return joined.where(*shown)


def _company(at: datetime) -> dict[int, int]:
    """Return how many people followed, answered, accepted, thanked or replied to each member; not staff and bots."""
    acts = union_all(_replies(at), _acceptances(at), _thanks(at), _follows(at)).subquery()
    of_one = (acts.c.target.is_not(None), acts.c.actor != _account(acts.c.target))
    counted = select(acts.c.target, func.count(acts.c.actor.distinct()).label("people"))
    return {row.target: row.people for row in db.session.execute(counted.where(*of_one).group_by(acts.c.target))}


def _replies(at: datetime) -> Any:
    """Return who wrote under whose words: an answer is for the asker, a comment for the author above it."""
    actor = case((Post.author_id.is_not(None), _account(Post.author_id)), else_=literal("name:") + Post.author_name)
    target = case((Post.kind == "comment", _PARENT.author_id), else_=Topic.author_id)
    written = select(actor.label("actor"), target.label("target")).select_from(Post)
    found = _public(written).outerjoin(_PARENT, _PARENT.id == Post.parent_id)
    return _by_people(found, Post.author_id).where(Post.kind != "opening", _lately(Post.created_at, at))


def _acceptances(at: datetime) -> Any:
    accepted = select(_account(Post.accepted_by_id).label("actor"), Post.author_id.label("target")).select_from(Post)
    known = (Post.accepted_by_id.is_not(None), _lately(Post.accepted_at, at))
    return _by_people(_public(accepted), Post.accepted_by_id).where(*known)


def _thanks(at: datetime) -> Any:
    """Return who gave kudos to whom; imported votes carry no voter."""
    thanked = select(_account(Vote.member_id).label("actor"), Post.author_id.label("target")).select_from(Vote)
    found = _public(thanked.join(Post, Post.id == Vote.post_id))
    known = (Vote.member_id.is_not(None), Vote.value == 1, _lately(Vote.at, at))
    return _by_people(found, Vote.member_id).where(*known)


def _follows(at: datetime) -> Any:
    followed = select(_account(Follow.member_id).label("actor"), Follow.thing_id.label("target")).select_from(Follow)
    return _by_people(followed, Follow.member_id).where(Follow.kind == "member", _lately(Follow.at, at))


def _account(member_id: Any) -> ColumnElement[str]:
    return literal("member:") + cast(member_id, String)


def _by_people(query: Any, actor_id: Any) -> Any:
    """Narrow a query of acts to those of people who are neither staff nor bots."""
    people = or_(_ACTOR.id.is_(None), and_(_ACTOR.role.not_in(STAFF), _ACTOR.is_bot.is_(False)))
    return query.outerjoin(_ACTOR, _ACTOR.id == actor_id).where(people)


def _open_since(at: datetime) -> dict[int, datetime]:
    """Return the oldest question of each member that is younger than 90 days and has no accepted answer."""
    solution = aliased(Post)
    solved = select(solution.id).where(
        solution.topic_id == Topic.id, solution.accepted_at < at, solution.hidden_at.is_(None)
    )
    asked = (Topic.created_at >= at - OPEN_FOR, Topic.created_at < at)
    still_open = (Topic.kind == "question", Topic.hidden_at.is_(None), Topic.author_id.is_not(None), ~solved.exists())
    not_closed = or_(Topic.closed_at.is_(None), Topic.closed_at >= at)
    oldest = select(Topic.author_id, func.min(Topic.created_at)).where(*asked, *still_open, not_closed)
    return _by_member(oldest.group_by(Topic.author_id))


def _entries(at: datetime) -> dict[int, Entry]:
    standing = or_(Entry.removed_at.is_(None), Entry.removed_at >= at)
    return {entry.member_id: entry for entry in db.session.scalars(select(Entry).where(Entry.at < at, standing))}


def _mvps(at: datetime) -> dict[int, datetime]:
    """Return since when each MVP is one: by appointment, or from the first day on."""
    since = func.coalesce(Mvp.since, Member.joined_at, type_=Mvp.since.type)
    appointed = select(Member.id, since).outerjoin(Mvp, Mvp.member_id == Member.id)
    return _by_member(appointed.where(Member.role == "mvp", since < at))


def _by_member(query: Any) -> dict[int, datetime]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def _nobody(at: datetime) -> frozenset[int]:
    """Return who never stands on the list: staff, bots, closed accounts, and who joined later."""
    gone = or_(Member.role.in_(STAFF), Member.is_bot.is_(True), Member.active.is_(False), Member.joined_at >= at)
    return frozenset(db.session.scalars(select(Member.id).where(gone)))
