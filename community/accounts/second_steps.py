"""Two-step sign-in: after the password, a code from an app on the member's telephone, or a recovery code once."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cryptography.fernet import Fernet
from flask import current_app
from sqlalchemy import delete, func, insert, select, update

from community.kernel import clock
from community.kernel.auth import STAFF
from community.kernel.db import db, rows_changed
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.personal import Personal

from . import letters, totp
from .door_models import RecoveryCode, SecondStep
from .events import SecondStepChanged
from .models import Member

CODES: Final = 10
CODE_BYTES: Final = 10  # 80 bits, so that a digest needs no slow hash


def begin(member: Member) -> None:
    """Make a new secret for the member's app; it counts once a code was typed."""
    if member.second_step:
        raise Refused("Two-step sign-in is on already.")
    _delete(member.id)
    sealed = _seal().encrypt(totp.fresh()).decode()
    db.session.add(SecondStep(member_id=member.id, sealed=sealed, last_count=0, made_at=clock.now()))
    db.session.flush()


def waiting_secret(member: Member) -> bytes | None:
    """Return the secret that no code has confirmed yet; one that counts is shown to nobody again."""
    row = db.session.get(SecondStep, member.id)
    return _open(row) if row and row.counts_since is None else None


def confirm(member: Member, typed: str) -> list[str] | None:
    """Turn two-step sign-in on and return the recovery codes, for this once; None for a wrong code."""
    if waiting_secret(member) is None or not _is_code(member, typed):
        return None
    row = db.session.get_one(SecondStep, member.id)
    row.counts_since, member.second_step = clock.now(), True
    publish(SecondStepChanged(member_id=member.id, on=True, by=member.id))
    letters.second_step_changed(member, on=True)
    return fresh_codes(member)


def is_met(member: Member, typed: str) -> bool:
    """Tell whether a code opens the second door; it does so once."""
    return _is_code(member, typed) or _is_recovery_code(member, typed)


def turn_off(member: Member) -> None:
    """Let the password be enough again."""
    if not member.second_step:
        raise Refused("Two-step sign-in is off already.")
    forget(member)
    publish(SecondStepChanged(member_id=member.id, on=False, by=member.id))
    letters.second_step_changed(member, on=False)


def forget(member: Member) -> None:
    """Forget a member's key and recovery codes; who tells whom is for the caller."""
    _delete(member.id)
    member.second_step = False
    db.session.flush()


def fresh_codes(member: Member) -> list[str]:
    """Return new recovery codes; those of before open nothing any more, and of these only digests are kept."""
    made = [base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower() for _ in range(CODES)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == member.id))
    db.session.execute(insert(RecoveryCode), [{"member_id": member.id, "digest": _digest(code)} for code in made])
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in made]


def codes_left(member_id: int) -> int:
    """Return how many recovery codes were not used."""
    unused = (RecoveryCode.member_id == member_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def employees() -> Sequence[Member]:
    """Return the active employees in the alphabet's order, for the page that says who signs in in two steps."""
    query = select(Member).where(Member.role.in_(STAFF), Member.active.is_(True), Member.email.is_not(None))
    return db.session.scalars(query.order_by(func.lower(Member.name), Member.id)).all()


def _is_code(member: Member, typed: str) -> bool:
    """Tell whether the app shows this; of two who send one code at once, one is told no."""
    row = db.session.get(SecondStep, member.id)
    count = row and totp.matching(_open(row), "".join(typed.split()), clock.now(), row.last_count)
    if not count:
        return False
    newer = update(SecondStep).where(SecondStep.member_id == member.id, SecondStep.last_count < count)
    return rows_changed(newer.values(last_count=count)) == 1


def _is_recovery_code(member: Member, typed: str) -> bool:
    mine = (RecoveryCode.member_id == member.id, RecoveryCode.digest == _digest(typed))
    unused = update(RecoveryCode).where(*mine, RecoveryCode.used_at.is_(None))
    return rows_changed(unused.values(used_at=clock.now())) == 1


def _digest(code: str) -> str:
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return hmac.new(f"recovery {_secret_key()}".encode(), plain.encode(), hashlib.sha256).hexdigest()


def _open(row: SecondStep) -> bytes:
    return _seal().decrypt(row.sealed.encode())


def _seal() -> Fernet:
    """Return what seals secrets, so that a copy of the database alone makes nobody's codes."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second step {_secret_key()}".encode()).digest()))


def _secret_key() -> str:
    return str(current_app.extensions["settings"].secret_key)


def _delete(member_id: int) -> None:
    for table in (SecondStep, RecoveryCode):
        db.session.execute(delete(table).where(table.member_id == member_id))


def _told(member_id: int) -> Sequence[Mapping[str, Any]]:
    row = db.session.get(SecondStep, member_id)
    on = row.counts_since if row else None
    return [{"on_since": on.isoformat(), "recovery_codes_left": codes_left(member_id)}] if on else []


def _erase(member_id: int) -> None:
    _delete(member_id)
    db.session.execute(update(Member).where(Member.id == member_id).values(second_step=False))


PERSONAL = Personal(name="two_step_sign_in", told=_told, erase=_erase)
