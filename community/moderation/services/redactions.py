"""Redaction: private words are cut out of a thing and of all that repeats them; it cannot be undone."""

from collections.abc import Sequence

from community.kernel import clock, redaction
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.things import Thing

from .. import policy
from ..events import ThingRedacted
from ..models import Redaction
from . import log

REDACTORS = frozenset({"agent", "admin"})


def redact(*, thing: Thing, words: str, reason: str | None, by: Viewer) -> Redaction:
    """Cut passages, one a line, out of the thing, its history, and all that quotes it; who wrote it is told."""
    if by.role not in REDACTORS:
        raise Refused("Only support agents and administrators cut words out for good; please flag it instead.")
    code = policy.checked_reason(reason)
    if not policy.removes(code):
        raise Refused("For this reason nothing is removed.")
    made = Redaction(thing_kind=thing.kind, thing_id=thing.id, author_id=thing.author.id, by_id=by.member_id)
    made.at, made.reason = clock.now(), code
    made.places = redaction.cut(redaction.passages_in(words), by=by.member_id)
    db.session.add(made)
    db.session.flush()
    log.note("redacted", by, member_id=thing.author.id, code=code)
    publish(ThingRedacted(redaction_id=made.id, author_id=thing.author.id, reason=code, by=by.member_id))
    return made


def places_of(words: str) -> Sequence[redaction.Place]:
    """Return where the passages stand, without a change."""
    return redaction.places(redaction.passages_in(words))
