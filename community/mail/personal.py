"""What the mail room holds of a member: mails that they wrote to us, and that ours come back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from community.kernel.db import db
from community.kernel.personal import Personal

from .models import Failing, Incoming, Original

_OF_MAIL = (Incoming.at, Incoming.sender, Incoming.subject, Incoming.text, Incoming.state, Incoming.reason)
_OF_ADDRESS = (Failing.address, Failing.for_good, Failing.times, Failing.since, Failing.last_at)


def _told(columns: Sequence[Any], *conditions: Any) -> list[Mapping[str, Any]]:
    found = db.session.execute(select(*columns).where(*conditions)).mappings()
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
        for row in found
    ]


def _mails(member_id: int) -> Sequence[Mapping[str, Any]]:
    return _told(_OF_MAIL, Incoming.member_id == member_id)


def _erase_mails(member_id: int) -> None:
    mine = select(Incoming.id).where(Incoming.member_id == member_id)
    db.session.execute(delete(Original).where(Original.incoming_id.in_(mine)))
    emptied = {"sender": "", "subject": "", "text": "", "remark": ""}
    db.session.execute(update(Incoming).where(Incoming.member_id == member_id).values(emptied))


def _address(member_id: int) -> Sequence[Mapping[str, Any]]:
    return _told(_OF_ADDRESS, Failing.member_id == member_id)


def _erase_address(member_id: int) -> None:
    db.session.execute(delete(Failing).where(Failing.member_id == member_id))


PERSONAL = (
    Personal(name="mails you sent us", told=_mails, erase=_erase_mails),
    Personal(name="mails that came back", told=_address, erase=_erase_address),
)
