"""A week's memo with a short and with a long history behind it: `python -m benchmarks.memo`.

The community writes as much each week; the long history has ten times the weeks. Time and rows should not follow it.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks.place import new_place
from benchmarks.report import Figure, show
from benchmarks.words import Writer
from community.accounts.models import Member
from community.forum.events import PostAdded, TopicStarted
from community.forum.models import Board, Post, Topic
from community.kernel import consumers, sequencer
from community.kernel import db as kernel_db
from community.kernel.db import Model, db
from community.kernel.events import Event, publish_imported
from community.kernel.rooms import house
from community.kernel.weeks import Week
from voc.insight.memo import documents, pages
from voc.insight.topics import business_zone
from voc.listening.hearing import hear
from voc.listening.models import Voice
from voc.listening.voices import VOICES

SIZES = (20_000, 200_000)
IN_A_TOPIC = 10
APART = timedelta(hours=2.2)
MEMBERS, BOARDS, TEXTS, BATCH, ROUNDS = 300, 12, 400, 1_000, 3
Row = dict[str, Any]


def measure(posts: int) -> Iterator[Figure]:
    """Fill a place of its own with so many posts and yield what the last whole week's memo costs in it."""
    with new_place(None):
        end = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        _fill(posts, end)
        week = Week.of(end, business_zone()).plus(-1)
        seconds = min(_timed(week) for _ in range(ROUNDS))
        yield Figure(name=f"memo, {posts:,} posts of history", value=seconds, unit="s")
        yield Figure(name=f"rows read, {posts:,} posts of history", value=_rows_read(week), unit="rows")


def _timed(week: Week) -> float:
    """Return the processor time of one memo: other work on the machine does not count."""
    start = time.process_time()
    with kernel_db.reading():
        documents.html(pages.page_of(week))
    return time.process_time() - start


def _rows_read(week: Week) -> int:
    """Return how many rows the database handed over for one memo."""
    read = 0

    def count(_cursor: Any, row: Any) -> Any:
        nonlocal read
        read += 1
        return row

    with kernel_db.reading() as session:
        raw: Any = session.connection().connection.dbapi_connection
        raw.row_factory = count
        documents.html(pages.page_of(week))
        raw.row_factory = None
    return read


def _fill(posts: int, end: datetime) -> None:
    """Write members, boards, topics and posts in bulk with their facts, and let everything be read."""
    with kernel_db.writing() as session:
        session.execute(insert(Member), [_member(number, end) for number in range(1, MEMBERS + 1)])
        session.execute(insert(Board), [_board(number) for number in range(1, BOARDS + 1)])
    chance, texts = random.Random(posts), _texts()
    topics = posts // IN_A_TOPIC
    for first in range(1, topics + 1, BATCH):
        with kernel_db.writing():
            _write(range(first, min(first + BATCH, topics + 1)), topics, end, chance, texts)
    sequencer.run()
    for projection in house().projections:
        if projection is not VOICES:  # its rows stand there already, heard once for each text
            consumers.run(projection)


def _texts() -> list[tuple[str, Row]]:
    writer = Writer(7)
    bodies = [f"My charger {' '.join(writer.vocabulary[n : n + 30])}. It was great before." for n in range(TEXTS)]
    return [(body, hear(body).columns()) for body in bodies]


def _write(numbers: range, topics: int, end: datetime, chance: random.Random, texts: list[tuple[str, Row]]) -> None:
    rows: dict[type[Model], list[Row]] = {Topic: [], Post: [], Voice: []}
    facts: list[tuple[Event, datetime]] = []
    for number in numbers:
        begun, board = end - APART * (topics - number + 1), chance.randint(1, BOARDS)
        rows[Topic].append(_topic(number, board, begun, chance))
        for nth in range(IN_A_TOPIC):
            at, post_id = begun + timedelta(minutes=11 * nth), (number - 1) * IN_A_TOPIC + nth + 1
            body, heard = chance.choice(texts)
            author = chance.randint(1, MEMBERS)
            kind = "answer" if nth else "opening"
            rows[Post].append(_post(post_id, number, author, kind, body, at))
            rows[Voice].append(_voice(post_id, number, board, author, at, kind, heard))
            facts.append((_fact(post_id, number, board, author, kind), at))
    for model, new in rows.items():
        db.session.execute(insert(model), new)
    publish_imported(facts)


def _member(number: int, end: datetime) -> Row:
    names = {"name": f"Member {number}", "handle": f"member{number}", "fs_uniquifier": f"unique{number}"}
    return {"id": number, **names, "joined_at": end - timedelta(days=3000)}


def _board(number: int) -> Row:
    return {"id": number, "slug": f"board-{number}", "name": f"Board {number}"}


def _topic(number: int, board: int, begun: datetime, chance: random.Random) -> Row:
    names = {"title": f"Question number {number}", "slug": f"question-number-{number}", "board_id": board}
    times = {"created_at": begun, "last_activity_at": begun}
    return {"id": number, "author_id": chance.randint(1, MEMBERS), **names, **times, "replies": IN_A_TOPIC - 1}


def _post(post_id: int, topic: int, author: int, kind: str, body: str, at: datetime) -> Row:
    words = {"body": body, "html": f"<p>{body}</p>", "renderer": 1}
    return {"id": post_id, "topic_id": topic, "author_id": author, "kind": kind, **words, "created_at": at}


def _voice(post_id: int, topic: int, board: int, author: int, at: datetime, kind: str, heard: Row) -> Row:
    opens = kind == "opening"
    thing = {"thing_kind": "topic" if opens else "post", "thing_id": topic if opens else post_id}
    place = {"topic_id": topic, "board_id": board, "author_id": author, "said_at": at}
    return {"kind": "topic_opening" if opens else "answer", **thing, **place, **heard}


def _fact(post_id: int, topic: int, board: int, author: int, kind: str) -> Event:
    if kind == "opening":
        return TopicStarted(topic_id=topic, board_id=board, post_id=post_id, by=author)
    return PostAdded(post_id=post_id, topic_id=topic, board_id=board, post_kind="answer", parent_id=None, by=author)


def main() -> None:
    """Measure both sizes and print their ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memo", description=__doc__)
    parser.add_argument("--posts", type=int, nargs=2, default=SIZES, help="posts of the short and the long history")
    short, long = (list(measure(posts)) for posts in parser.parse_args().posts)
    ratios = [
        Figure(name=f"ratio, {what}", value=after.value / before.value, unit="times")
        for what, before, after in zip(("time", "rows read"), short, long, strict=True)
    ]
    show("Memo of a week", [*short, *long, *ratios])


if __name__ == "__main__":
    main()
