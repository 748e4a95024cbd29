"""Reads of the mail room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from community.accounts import authors
from community.accounts.authors import Author
from community.accounts.models import Member
from community.kernel import paging
from community.kernel.db import db
from community.kernel.paging import Page

from .models import Incoming, Original
from .states import REASON_LABELS, STATE_LABELS

LINES_PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class MailRow:
    """A mail as the list of administrators shows it."""

    id: int
    at: datetime
    state: str
    reason: str
    remark: str
    sender: str
    subject: str
    text: str
    files: int
    url: str
    member: Author | None
    has_original: bool

    @property
    def state_label(self) -> Any:
        return STATE_LABELS[self.state]

    @property
    def reason_label(self) -> Any:
        return REASON_LABELS[self.reason]


def incoming(*, state: str = "", after: str | None = None) -> Page[MailRow]:
    """Return a page of the mails that came in, the newest first; with `state`, of those in that state."""
    names = ("id", "at", "state", "reason", "remark", "sender", "subject", "text", "files", "url")
    original = select(Original.incoming_id).where(Original.incoming_id == Incoming.id).exists()
    member = (column.label(f"member_{column.key}") for column in authors.COLUMNS)
    columns = (*(getattr(Incoming, name) for name in names), original.label("has_original"), *member)
    query = select(*columns).outerjoin(Member, Member.id == Incoming.member_id)
    if state:
        query = query.where(Incoming.state == state)
    if after:
        query = query.where(paging.after([Incoming.id], after, descending=True))
    found = db.session.execute(query.order_by(Incoming.id.desc()).limit(LINES_PER_PAGE + 1)).all()
    return paging.page_of([_row(row, names) for row in found], LINES_PER_PAGE, lambda row: (row.id,))


def _row(row: Any, names: Sequence[str]) -> MailRow:
    writer = (row.member_id, row.member_name, row.member_handle, row.member_role)
    member = authors.author(*writer, None) if row.member_id else None
    values = {name: getattr(row, name) for name in names}
    return MailRow(**values, has_original=row.has_original, member=member)


def original_of(incoming_id: int) -> bytes | None:
    """Return a mail as it came, while it is kept."""
    return db.session.scalar(select(Original.content).where(Original.incoming_id == incoming_id))


def waiting(*, after: int = 0, limit: int = 100) -> Sequence[Incoming]:
    """Return mails that answer nothing of ours and wait to be listened to, the oldest first, from a row's id on."""
    query = select(Incoming).where(Incoming.state == "waiting", Incoming.id > after)
    return db.session.scalars(query.order_by(Incoming.id).limit(limit)).all()
