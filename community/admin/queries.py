"""Reads of the admin room: jobs, outbox, what is derived, and roles."""

from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select, text
from sqlalchemy.orm import aliased

from community.accounts.authors import COLUMNS, Author, author
from community.accounts.models import Member
from community.forum.models import Board
from community.kernel import indexer, jobs, paging, sequencer
from community.kernel.auth import ADMINS, STAFF
from community.kernel.config import Settings
from community.kernel.consumers import Cursor, Projection
from community.kernel.db import db
from community.kernel.events import EventRow, last_seq
from community.kernel.jobs import JobRun
from community.kernel.outbox import OutboxRow
from community.kernel.page_views import PageView
from community.kernel.paging import Page
from community.kernel.rooms import house
from community.kernel.worker import WorkerBeat

from .models import RoleChange
from .rows import ChangeRow, ConsumerRow, HolderRow, JobRow, MessageRow, SignIns, Truth

OutboxState = Literal["dead", "pending", "sent"]
RUNS_SHOWN, CHANGES_SHOWN, PER_PAGE = 4, 20, 50
HEADS = ("to", "subject", "at")


def number_of_admins() -> int:
    theirs = (Member.role.in_(ADMINS), Member.active.is_(True))
    return db.session.scalar(select(func.count()).select_from(Member).where(*theirs)) or 0


def sign_ins() -> SignIns:
    """Return how many active employees sign in at all, and how many of them by password alone."""
    alone = func.sum(case((Member.second_step.is_(True), 0), else_=1))
    theirs = (Member.role.in_(STAFF), Member.active.is_(True), Member.email.is_not(None))
    counted = select(Member.role.in_(ADMINS), func.count(), alone).where(*theirs).group_by(Member.role)
    rows = db.session.execute(counted).all()
    admins, others = ([row for row in rows if bool(row[0]) is is_admin] for is_admin in (True, False))
    return SignIns(
        admins=sum(row[1] for row in admins),
        admins_alone=sum(row[2] for row in admins),
        others=sum(row[1] for row in others),
        others_alone=sum(row[2] for row in others),
    )


def number_of_boards() -> int:
    return db.session.scalar(select(func.count()).select_from(Board)) or 0


def job_rows(settings: Settings) -> list[JobRow]:
    """Return every job of the house with its latest runs."""
    newest = func.row_number().over(partition_by=JobRun.job, order_by=JobRun.period.desc())
    ranked = select(JobRun.id, newest.label("place")).subquery()
    query = select(JobRun).join(ranked, ranked.c.id == JobRun.id).where(ranked.c.place <= RUNS_SHOWN)
    runs: dict[str, list[JobRun]] = {}
    for run in db.session.scalars(query.order_by(JobRun.job, JobRun.period.desc())):
        runs.setdefault(run.job, []).append(run)
    zone = ZoneInfo(settings.time_zone)
    return [
        JobRow(name=job.name, next_due=jobs.next_due(job, zone), runs=runs.get(job.name, ())) for job in house().jobs
    ]


def messages(state: OutboxState, *, after: str | None = None) -> Page[MessageRow]:
    """Return a page of the outbox's messages in one state, the newest first."""
    query = select(OutboxRow).where(OutboxRow.state == state)
    if after:
        query = query.where(paging.after((OutboxRow.id,), after, descending=True))
    found = db.session.scalars(query.order_by(OutboxRow.id.desc()).limit(PER_PAGE + 1))
    return paging.page_of([_message(row) for row in found], PER_PAGE, lambda row: (row.id,))


def message_counts() -> dict[str, int]:
    """Return how many messages are in each state."""
    counted = select(OutboxRow.state, func.count()).group_by(OutboxRow.state)
    return dict(db.session.execute(counted).all())  # type: ignore[arg-type]


def message(message_id: int) -> MessageRow | None:
    row = db.session.get(OutboxRow, message_id)
    return None if row is None else _message(row)


