"""Reads of the accounts room."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, or_, select

from community.kernel import paging
from community.kernel.auth import STAFF
from community.kernel.db import db
from community.kernel.paging import Page

from .models import Member, Question
from .shown import Shown

PEOPLE_PER_PAGE = 48
PeopleSort = Literal["accepted", "standing", "newest"]
ROLES_CALLED = {"employee": STAFF, "mvp": frozenset({"mvp"})}
_ORDERS: dict[PeopleSort, tuple[Any, ...]] = {
    "accepted": (Member.accepted, Member.replies, Member.id),
    "standing": (Member.standing, Member.id),
    "newest": (Member.joined_at, Member.id),
}


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
    open_profile: bool
    indexed: bool
    counts: dict[str, int]


def member_by_handle(handle: str) -> MemberRow | None:
    found = db.session.scalar(select(Member).where(Member.handle == handle, Member.active.is_(True)))
    return _row(found) if found else None


def member_by_email(email: str) -> Member | None:
    return db.session.scalar(select(Member).where(func.lower(Member.email) == email.lower()))


def member_by_id(member_id: int) -> Member | None:
    return db.session.get(Member, member_id)


def members_with_role(role: str) -> Sequence[Member]:
    """Return the active members of a role who have a mail address, the oldest first."""
    theirs = (Member.role == role, Member.active.is_(True), Member.email.is_not(None))
    return db.session.scalars(select(Member).where(*theirs).order_by(Member.id)).all()


def questions() -> Sequence[Question]:
    """Return the questions that doubtful sign-ups are asked, the oldest first."""
    return db.session.scalars(select(Question).order_by(Question.id)).all()


def question_by_id(question_id: int) -> Question | None:
    return db.session.get(Question, question_id)


def people(
    *,
    after: str | None = None,
    size: int | None = None,
    sort: PeopleSort = "accepted",
    role: str = "",
    named: str = "",
    strangers: bool = False,
) -> Page[MemberRow]:
    """Return a page of the members in the order of `sort`, those with a kind of role or something in the name only.

    Who does not want to stand here is left out, and for strangers whose profile is for members.
    """
    order, size = _ORDERS[sort], size or PEOPLE_PER_PAGE
    query = select(Member).where(Member.active.is_(True), Member.is_bot.is_(False), Member.listed.is_(True))
    if strangers:
        query = query.where(Member.open_profile.is_(True))
    if sort == "standing":  # employees have none
        query = query.where(Member.standing > 0, Member.role.not_in(STAFF))
    if role:
        query = query.where(Member.role.in_(ROLES_CALLED[role]))
    if named:
        query = query.where(or_(*(_holds(column, named) for column in (Member.name, Member.handle))))
    if after:
        query = query.where(paging.after(order, after, descending=True))
    query = query.order_by(*(column.desc() for column in order)).limit(size + 1)
    found = db.session.scalars(query).all()
    page = paging.page_of(found, size, lambda row: tuple(getattr(row, column.key) for column in order))
    return Page([_row(member) for member in page.rows], page.next_key)


def _holds(column: Any, words: str) -> ColumnElement[bool]:
    """Return the condition that a text holds the words; SQLite alone knows small letters of ASCII only."""
    spelt = {words, words.lower(), words.title()}
    return or_(*(column.ilike(f"%{_literal(one)}%", escape="\\") for one in sorted(spelt)))


def _literal(words: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", words)


def _row(member: Member) -> MemberRow:
    counts = {name: getattr(member, name) for name in ("topics", "replies", "accepted", "kudos", "followers")}
    names = ("id", "name", "handle", "role", "about", "joined_at", "rank", "standing", "open_profile", "indexed")
    return MemberRow(**{name: getattr(member, name) for name in names}, counts=counts)
