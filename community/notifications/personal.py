"""What the room holds of one person: what they were told, what they chose, and what they muted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from community.kernel.db import db, table_of
from community.kernel.personal import Personal

from .models import Bundle, Choice, Mute, Notice, Reader

_TOLD = {
    Notice: ("reason", "thing_kind", "thing_id", "number", "at", "read_at"),
    Choice: ("reason", "way"),
    Mute: ("kind", "thing_id", "at"),
    Reader: ("quiet_from", "quiet_to", "digest_hour", "top_topics"),
    Bundle: ("way", "begun_at", "due_at", "closed_at"),
}


def _told(model: Any, member_id: int) -> Sequence[Mapping[str, Any]]:
    columns = [getattr(model, name) for name in _TOLD[model]]
    held = select(*columns).where(model.member_id == member_id)
    rows = db.session.execute(held.order_by(*table_of(model).primary_key))
    return [{name: _plain(value) for name, value in row.items()} for row in rows.mappings()]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _erase(model: Any, member_id: int) -> None:
    """Remove the rows: they are of nobody else's use."""
    db.session.execute(delete(table_of(model)).where(model.member_id == member_id))


PERSONAL = (  # what comes last is erased first: notices name the mail they go with
    Personal(name="mails of notices", told=lambda id_: _told(Bundle, id_), erase=lambda id_: _erase(Bundle, id_)),
    Personal(name="notices", told=lambda id_: _told(Notice, id_), erase=lambda id_: _erase(Notice, id_)),
    Personal(name="ways to be told", told=lambda id_: _told(Choice, id_), erase=lambda id_: _erase(Choice, id_)),
    Personal(name="muted", told=lambda id_: _told(Mute, id_), erase=lambda id_: _erase(Mute, id_)),
    Personal(name="mail hours", told=lambda id_: _told(Reader, id_), erase=lambda id_: _erase(Reader, id_)),
)