def _message(row: OutboxRow) -> MessageRow:
    """Return a message without its text: what it says to somebody is nobody else's business."""
    heads = {name: str(row.payload[name]) for name in HEADS if row.payload.get(name)}
    names = ("id", "key", "channel", "state", "attempts", "created_at", "next_at", "sent_at", "error")
    return MessageRow(**{name: getattr(row, name) for name in names}, heads=heads)


def truth() -> Truth:
    """Return how far the log, the consumers and the index are, and how large things are."""
    end, stats = last_seq(), indexer.engine().stats()
    unsettled = select(func.count()).select_from(EventRow).where(EventRow.seq.is_(None))
    beats = select(WorkerBeat.owner, WorkerBeat.seen_at).order_by(WorkerBeat.seen_at.desc())
    return Truth(
        last_seq=end,
        waiting=db.session.scalar(unsettled) or 0,
        oldest_waiting=sequencer.oldest_unsettled(),
        consumers=_consumers(end),
        documents=stats.documents,
        index_bytes=stats.size_bytes,
        index_behind=indexer.state().behind,
        views_until=db.session.scalar(select(func.max(PageView.hour))),
        workers=[(owner, seen) for owner, seen in db.session.execute(beats)],
        engine=db.engine.dialect.name,
        database_bytes=_database_bytes(),
    )


def _consumers(end: int) -> list[ConsumerRow]:
    cursors = {cursor.name: cursor for cursor in db.session.scalars(select(Cursor))}
    rows = []
    for consumer in house().consumers:
        cursor = cursors.get(consumer.name)
        lag, moved_at = end - (cursor.seq if cursor else 0), cursor.moved_at if cursor else None
        is_projection = isinstance(consumer, Projection)
        rows.append(ConsumerRow(name=consumer.name, is_projection=is_projection, lag=lag, moved_at=moved_at))
    return rows


def _database_bytes() -> int:
    if db.engine.dialect.name == "sqlite":
        return sum(
            (db.session.scalar(text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")) or 0,)
        )
    return db.session.scalar(text("SELECT pg_database_size(current_database())")) or 0


def holders(*, after: str | None = None) -> Page[HolderRow]:
    """Return a page of the members who have a role of power, by role and then by how long they are here."""
    order = (Member.role, Member.id)
    query = select(Member).where(Member.role != "member", Member.active.is_(True))
    if after:
        query = query.where(paging.after(order, after, descending=False))
    found = db.session.scalars(query.order_by(*order).limit(PER_PAGE + 1))
    rows = [HolderRow(member=author_of(one), role=one.role) for one in found]
    return paging.page_of(rows, PER_PAGE, lambda row: (row.role, row.member.id))


def author_of(member: Member) -> Author:
    return Author(member.id, member.name, member.handle, member.role)


def changes() -> list[ChangeRow]:
    """Return the latest changes of roles, the newest first."""
    who, whose = aliased(Member), aliased(Member)
    query = (
        select(RoleChange, *_columns(whose, "whose"), *_columns(who, "who"))
        .join(whose, whose.id == RoleChange.member_id)
        .outerjoin(who, who.id == RoleChange.by_id)
        .order_by(RoleChange.id.desc())
        .limit(CHANGES_SHOWN)
    )
    return [_change(row) for row in db.session.execute(query)]


def _change(row: Any) -> ChangeRow:
    change = row.RoleChange
    names = ("at", "from_role", "to_role", "reason")
    values = {name: getattr(change, name) for name in names}
    return ChangeRow(**values, member=_author(row, "whose"), by=_author(row, "who") if change.by_id else None)


def _columns(of: Any, prefix: str) -> list[Any]:
    return [getattr(of, column.key).label(f"{prefix}_{column.key}") for column in COLUMNS]


def _author(row: Any, prefix: str) -> Author:
    return author(*(getattr(row, f"{prefix}_{column.key}") for column in COLUMNS), None)


def member_called(handle: str) -> Member | None:
    """Return the active member with this handle, written with or without an @."""
    found = anybody_called(handle)
    return found if found and found.active else None


def anybody_called(handle: str) -> Member | None:
    """Return the member with this handle, who may have been erased since."""
    return db.session.scalar(select(Member).where(Member.handle == handle.strip().removeprefix("@").lower()))
