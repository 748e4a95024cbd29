"""Reads of the room: the queue, cases with their flags, one's own flags and decisions, the log, words and sanctions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import aliased

from community.accounts import authors
from community.accounts.authors import Author
from community.accounts.models import Member
from community.kernel import clock, paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from . import subjects
from .models import Act, Appeal, Case, Flag, Redaction, Sanction, WatchedWord
from .rows import ActRow, AppealRow, CaseRow, FlagRow, SanctionRow, WordRow
from .words import Action

Tab = Literal["waiting", "appeals", "decided"]
CASES_PER_PAGE = 25
LINES_PER_PAGE = 50
_CLAIMER, _DECIDER, _RULER = aliased(Member), aliased(Member), aliased(Member)
_BY, _OF = aliased(Member), aliased(Member)
_DECIDED = ("upheld", "kept", "overturned")


def _person(member: Any, prefix: str) -> tuple[Any, ...]:
    return tuple(getattr(member, name).label(f"{prefix}_{name}") for name in ("id", "name", "handle", "role"))


def _author(row: Any, prefix: str) -> Author | None:
    values = [getattr(row, f"{prefix}_{name}") for name in ("id", "name", "handle", "role")]
    return authors.author(*values, None) if values[0] else None


def queue(viewer: Viewer, tab: Tab, *, after: str | None = None, size: int = CASES_PER_PAGE) -> Page[CaseRow]:
    """Return a page of cases: those that wait by severity and weight, appeals by age, decided ones the latest first."""
    order, descending, narrowed = _order(tab)
    query = _cases().where(*narrowed)
    if after:
        query = query.where(paging.after(order, after, descending=descending))
    query = query.order_by(*(column.desc() if descending else column for column in order))
    found = db.session.execute(query.limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: tuple(getattr(row[0], c.key) for c in order))
    return Page([row for row in _with_subjects(page.rows, viewer) if row.thing], page.next_key)


def _order(tab: Tab) -> tuple[tuple[Any, ...], bool, tuple[ColumnElement[bool], ...]]:
    if tab == "waiting":
        return (Case.severe, Case.weight, Case.id), True, (Case.state == "open",)
    if tab == "appeals":
        return (Case.id,), False, (Appeal.ruling == "open",)
    return (Case.decided_at, Case.id), True, (Case.state.in_(_DECIDED),)


def _cases() -> Select[Any]:
    return (
        select(
            *(Case, Appeal),
            *(*_person(_CLAIMER, "claimer"), *_person(_DECIDER, "decider"), *_person(_RULER, "ruler")),
        )
        .outerjoin(Appeal, Appeal.case_id == Case.id)
        .outerjoin(_CLAIMER, _CLAIMER.id == Case.claimed_by_id)
        .outerjoin(_DECIDER, _DECIDER.id == Case.decided_by_id)
        .outerjoin(_RULER, _RULER.id == Appeal.ruled_by_id)
    )


def _with_subjects(rows: Sequence[Any], viewer: Viewer) -> list[CaseRow]:
    things = subjects.subjects([(row[0].thing_kind, row[0].thing_id) for row in rows], viewer)
    reasons = _reasons([row[0].id for row in rows])
    return [
        _case_row(row, things.get((row[0].thing_kind, row[0].thing_id)), reasons.get(row[0].id, ())) for row in rows
    ]


def _reasons(case_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    found = select(Flag.case_id, Flag.reason).where(Flag.case_id.in_(case_ids)).distinct()
    reasons: dict[int, tuple[Any, ...]] = {}
    for case_id, reason in db.session.execute(found.order_by(Flag.case_id, Flag.reason)):
        reasons[case_id] = (*reasons.get(case_id, ()), reason)
    return reasons


def _case_row(row: Any, thing: Any, reasons: tuple[Any, ...]) -> CaseRow:
    case, appeal = row[0], row[1]
    names = ("id", "opened_at", "noticed", "state", "severe", "held", "flags", "weight", "decided_at")
    return CaseRow(
        **{name: getattr(case, name) for name in names},
        thing=thing,
        claimed_by=_author(row, "claimer"),
        decided_by=_author(row, "decider"),
        reason=case.reason,
        remark=case.remark,
        text=case.text,
        reasons=reasons,
        appeal=_appeal_row(appeal, _author(row, "ruler")) if appeal else None,
    )


def _appeal_row(appeal: Appeal, ruler: Author | None) -> AppealRow:
    names = ("at", "text", "ruling", "ruled_at", "answer")
    return AppealRow(**{name: getattr(appeal, name) for name in names}, ruled_by=ruler)


def case_row(case_id: int, viewer: Viewer) -> CaseRow | None:
    """Return a case whose thing lies where the viewer may look."""
    found = _with_subjects(db.session.execute(_cases().where(Case.id == case_id)).all(), viewer)
    return found[0] if found and found[0].thing else None


def case_by_id(case_id: int) -> Case | None:
    """Return the case to be changed."""
    return db.session.get(Case, case_id)


def latest_case_about(kind: str, thing_id: int) -> int | None:
    """Return the id of the newest case about a thing."""
    return db.session.scalar(select(func.max(Case.id)).where(Case.thing_kind == kind, Case.thing_id == thing_id))


def flags_of(case_id: int) -> list[FlagRow]:
    """Return the flags of a case, the first one first."""
    return _flags(Flag.case_id == case_id, order=(Flag.at, Flag.id))


def flags_by(member_id: int, *, most: int = 30) -> list[FlagRow]:
    """Return the newest flags of a member."""
    return _flags(Flag.member_id == member_id, order=(Flag.at.desc(), Flag.id.desc()), most=most)


def _flags(condition: ColumnElement[bool], *, order: tuple[Any, ...], most: int = 200) -> list[FlagRow]:
    columns = (Flag.case_id, Flag.at, Flag.reason, Flag.note, Flag.file_id, Flag.weight, Flag.outcome, *authors.COLUMNS)
    query = select(*columns).join(Member, Member.id == Flag.member_id).where(condition)
    return [
        FlagRow(
            case_id=row.case_id,
            by=authors.author(row.id, row.name, row.handle, row.role, None),
            at=row.at,
            reason=row.reason,
            note=row.note,
            file_id=row.file_id,
            weight=row.weight,
            outcome=row.outcome,
        )
        for row in db.session.execute(query.order_by(*order).limit(most))
    ]


def cases_of(member_id: int, viewer: Viewer, *, most: int = 30) -> list[CaseRow]:
    """Return the newest cases about what a member wrote that led to something: held, removed, restored on appeal."""
    mine = (Case.author_id == member_id, (Case.held | Case.state.in_(("upheld", "overturned"))))
    found = db.session.execute(_cases().where(*mine).order_by(Case.opened_at.desc(), Case.id.desc()).limit(most))
    return _with_subjects(found.all(), viewer)


def before(author_id: int | None, case_id: int) -> Mapping[str, int]:
    """Return how many earlier cases about the same author ended in each way."""
    if author_id is None:
        return {}
    earlier = (Case.author_id == author_id, Case.id != case_id, Case.state != "open")
    found = db.session.execute(select(Case.state, func.count()).where(*earlier).group_by(Case.state))
    return dict(found.all())


def record(member_id: int) -> Mapping[str, int]:
    """Return how many of a member's flags have which outcome."""
    found = select(Flag.outcome, func.count()).where(Flag.member_id == member_id).group_by(Flag.outcome)
    return dict(db.session.execute(found).all())


