"""The one thing more that a doubtful sign-up is asked: a sum for the browser, or a plain question for a person.

All that a web process must remember travels in a signed token; that a token was used stands in the database, so that
any number of processes agree.
"""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete, func, select

from community.kernel import clock
from community.kernel.db import db, rows_changed, upsert

from .models import Question, UsedChallenge

BITS: Final = 16  # leading zero bits: about 65,000 hashes, a second on a telephone
STAYS: Final = 900  # seconds
LONGEST_PROOF: Final = 12


@dataclass(frozen=True)
class Challenge:
    """What is asked: find a number that makes the hash of `nonce:number` small, or answer the question."""

    token: str
    nonce: str
    question: str
    bits: int = BITS


def fresh_form() -> str:
    """Return the token that says when a form was opened."""
    return _signer("form").dumps({"at": _seconds(clock.now())})


def age_of(form: str) -> int | None:
    """Return how many seconds ago a form was opened; None for a token that is not ours."""
    told = _told(form, "form")
    return _seconds(clock.now()) - int(told["at"]) if told else None


def ask() -> Challenge:
    """Return a new challenge with one of the administrators' questions."""
    nonce = secrets.token_urlsafe(12)
    question = db.session.scalars(select(Question).order_by(func.random()).limit(1)).first()
    told = {"at": _seconds(clock.now()), "nonce": nonce, "question": question.id if question else None}
    return Challenge(_signer("challenge").dumps(told), nonce, question.text if question else "")


def is_met(token: str, proof: str, answer: str) -> bool:
    """Tell whether a challenge was met; each counts once, right or wrong, and for a quarter of an hour."""
    told = _told(token, "challenge")
    if not told or not 0 <= _seconds(clock.now()) - told["at"] <= STAYS or not _use(told["nonce"]):
        return False
    return is_proof(told["nonce"], proof) or _is_answer(told["question"], answer)


def signed(of: str, nonce: bytes, member_id: int | None) -> str:
    """Return a token that remembers what somebody else's library asks, and whom."""
    return _signer(of).dumps({"at": _seconds(clock.now()), "nonce": nonce.hex(), "member": member_id})


def spent(of: str, token: str, member_id: int | None) -> bytes | None:
    """Return the nonce of such a token, which counts once, for who was asked, for a quarter of an hour."""
    told = _told(token, of)
    if not told or told["member"] != member_id or not 0 <= _seconds(clock.now()) - told["at"] <= STAYS:
        return None
    return bytes.fromhex(told["nonce"]) if _use(told["nonce"]) else None


def is_proof(nonce: str, proof: str, bits: int = BITS) -> bool:
    """Tell whether the hash of `nonce:proof` begins with so many zero bits."""
    if not proof.isascii() or not proof.isdigit() or len(proof) > LONGEST_PROOF:
        return False
    digest = hashlib.sha256(f"{nonce}:{proof}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0


def plainly(text: str) -> str:
    """Return an answer as it is compared: letters and digits, without case, accents and signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(sign for sign in letters if not unicodedata.combining(sign)))


def forget_used(before: datetime) -> None:
    """Forget challenges used before a moment; they are out of date by then."""
    db.session.execute(delete(UsedChallenge).where(UsedChallenge.used_at < before))


def _is_answer(question_id: int | None, answer: str) -> bool:
    question = db.session.get(Question, question_id) if question_id else None
    given = plainly(answer)
    return bool(question and given) and given in {plainly(one) for one in question.answers.split(",")}


def _use(nonce: str) -> bool:
    row = {"nonce": nonce, "used_at": clock.now()}
    return rows_changed(upsert(UsedChallenge).values(row).on_conflict_do_nothing()) > 0


def _told(token: str, of: str) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = _signer(of).loads(token)
    except BadData:
        return None
    return told


def _signer(of: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.extensions["settings"].secret_key, salt=f"accounts sign-up {of}")


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
