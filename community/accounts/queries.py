"""Reads of the accounts room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from community.kernel import paging
from community.kernel.db import db
from community.kernel.paging import Page

from .models import Member, Question
from .shown import Shown

PEOPLE_PER_PAGE = 48


@dataclass(frozen=True, kw_only=True)
class MemberRow(Shown):
    """A member as their page and the directory show them."""

    id: int
    name: str
    handle: str
    role: str
    about: str
    joined_at: datetime
    rank: str
    standing: float
    counts: dict[str, int]


def member_by_handle(handle: str) -> MemberRow | None:
    found = db.session.scalar(select(Member).where(Member.handle == handle, Member.active.is_(True)))
    return _row(found) if found else None


def member_by_email(email: str) -> Member | None:
    return db.session.scalar(select(Member).where(func.lower(Member.email) == email.lower()))


def member_by_id(member_id: int) -> Member | None:
    return db.session.get(Member, member_id)


def questions() -> Sequence[Question]:
    """Return the questions that doubtful sign-ups are asked, the oldest first."""
    return db.session.scalars(select(Question).order_by(Question.id)).all()


def question_by_id(question_id: int) -> Question | None:
    return db.session.get(Question, question_id)


def people(*, after: str | None) -> Page[MemberRow]:
    """Return a page of the members, those with the most accepted answers first."""
    order: Any = (Member.accepted, Member.replies, Member.id)
    query = select(Member).where(Member.active.is_(True), Member.is_bot.is_(False))
    if after:
        query = query.where(paging.after(order, after, descending=True))
    query = query.order_by(*(column.desc() for column in order)).limit(PEOPLE_PER_PAGE + 1)
    rows = [_row(member) for member in db.session.scalars(query)]
    return paging.page_of(rows, PEOPLE_PER_PAGE, lambda row: (row.counts["accepted"], row.counts["replies"], row.id))


def _row(member: Member) -> MemberRow:
    counts = {name: getattr(member, name) for name in ("topics", "replies", "accepted", "kudos")}
    names = ("id", "name", "handle", "role", "about", "joined_at", "rank", "standing")
    return MemberRow(**{name: getattr(member, name) for name in names}, counts=counts)
