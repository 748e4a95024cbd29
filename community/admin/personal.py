"""What the admin room holds of one person: why they got another role."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from community.kernel.db import db
from community.kernel.personal import Personal

from .models import RoleChange


def _told(member_id: int) -> Sequence[Mapping[str, Any]]:
    columns = (RoleChange.at, RoleChange.from_role, RoleChange.to_role, RoleChange.reason)
    found = select(*columns).where(RoleChange.member_id == member_id).order_by(RoleChange.id)
    return [{**row, "at": row["at"].isoformat()} for row in db.session.execute(found).mappings()]


def _erase(member_id: int) -> None:
    db.session.execute(update(RoleChange).where(RoleChange.member_id == member_id).values(reason=""))


ROLE_CHANGES = Personal(name="role changes", told=_told, erase=_erase)
