"""A community of a given size, written in bulk: 300 members, 2,000 topics, 20,000 posts, tags, kudos, comments."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_security.utils import hash_password
from sqlalchemy import func, insert, select

from community.accounts.events import MemberJoined
from community.accounts.models import Member
from community.forum import recounts, rules
from community.forum.events import AnswerAccepted, KudosGiven, PostAdded, TopicStarted, TopicTagged
from community.forum.models import Board, Post, Tag, Topic, TopicTag, Vote
from community.kernel import db as kernel_db
from community.kernel.db import Model, db
from community.kernel.events import Event, publish_imported
from community.kernel.markup import RENDERER_VERSION, excerpt, plain, render
from community.kernel.texts import slugify

from .words import Writer

MEMBERS, BOARDS, TAGS, TOPICS, POSTS = 300, 12, 80, 2_000, 20_000
FULL_EVERY = 20  # every 20th topic fills a page: its opening and 20 answers, with 5 comments
FULL_ANSWERS, FULL_COMMENTS = 20, 5
PASSWORD = "benchmark password"
BATCH = 2_000

Row = dict[str, Any]


@dataclass(frozen=True)
class Crowd:
    """What was written, as the measurements need it."""

    full_topics: tuple[str, ...]
    boards: tuple[str, ...]
    emails: tuple[str, ...]
    questions: tuple[str, ...]
    facts: int


class Generator:
    """Makes the rows and facts of one community; the same seed makes the same."""

    def __init__(self, seed: int, *, signers: int) -> None:
        self.writer, self.random = Writer(seed), random.Random(seed)
        self.end = datetime.now(UTC).replace(microsecond=0)
        self.rows: dict[type[Model], list[Row]] = {m: [] for m in (Member, Board, Tag, Topic, Post, TopicTag, Vote)}
        self.facts: list[tuple[Event, datetime]] = []
        self._people(signers)
        self._places()
        sizes = list(self._sizes())
        for number, (answers, comments) in enumerate(sizes, start=1):
            self._topic(number, self.end - timedelta(hours=2.2 * (TOPICS - number) + 1), answers, comments)
        self.facts.sort(key=lambda fact: fact[1])

    def _people(self, signers: int) -> None:
        password = hash_password(PASSWORD)
        for n in range(1, MEMBERS + 1):
            name = f"{self.writer.title().split()[0].capitalize()} {n}"
            joined = self.end - timedelta(days=200, hours=-n)
            self.rows[Member].append(
                {
                    "id": n,
                    "name": name,
                    "handle": f"member-{n}",
                    "email": f"member-{n}@people.example",
                    "password": password if n <= signers else None,
                    "role": "member",
                    "active": True,
                    "fs_uniquifier": f"benchmark-{n}",
                    "trust_level": 3,
                    "joined_at": joined,
                }
            )
            self.facts.append((MemberJoined(member_id=n, by=n), joined))

    def _places(self) -> None:
        for n in range(1, BOARDS + 1):
            self.rows[Board].append(
                {"id": n, "slug": f"board-{n}", "name": f"Board {n}", "description": self.writer.title(), "position": n}
            )
        self.rows[Tag] = [{"id": n, "name": f"tag-{n}", "description": ""} for n in range(1, TAGS + 1)]

    def _sizes(self) -> Iterator[tuple[int, int]]:
        """Yield each topic's answers and comments; together with the openings they make POSTS."""
        full = [number for number in range(1, TOPICS + 1) if number % FULL_EVERY == 0]
        left = POSTS - TOPICS - len(full) * (FULL_ANSWERS + FULL_COMMENTS)
        others = TOPICS - len(full)
        weights = [self.random.lognormvariate(0, 0.6) for _ in range(others)]
        sizes = [round(left * weight / sum(weights)) for weight in weights]
        sizes[0] += left - sum(sizes)
        rest = iter(sizes)
        for number in range(1, TOPICS + 1):
            if number % FULL_EVERY == 0:
                yield FULL_ANSWERS, FULL_COMMENTS
            else:
                size = next(rest)
                answers = min(size - size // 4, FULL_ANSWERS)
                yield answers, size - answers

    def _topic(self, number: int, at: datetime, answers: int, comments: int) -> None:
        author, board = self._anybody(), self.random.randint(1, BOARDS)
        title = self.writer.title()[: rules.TITLE_LENGTH[1]]
        opening = self._post(number, board, "opening", author, at)
        times = [at + timedelta(minutes=7 * n) for n in range(1, answers + 1)]
        ids = [opening, *(self._post(number, board, "answer", self._anybody(), when) for when in times)]
        for n in range(1, comments + 1):
            when = at + timedelta(minutes=7 * answers + n)
            self._post(number, board, "comment", self._anybody(), when, parent=self.random.choice(ids))
        self.rows[Topic].append(
            {
                "id": number,
                "board_id": board,
                "author_id": author,
                "kind": "question",
                "title": title,
                "slug": slugify(title),
                "excerpt": excerpt(plain(self.rows[Post][opening - 1]["html"]), 220),
                "created_at": at,
                "last_activity_at": self.rows[Post][-1]["created_at"],
                "views": self.random.randint(0, 3_000),
            }
        )
        self._tags(number, board, at)
        if answers and self.random.random() < 0.4:
            self._accept(self.random.choice(ids[1:]), author, board)

    def _anybody(self) -> int:
        return self.random.randint(1, MEMBERS)

    def _tags(self, topic: int, board: int, at: datetime) -> None:
        chosen = tuple(sorted(self.random.sample(range(1, TAGS + 1), self.random.randint(1, 4))))
        self.rows[TopicTag] += [{"topic_id": topic, "tag_id": tag} for tag in chosen]
        self.facts.append((TopicTagged(topic_id=topic, board_id=board, tag_ids=chosen), at))

    def _post(self, topic: int, board: int, kind: Any, author: int, at: datetime, *, parent: int | None = None) -> int:
        text = self.writer.body(25 if kind == "comment" else 60)
        post_id = len(self.rows[Post]) + 1
        self.rows[Post].append(
            {
                "id": post_id,
                "topic_id": topic,
                "parent_id": parent,
                "author_id": author,
                "kind": kind,
                "body": text,
                "html": render(text),
                "renderer": RENDERER_VERSION,
                "created_at": at,
                "accepted_at": None,
                "accepted_by_id": None,
            }
        )
        where = {"topic_id": topic, "board_id": board, "post_id": post_id, "by": author}
        if kind == "opening":
            self.facts.append((TopicStarted(**where), at))
        else:
            self.facts.append((PostAdded(**where, post_kind=kind, parent_id=parent), at))
        self._kudos(where, kind, author, at)
        return post_id

    def _kudos(self, where: dict[str, int], kind: Any, author: int, at: datetime) -> None:
        fans = self.random.sample(range(1, MEMBERS + 1), min(40, int(self.random.expovariate(1.0))))
        given = {key: where[key] for key in ("topic_id", "board_id", "post_id")}
        for fan in fans:
            when = at + timedelta(minutes=self.random.randint(1, 600))
            self.rows[Vote].append({"post_id": where["post_id"], "member_id": fan, "value": 1, "at": when})
            self.facts.append((KudosGiven(**given, post_kind=kind, author_id=author, by=fan), when))

    def _accept(self, post_id: int, asker: int, board: int) -> None:
        post = self.rows[Post][post_id - 1]
        at = post["created_at"] + timedelta(hours=1)
        post |= {"accepted_at": at, "accepted_by_id": asker}
        given = {"post_id": post_id, "topic_id": post["topic_id"], "board_id": board}
        self.facts.append((AnswerAccepted(**given, author_id=post["author_id"], asker_id=asker, by=asker), at))


def _go_on_counting(made: Generator) -> None:
    """Let PostgreSQL number new rows behind those that brought their own numbers."""
    if db.engine.dialect.name != "postgresql":
        return
    with kernel_db.writing() as session:
        for model, rows in made.rows.items():
            if "id" in rows[0]:
                name = model.__tablename__
                session.execute(select(func.setval(func.pg_get_serial_sequence(name, "id"), len(rows))))


def fill(*, seed: int, signers: int) -> Crowd:
    """Write the community; the first `signers` members can sign in with PASSWORD."""
    made = Generator(seed, signers=signers)
    for model, rows in made.rows.items():
        for start in range(0, len(rows), BATCH):
            with kernel_db.writing() as session:
                session.execute(insert(model), rows[start : start + BATCH])
    _go_on_counting(made)
    for start in range(0, len(made.facts), BATCH):
        with kernel_db.writing():
            publish_imported(made.facts[start : start + BATCH])
    for _counter in recounts.recount():
        pass
    topics = made.rows[Topic]
    return Crowd(
        full_topics=tuple(f"/forum/topics/{t['id']}/{t['slug']}" for t in topics if t["id"] % FULL_EVERY == 0),
        boards=tuple(f"/forum/boards/{board['slug']}" for board in made.rows[Board]),
        emails=tuple(member["email"] for member in made.rows[Member][:signers]),
        questions=tuple(made.writer.questions(100)),
        facts=len(made.facts),
    )
