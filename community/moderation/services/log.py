"""The log of acts of power: who did what to which case or member, in codes."""

from typing import Literal

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db

from ..models import Act, Case

Power = Literal[
    "held",
    "upheld",
    "kept",
    "undone",
    "overturned",
    "confirmed",
    "redacted",
    "silence",
    "suspend",
    "lifted",
    "word_watched",
    "word_released",
]


def note(act: Power, by: Viewer, *, case: Case | None = None, member_id: int | None = None, code: str = "") -> None:
    """Write one line; nobody can change or remove it."""
    line = Act(at=clock.now(), by_id=by.member_id, act=act, code=code, member_id=member_id)
    if case is not None:
        line.case_id, line.member_id = case.id, case.author_id
    db.session.add(line)
    db.session.flush()