def acts(*, after: str | None = None, size: int = LINES_PER_PAGE) -> Page[ActRow]:
    """Return a page of the log, the newest line first."""
    columns = (Act.id, Act.at, Act.act, Act.case_id, Act.code, *_person(_BY, "by"), *_person(_OF, "of"))
    query = select(*columns).outerjoin(_BY, _BY.id == Act.by_id).outerjoin(_OF, _OF.id == Act.member_id)
    if after:
        query = query.where(paging.after((Act.id,), after, descending=True))
    found = db.session.execute(query.order_by(Act.id.desc()).limit(size + 1))
    return paging.page_of([_act(row) for row in found], size, lambda row: (row.id,))


def acts_on(case_id: int) -> list[ActRow]:
    """Return what was done to a case, the first act first."""
    columns = (Act.id, Act.at, Act.act, Act.case_id, Act.code, *_person(_BY, "by"), *_person(_OF, "of"))
    query = select(*columns).outerjoin(_BY, _BY.id == Act.by_id).outerjoin(_OF, _OF.id == Act.member_id)
    return [_act(row) for row in db.session.execute(query.where(Act.case_id == case_id).order_by(Act.id))]


def _act(row: Any) -> ActRow:
    names = ("id", "at", "act", "case_id", "code")
    values = {name: getattr(row, name) for name in names}
    return ActRow(**values, by=_author(row, "by"), member=_author(row, "of"))


