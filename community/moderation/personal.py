"""What moderation holds of a member: the record stays in codes, the words of and about them go."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from community.kernel.db import db, table_of
from community.kernel.personal import Personal, emptied, kept, removed, rows_of

from .models import Act, Appeal, Case, Flag, Redaction, Sanction, Saying


def _appeals(member_id: int) -> Sequence[Mapping[str, Any]]:
    columns = (Appeal.case_id, Appeal.at, Appeal.text, Appeal.ruling, Appeal.ruled_at, Appeal.answer)
    mine = select(*columns).join(Case, Case.id == Appeal.case_id).where(Case.author_id == member_id)
    return [dict(row) for row in db.session.execute(mine.order_by(Appeal.case_id)).mappings()]


def _empty_appeals(member_id: int) -> None:
    mine = select(Case.id).where(Case.author_id == member_id)
    empty = update(table_of(Appeal)).where(Appeal.case_id.in_(mine)).values(text="", answer="")
    db.session.execute(empty)


PERSONAL = (
    Personal(name="flags", told=rows_of(Flag.member_id), erase=emptied(Flag.member_id, Flag.note)),
    Personal(name="cases", told=rows_of(Case.author_id), erase=emptied(Case.author_id, Case.text, Case.remark)),
    Personal(name="appeals", told=_appeals, erase=_empty_appeals),
    Personal(name="sanctions", told=rows_of(Sanction.member_id), erase=emptied(Sanction.member_id, Sanction.remark)),
    Personal(name="decisions", told=rows_of(Act.member_id), erase=kept),
    Personal(name="redactions", told=rows_of(Redaction.author_id), erase=kept),
    Personal(name="sayings", told=rows_of(Saying.member_id), erase=removed(Saying.member_id)),
)
