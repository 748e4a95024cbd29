"""What the accounts room holds of a member: who they are, how they come in, what is known of them as a customer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import func, select, update

from community.kernel import mail
from community.kernel.db import db, table_of
from community.kernel.forgetting import Names, Person, Step, Walk
from community.kernel.outbox import OutboxRow
from community.kernel.personal import Personal, kept, removed, rows_of

from .models import Member, SignUp, Token

_AT_ONCE = timedelta(seconds=2)  # between a member's row and the line about the form that made it


def _sign_ups(member_id: int) -> Sequence[Mapping[str, Any]]:
    mine = select(SignUp.at, SignUp.doubts, SignUp.outcome).where(*_sign_up_of(member_id))
    return [dict(row) for row in db.session.execute(mine).mappings()]


def _forget_address(member_id: int) -> None:
    """Forget from which network address the account was made; that it was made still counts."""
    db.session.execute(update(table_of(SignUp)).where(*_sign_up_of(member_id)).values(address=""))


def _sign_up_of(member_id: int) -> tuple[Any, ...]:
    joined = db.session.get_one(Member, member_id).joined_at
    return (SignUp.outcome == "joined", SignUp.at >= joined, SignUp.at < joined + _AT_ONCE)


def _mails(member_id: int) -> Sequence[Mapping[str, Any]]:
    address = db.session.get_one(Member, member_id).email or ""
    mine = func.lower(OutboxRow.payload["to"].as_string()) == address.lower()
    found = db.session.scalars(select(OutboxRow).where(OutboxRow.channel == mail.CHANNEL, mine).order_by(OutboxRow.id))
    return [{**{name: row.payload[name] for name in ("at", "subject", "text")}, "state": row.state} for row in found]


def _forget_mails(member_id: int) -> None:
    member = db.session.get_one(Member, member_id)
    _forget_mails_of(Names(name=member.name, handle=member.handle, email=member.email))


def _forget_mails_of(names: Names) -> None:
    if names.email:
        mail.forget_mail(names.email, (names.name, names.handle), current_app.extensions["settings"])


def _forget_later_mails(person: Person, _after: str, _found: Any) -> Step:
    """Forget mails that left, or were on their way, while the names were taken out of everything."""
    _forget_mails_of(person.names)
    return Step(after="")


PERSONAL = (
    Personal(name="profile", told=rows_of(Member.id), erase=kept),  # emptied last, when no room needs the names more
    Personal(name="tokens", told=rows_of(Token.member_id), erase=removed(Token.member_id)),
    Personal(name="sign_up", told=_sign_ups, erase=_forget_address),
    Personal(name="mails", told=_mails, erase=_forget_mails),
)

MAILS = Walk(name="accounts.mails", step=_forget_later_mails)
