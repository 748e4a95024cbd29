"""A POST that is sent twice with one `Idempotency-Key` has one effect, and both senders get its answer.

The key is written in the transaction of the effect. A second sender at the same moment waits for the first one's
transaction. What was refused had no effect and keeps no key.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from flask import Response, abort, g, jsonify, request
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import FileStorage

from .. import clock
from .. import db as kernel_db
from ..auth import current_viewer
from ..db import KEPT, BigId, Model, db
from ..errors import Refused
from ..personal import Personal

Row = dict[str, Any]
HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"
LONGEST: Final = 255
KEPT_FOR: Final = timedelta(hours=24)
_KEY: Final = re.compile(rf"[!-~]{{1,{LONGEST}}}", re.ASCII)


class KeptAnswer(Model):
    """What the first request with a key was answered; `fingerprint` tells whether another request is the same."""

    __tablename__ = "kernel_idempotency"

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True, info=KEPT)
    fingerprint: Mapped[str] = mapped_column(info=KEPT)
    status: Mapped[int]
    body: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)


def answered(act: Callable[[], Response]) -> Response:
    """Return the answer of `act`, or that of the same request before it."""
    key, member_id = request.headers.get(HEADER), current_viewer().member_id
    if request.method != "POST" or key is None or member_id is None:
        return act()
    if not _KEY.fullmatch(key):
        abort(400, f"The {HEADER} has 1 to {LONGEST} printable characters without spaces.")
    row: Row = {"member_id": member_id, "key": key, "fingerprint": _fingerprint()}  # now: the view closes its files
    if earlier := _begun(row):
        return _again(earlier, row["fingerprint"])
    response = act()
    _settle(row, response)
    return response


def keep_without(*names: str) -> None:
    """Keep null for these values of the present answer: a secret is told once, and stored nowhere else."""
    g.kept_without = names


def _begun(row: Row) -> KeptAnswer | None:
    """Write the key; return what is kept of its earlier use when there was one."""
    try:
        db.session.add(_unanswered(row))
        db.session.flush()
    except IntegrityError:
        kernel_db.rollback()
        return db.session.get(KeptAnswer, (row["member_id"], row["key"]))
    return None


def _again(earlier: KeptAnswer, fingerprint: str) -> Response:
    if earlier.fingerprint != fingerprint:
        raise Refused("This %(header)s was used with another request; take a new one.", header=HEADER)
    response = jsonify(earlier.body) if earlier.body else Response(mimetype="application/json")
    response.status_code = earlier.status
    response.headers[REPLAYED] = "true"
    return response


def _settle(begun: Row, response: Response) -> None:
    """Keep an answer that tells of an effect; forget the key of any other."""
    row = db.session.get(KeptAnswer, (begun["member_id"], begun["key"]))
    if response.status_code >= 300:
        if row is not None:
            db.session.delete(row)
        return
    if row is None:  # the view began anew before its first row, as those do that take files
        row = _unanswered(begun)
        db.session.add(row)
    said = response.get_json(silent=True) or {}
    left_out = g.get("kept_without", ())
    row.status, row.body = response.status_code, said | {name: None for name in said if name in left_out}
    db.session.flush()


def _unanswered(row: Row) -> KeptAnswer:
    return KeptAnswer(**row, status=0, body={}, at=clock.now())


def _fingerprint() -> str:
    asked = f"{request.method} {request.full_path} {request.mimetype}\n".encode()
    sent = _form() if request.mimetype == "multipart/form-data" else request.get_data()
    return sha256(asked + sent).hexdigest()


def _form() -> bytes:
    """Return what a form with files says, however it was packed: each sending has a boundary of its own."""
    fields = list(request.form.items(multi=True))
    files = [(name, file.filename, _digest(file)) for name, file in request.files.items(multi=True)]
    return json.dumps([fields, files]).encode()


def _digest(file: FileStorage) -> str:
    digest = sha256(file.read()).hexdigest()
    file.seek(0)
    return digest


def forget_before(moment: datetime) -> None:
    """Remove the answers that were kept before `moment`."""
    db.session.execute(delete(KeptAnswer).where(KeptAnswer.at < moment))


def _told(member_id: int) -> list[dict[str, Any]]:
    mine = select(KeptAnswer).where(KeptAnswer.member_id == member_id).order_by(KeptAnswer.at)
    return [{"key": row.key, "at": row.at.isoformat(), "answer": row.body} for row in db.session.scalars(mine)]


def _erase(member_id: int) -> None:
    db.session.execute(delete(KeptAnswer).where(KeptAnswer.member_id == member_id))


PERSONAL = Personal(name="answers kept for programs that ask twice", told=_told, erase=_erase)
