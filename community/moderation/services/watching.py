"""The list of watched words."""

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed, upsert
from community.kernel.errors import Refused
from community.kernel.texts import clean

from .. import words
from ..models import WatchedWord
from . import log

LONGEST = 80


def watch(*, phrase: str, action: str, by: Viewer) -> None:
    """Watch a word or phrase; one that is watched already changes its action."""
    said = " ".join(clean(phrase).split())
    folded = words.fold(said)
    if not folded or len(said) > LONGEST:
        raise Refused("Please give a word or phrase of letters or digits, %(most)s characters at most.", most=LONGEST)
    if action not in words.ACTIONS:
        raise Refused("Please choose what happens to a text with this word.")
    row = {"phrase": said, "folded": folded, "action": action, "by_id": by.member_id, "at": clock.now()}
    statement = upsert(WatchedWord).values(row)
    changed = {name: row[name] for name in ("phrase", "action", "by_id", "at")}
    rows_changed(statement.on_conflict_do_update(index_elements=["folded"], set_=changed))
    log.note("word_watched", by, code=action)


def release(*, word: WatchedWord, by: Viewer) -> None:
    """Watch a word no longer."""
    db.session.delete(word)
    log.note("word_released", by, code=word.action)
