"""Taking mail in: each is a row before anything is done with it, one row however often it comes."""

import hashlib
import re

from community.kernel import clock
from community.kernel.db import db, upsert
from community.kernel.mail import parts, reading

from .models import Incoming, Original

# What a mail is told by. Lines that servers add on the way differ each time that it comes.
_TOLD_BY = ("Message-ID", "From", "Date", "Subject")


def receive(raw: bytes, size: int | None = None) -> int | None:
    """Store a mail as it came and return its id; None where it is here already.

    Of one that is too large its beginning alone is stored; `size` says how large it was where only that was brought.
    """
    size = size or len(raw)
    is_whole = size <= reading.MOST_BYTES
    content = raw if is_whole else raw[: reading.BEGINNING]
    told = digest_of(raw if is_whole else _split(content)[0])
    row = {"at": clock.now(), "digest": told, "size": size, "state": "received"}
    row |= {"attempts": 0, "files": 0, **dict.fromkeys(("reason", "remark", "sender", "subject", "text", "url"), "")}
    statement = upsert(Incoming).values(row).on_conflict_do_nothing(index_elements=["digest"])
    incoming_id: int | None = db.session.scalar(statement.returning(Incoming.id))
    if incoming_id is not None:
        db.session.add(Original(incoming_id=incoming_id, content=content))
        db.session.flush()
    return incoming_id


def digest_of(raw: bytes) -> str:
    """Return what a mail is known by: its Message-ID, head and body, with whichever line ends it came."""
    head, body = _split(raw.replace(b"\r\n", b"\n"))
    message = reading.parse(head + b"\n\n")
    told = "\n".join(parts.header(message, name) for name in _TOLD_BY)
    return hashlib.sha256(told.encode("utf-8", "replace") + b"\n\n" + body.rstrip()).hexdigest()


def _split(raw: bytes) -> tuple[bytes, bytes]:
    """Return head and body of a mail."""
    found = re.search(rb"\r?\n\r?\n", raw)
    return (raw[: found.start()], raw[found.end() :]) if found else (raw[: reading.MOST_BYTES], b"")