def watched() -> dict[str, Action]:
    """Return what happens to a text that holds each folded phrase."""
    return dict(db.session.execute(select(WatchedWord.folded, WatchedWord.action)).all())  # type: ignore[arg-type]


def word_rows() -> list[WordRow]:
    """Return the watched words in the alphabet's order."""
    columns = (WatchedWord.id, WatchedWord.phrase, WatchedWord.action, WatchedWord.at, *_person(_BY, "by"))
    query = select(*columns).outerjoin(_BY, _BY.id == WatchedWord.by_id).order_by(WatchedWord.folded)
    return [
        WordRow(id=row.id, phrase=row.phrase, action=row.action, by=_author(row, "by"), at=row.at)
        for row in db.session.execute(query)
    ]


def word_by_id(word_id: int) -> WatchedWord | None:
    return db.session.get(WatchedWord, word_id)


def active_sanction(member_id: int, *, only: str | None = None) -> Sanction | None:
    """Return the sanction that ends last among those that hold at present."""
    holds = (Sanction.member_id == member_id, Sanction.ends_at > clock.now(), Sanction.lifted_at.is_(None))
    query = select(Sanction).where(*holds).order_by(Sanction.ends_at.desc()).limit(1)
    return db.session.scalar(query.where(Sanction.kind == only) if only else query)


def sanction_by_id(sanction_id: int) -> Sanction | None:
    return db.session.get(Sanction, sanction_id)


def redaction_by_id(redaction_id: int) -> Redaction | None:
    return db.session.get(Redaction, redaction_id)


def sanctions(*, of: int | None = None, after: str | None = None, size: int = LINES_PER_PAGE) -> Page[SanctionRow]:
    """Return a page of sanctions, the newest first; with `of`, those of one member."""
    query = select(Sanction, *_person(_OF, "of"), *_person(_BY, "by"))
    query = query.join(_OF, _OF.id == Sanction.member_id).outerjoin(_BY, _BY.id == Sanction.by_id)
    if of is not None:
        query = query.where(Sanction.member_id == of)
    if after:
        query = query.where(tuple_(Sanction.id) < tuple_(*paging.decode(after, (int,))))
    found = db.session.execute(query.order_by(Sanction.id.desc()).limit(size + 1))
    now = clock.now()
    return paging.page_of([_sanction(row, now) for row in found], size, lambda row: (row.id,))


def _sanction(row: Any, now: datetime) -> SanctionRow:
    sanction = row[0]
    names = ("id", "kind", "reason", "remark", "at", "ends_at", "lifted_at")
    return SanctionRow(
        **{name: getattr(sanction, name) for name in names},
        member=_author(row, "of") or authors.author(None, None, None, None, None),
        by=_author(row, "by"),
        active=sanction.lifted_at is None and sanction.ends_at > now,
    )


def appeal_of(case_id: int) -> Appeal | None:
    return db.session.get(Appeal, case_id)
