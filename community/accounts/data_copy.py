"""A copy of everything that is held of one member, as files: made when it is asked for, and kept nowhere."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import current_app
from flask_babel import gettext as _

from community.kernel import clock
from community.kernel.rooms import house

_UNSAFE = re.compile(r"[^\w.() -]")


def write_copy(member_id: int, target: IO[bytes]) -> None:
    """Write a ZIP: a file of rows for each kind that is held, the member's own files, and a page that explains them."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        names = []
        for name, rows, files in _kinds(member_id):
            names.append(f"{name}.json")
            archive.writestr(_entry(names[-1]), json.dumps(rows, default=_plain, ensure_ascii=False, indent=1))
            for file_name, path in files:
                archive.writestr(_entry(f"{name}/{_UNSAFE.sub('_', file_name)}"), path.read_bytes())
        archive.writestr(_entry("README.txt"), _read_me(names))


def file_name() -> str:
    """Return under which name a copy made now is saved."""
    return f"my-data-{clock.now():%Y-%m-%d}.zip"


def _kinds(member_id: int) -> Iterator[tuple[str, list[Any], list[tuple[str, Path]]]]:
    """Yield what the rooms hold, one kind at a time: its name, its rows, its files as far as they are there."""
    for room in house().rooms:
        for kind in room.personal:
            rows, files = list(kind.told(member_id)), list(kind.files(member_id)) if kind.files else []
            if rows:
                yield f"{room.name}/{kind.name}", rows, [(name, path) for name, path in files if path.is_file()]


def _entry(name: str) -> ZipInfo:
    now = clock.now()
    entry = ZipInfo(name, date_time=(now.year, now.month, now.day, now.hour, now.minute, now.second))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be told")


def _read_me(names: list[str]) -> str:
    said = _(
        "This is what %(site)s holds of you, as of %(moment)s (UTC).\n\n"
        "Each file is a list of rows, as they stand in the database, for people and programs (JSON in UTF-8). Folders "
        "are called like the parts of the site: “accounts” is who you are, “forum”, “ideas” and “blogs” what you wrote "
        "and liked, “moderation” what was decided, “reputation” your points, “listening” how your words were "
        "understood. Moments are in UTC. Numbers that end in “_id” say which row is meant. Your password and the "
        "keys of your tokens are not here: nobody can read them.\n\nThe files:",
        site=current_app.extensions["settings"].site_name,
        moment=f"{clock.now():%Y-%m-%d %H:%M}",
    )
    return "\n".join([said, *(f"- {name}" for name in names), ""])
