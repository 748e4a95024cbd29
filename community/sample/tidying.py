"""What moderators put in order: a topic on the wrong board, a question asked twice, one within another's topic."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from community.sample.flags import PUBLIC
from community.sample.model import Aside, Moved, Person, Tidying, Topic, Twice
from community.sample.people import Persona
from community.sample.words import load

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ASTRAY_BEFORE = 25 * DAY
WRONG_BOARD = "plans-and-billing"


def tidying(until: datetime, topics: Sequence[Topic], people: Sequence[Persona]) -> Tidying:
    """Return what is moved, merged and split in the half year; the same topics and people give the same."""
    agent = next(p.person.handle for p in people if p.person.role == "agent")
    members = [p.person for p in people if p.person.role == "member" and not p.person.sign_in]
    return Tidying(
        moved=tuple(_astray(until, topics, agent)),
        twice=tuple(_asked_twice(until, topics, agent)),
        asides=tuple(_aside(until, row, topics, members, agent) for row in load("tidying")["aside"]),
    )


def _astray(until: datetime, topics: Sequence[Topic], agent: str) -> list[Moved]:
    """Return a question that was asked among the invoices, and moved within the hour."""
    lately = (t for t in topics if t.board in PUBLIC - {WRONG_BOARD} and t.at > until - ASTRAY_BEFORE)
    questions = [t for t in lately if t.kind == "question" and len(t.replies) > 1 and not t.closure]
    found = [t for t in questions if t.replies[0].at > t.at + HOUR]
    return [Moved(topic=t.number, board=WRONG_BOARD, at=t.at + HOUR / 2, by=agent) for t in found[:1]]


def _asked_twice(until: datetime, topics: Sequence[Topic], agent: str) -> list[Twice]:
    """Return the last question that was closed as a duplicate; a day later it joins the one before."""
    boards = {topic.number: topic.board for topic in topics}
    closed = ((t, t.closure) for t in topics if t.closure and t.closure.at + DAY < until and t.board in PUBLIC)
    found = [(t.number, c) for t, c in closed if c.duplicate_of and boards[c.duplicate_of] in PUBLIC]
    return [Twice(topic=n, first=c.duplicate_of or 0, at=c.at + DAY, by=agent) for n, c in found[-1:]]


def _aside(
    until: datetime, row: dict[str, str | int], topics: Sequence[Topic], members: Sequence[Person], agent: str
) -> Aside:
    """Return a question that somebody puts in a topic that is about another."""
    at = (until - int(row["days"]) * DAY).replace(minute=12, second=0, microsecond=0)
    open_then = [t for t in topics if t.board == row["board"] and t.at < at and t.replies and not t.closure]
    host = max(open_then, key=lambda topic: topic.at)
    speaker = next(
        person.handle for person in members if person.joined < at - 10 * DAY and person.handle != host.author
    )
    named = {"title": str(row["title"]), "body": str(row["body"]), "board": str(row["board"])}
    return Aside(topic=host.number, author=speaker, at=at, split_at=at + 3 * HOUR, by=agent, **named)
