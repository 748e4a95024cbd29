"""A list of who was erased, beside the database, so that an erasure outlives a backup that is older than it.

Each line of the file names a member by number and by the moment they joined, for numbers are given anew after a
restore, and says "words" where what they wrote went along; nothing else about anybody stands in it.
"""

import fcntl
import os
from pathlib import Path
from typing import Final

from flask import current_app
from sqlalchemy import select

from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.errors import Refused

from .models import Member

NAME: Final = "erased.txt"
_WORDS: Final = "words"


def note(member_id: int) -> None:
    """Write a member on the list, for good; a second time changes nothing."""
    member = db.session.get_one(Member, member_id)
    line = _line(member)
    with _path().open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if line in file.read().splitlines():
            return
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())


def standing(path: Path | None = None) -> dict[int, bool]:
    """Return who is on the list and a member like any other, for a restored backup brought them back.

    Each number comes with whether what they wrote goes along.
    """
    listed = _lines(path or _path())
    numbers = sorted({number for number, _ in listed})
    with kernel_db.reading():
        found: dict[int, bool] = {}
        for start in range(0, len(numbers), 500):
            some = select(Member).where(Member.id.in_(numbers[start : start + 500]), Member.erased_at.is_(None))
            found |= {m.id: listed[_key(m)] for m in db.session.scalars(some.order_by(Member.id)) if _key(m) in listed}
    return found


def _path() -> Path:
    folder: Path = current_app.extensions["settings"].data_dir
    return folder / NAME


def _line(member: Member) -> str:
    return " ".join([*map(str, _key(member)), *([_WORDS] if member.leaving_words else [])])


def _key(member: Member) -> tuple[int, str]:
    return member.id, member.joined_at.isoformat()


def _lines(path: Path) -> dict[tuple[int, str], bool]:
    """Return what the list says, with whether the words went along; refuse a file that is no such list."""
    if not path.is_file():
        return {}
    try:
        parts = [line.split() for line in path.read_text().splitlines() if line.strip()]
        return {(int(number), joined): more == [_WORDS] for number, joined, *more in parts}
    except (ValueError, UnicodeDecodeError):
        raise Refused("%(path)s is no list of erased members.", path=str(path)) from None
