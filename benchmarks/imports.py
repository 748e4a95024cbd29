"""What an import takes in: a made-up Stack Exchange dump, through the command itself."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

from community.kernel.markup import render

from .place import Place
from .report import Figure
from .words import Writer

USERS, QUESTIONS, ANSWERS, COMMENTS, VOTES, TAGS = 600, 1_000, 3_000, 3_000, 9_000, 40
BEGINNING = datetime(2020, 1, 1)  # noqa: DTZ001 - a dump tells its times without a zone
Row = Mapping[str, str | int]


def measure(place: Place) -> list[Figure]:
    """Return the rates of a first import and of the same dump once more."""
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        rows = _write_dump(Path(folder))
        command = [sys.executable, "-m", "community.cli", "import", "stackexchange", folder]
        site = ["--site", "bench", "--site-url", "https://bench.example"]
        first = _rate("Import", rows, [*command, *site], place)
        return [*first, *_rate("The same dump again", rows, [*command, *site], place)]


def _rate(name: str, rows: int, command: list[str], place: Place) -> list[Figure]:
    began, before = time.perf_counter(), os.times()
    subprocess.run(command, env=place.environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return [
        Figure(name=f"{name}: rows of all files", value=rows, unit="rows"),
        Figure(name="  a second", value=rows / wall, unit="rows/s"),
        Figure(name="  a second of processor", value=rows / used, unit="rows/cpu-s"),
    ]


def _write_dump(folder: Path) -> int:
    """Write the files of a site; return how many rows they hold."""
    chance, writer = random.Random(1), Writer(1)
    posts = _posts(chance, writer)
    files: dict[str, list[Row]] = {
        "Tags": [{"Id": n, "TagName": f"tag-{n}", "Count": 9} for n in range(1, TAGS + 1)],
        "Users": [_user(n, writer) for n in range(1, USERS + 1)],
        "Posts": posts,
        "Comments": [_comment(n, chance, writer) for n in range(1, COMMENTS + 1)],
        "Votes": [_vote(n, chance) for n in range(1, VOTES + 1)],
        "PostHistory": [_first_words(n, post) for n, post in enumerate(posts, start=1)],
    }
    for name, rows in files.items():
        _write(folder / f"{name}.xml", name.lower(), rows)
    return sum(map(len, files.values()))


def _posts(chance: random.Random, writer: Writer) -> list[Row]:
    questions: list[Row] = [
        {
            **_text(n, chance, writer),
            "PostTypeId": 1,
            "Title": writer.title()[:140],
            "Tags": "".join(f"<tag-{tag}>" for tag in chance.sample(range(1, TAGS + 1), 2)),
            "ViewCount": chance.randrange(3_000),
        }
        for n in range(1, QUESTIONS + 1)
    ]
    answers: list[Row] = [
        {**_text(n, chance, writer), "PostTypeId": 2, "ParentId": chance.randint(1, QUESTIONS)}
        for n in range(QUESTIONS + 1, QUESTIONS + ANSWERS + 1)
    ]
    return [*questions, *answers]


def _text(number: int, chance: random.Random, writer: Writer) -> Row:
    return {
        "Id": number,
        "CreationDate": _at(number),
        "Score": 1,
        "Body": render(writer.body()),
        "OwnerUserId": chance.randint(1, USERS),
        "LastActivityDate": _at(number + 30),
        "ContentLicense": "CC BY-SA 4.0",
    }


def _user(number: int, writer: Writer) -> Row:
    name = writer.title().split()[0]
    return {"Id": number, "Reputation": 1, "CreationDate": _at(0), "DisplayName": f"{name} {number}"}


def _comment(number: int, chance: random.Random, writer: Writer) -> Row:
    about = {"Id": number, "PostId": chance.randint(1, QUESTIONS + ANSWERS), "UserId": chance.randint(1, USERS)}
    return {**about, "Score": 0, "Text": writer.body(20), "CreationDate": _at(5_000 + number)}


def _vote(number: int, chance: random.Random) -> Row:
    post = chance.randint(1, QUESTIONS + ANSWERS)
    return {"Id": number, "PostId": post, "VoteTypeId": chance.choice((2, 2, 2, 3)), "CreationDate": _at(9_000)}


def _first_words(number: int, post: Row) -> Row:
    words = {"RevisionGUID": f"first-{number}", "PostHistoryTypeId": 2, "Text": post["Body"]}
    return {
        "Id": number,
        "PostId": post["Id"],
        "UserId": post["OwnerUserId"],
        "CreationDate": post["CreationDate"],
    } | words


def _at(hours: int) -> str:
    return f"{BEGINNING + timedelta(hours=hours):%Y-%m-%dT%H:%M:%S.000}"


def _write(path: Path, name: str, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<{name}>\n')
        for row in rows:
            file.write("  <row " + " ".join(f"{key}={quoteattr(str(value))}" for key, value in row.items()) + " />\n")
        file.write(f"</{name}>\n")
