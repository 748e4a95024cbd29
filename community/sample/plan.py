"""Putting it together: one call makes the whole half year."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from community.sample.answers import ENDS, Conversation, point_to
from community.sample.articles import articles
from community.sample.attention import follows, kudos, views
from community.sample.blogs import blog
from community.sample.company import BOARDS, TAGS, WAVES, WEEKS, incidents
from community.sample.crowd import Crowd
from community.sample.door import sign_ups
from community.sample.flags import complaints, stories
from community.sample.house import acquaintances, house
from community.sample.ideas import ideas
from community.sample.model import Closure, Plan, Topic
from community.sample.news import announcements, tongues
from community.sample.people import Persona, settle
from community.sample.questions import ask, in_season, ordinary_problem, owns, second_thoughts, wave_problem
from community.sample.rhythm import awake, hour_on, ordinary_days, wave_moments
from community.sample.talks import talks
from community.sample.telling import Telling
from community.sample.thread import Thread
from community.sample.tidying import tidying
from community.sample.words import Decks, fill, load

TOPICS = 1500
SETTLED = timedelta(days=3)


def plan(until: datetime, seed: int = 7) -> Plan:
    """Return the half year that ends at `until` (aware); the same arguments give the same plan."""
    if until.tzinfo is None:
        raise ValueError("The end of the sample community needs a time zone.")
    since = until - timedelta(weeks=WEEKS)
    # Not for secrets: the same seed has to give the same community.
    people = settle(Random(f"{seed}:people"), since, until)  # noqa: S311
    rng = Random(f"{seed}:words")  # noqa: S311
    telling = Telling(since, until, rng, Crowd(people, rng), Decks(rng))
    threads = announcements(telling) + tongues(telling) + talks(telling)
    topics = _number(telling, threads, _questions(telling, TOPICS - len(threads)))
    wishes = ideas(since, until, people, Random(f"{seed}:ideas"))  # noqa: S311
    told = blog(since, until, people, Random(f"{seed}:blog"))  # noqa: S311
    return Plan(
        since=since,
        until=until,
        boards=BOARDS,
        tags=TAGS,
        incidents=incidents(since),
        topics=topics,
        ideas=wishes,
        articles=articles(since, until, topics, people, Random(f"{seed}:articles")),  # noqa: S311
        stories=stories(until, topics, wishes, people, Random(f"{seed}:stories")),  # noqa: S311
        complaints=complaints(until, told, people, Random(f"{seed}:complaints")),  # noqa: S311
        sign_ups=sign_ups(until, Random(f"{seed}:sign-ups")),  # noqa: S311
        blog=told,
        tidying=tidying(until, topics, people),
        house=house(since, until, people, Random(f"{seed}:house")),  # noqa: S311
        acquaintances=acquaintances(until, people, Random(f"{seed}:acquaintances")),  # noqa: S311
        people=tuple(persona.person for persona in people),
    )


Asked = tuple[datetime, Persona, dict[str, Any]]


def _questions(telling: Telling, count: int) -> list[Asked]:
    """Return who asks what and when, in order of time."""
    asked: list[Asked] = []
    for wave in WAVES:
        for at in wave_moments(telling.rng, telling.since, wave):
            _ask(telling, asked, wave_problem(telling, wave, at), at)
    while len(asked) < count:
        for day in ordinary_days(telling.rng, telling.since, count - len(asked)):
            _ask(telling, asked, None, day)
    return sorted(asked, key=lambda row: (row[0], row[1].handle))


def _ask(telling: Telling, asked: list[Asked], problem: dict[str, Any] | None, when: datetime) -> None:
    """Add a question: an everyday one on the day `when`, or one of an incident at that very moment."""
    if problem is None:
        problem = ordinary_problem(telling)
        asker = telling.crowd.pick("asks", when, fits=owns(problem))
        at = hour_on(telling.rng, when, asker.zone)
    else:
        has_it, at = owns(problem), when.replace(microsecond=0)
        asker = telling.crowd.pick("asks", at, fits=lambda persona: has_it(persona) and awake(at, persona.zone))
    timely = in_season(problem, at) and asker.person.joined < at and telling.since < at < telling.until
    if timely and owns(problem)(asker):
        asked.append((at, asker, problem))


def _number(telling: Telling, threads: list[Thread], asked: list[Asked]) -> tuple[Topic, ...]:
    """Tell the questions in order of time, and number everything by its beginning."""
    known: dict[str, Topic] = {}
    rows: list[tuple[datetime, str, Thread | Asked]] = [
        (thread.opening.at, thread.opening.title, thread) for thread in threads
    ]
    rows += [(row[0], f"{row[1].handle} {row[2]['key']}", row) for row in asked]
    topics: list[Topic] = []
    for _, _, row in sorted(rows, key=lambda entry: entry[:2]):
        thread = row if isinstance(row, Thread) else _converse(telling, row, known)
        topics.append(_topic(telling, thread, len(topics) + 1))
        if topics[-1].outcome in ("mark", "words"):
            known[topics[-1].subject] = topics[-1]
    return tuple(topics)


def _converse(telling: Telling, asked: Asked, known: dict[str, Topic]) -> Thread:
    at, asker, problem = asked
    opening = ask(telling, problem, asker, at)
    if telling.chance(0.014):
        opening.body += "\n\n" + fill(telling.draw("private", load("questions")["private"]["words"]), opening.slots)
    thread = Thread(telling, opening, at, voices={asker.handle: asker}, edits=second_thoughts(telling, opening))
    other = known.get(problem["key"])
    if other and _settled(other, at) and telling.chance(0.045):
        point_to(thread, other)
    else:
        Conversation(thread, problem).tell(telling.draw("ends", ENDS))
    return thread


def _settled(other: Topic, at: datetime) -> bool:
    return max(reply.at for reply in other.replies) + SETTLED < at


def _topic(telling: Telling, thread: Thread, number: int) -> Topic:
    opening = thread.opening
    return Topic(
        number=number,
        board=opening.board,
        kind=opening.kind,
        title=opening.title,
        tags=tuple(opening.tags),
        author=opening.author.handle,
        at=opening.at,
        body=opening.body,
        subject=opening.subject,
        incident=opening.incident,
        mood=opening.mood,
        outcome=thread.outcome,
        confirmed_in=thread.confirmed_in,
        language=opening.language,
        views=views(telling, thread),
        edits=thread.edits,
        replies=tuple(thread.replies),
        acceptance=thread.acceptance,
        kudos=kudos(telling, thread),
        follows=follows(telling, thread),
        closure=thread.closure or _close(telling, thread),
    )


def _close(telling: Telling, thread: Thread) -> Closure | None:
    """Close a few old solved topics, as editors do."""
    at = (thread.now + timedelta(days=21)).replace(microsecond=0)
    if thread.outcome != "mark" or at >= telling.until or not telling.chance(0.02):
        return None
    editor = telling.crowd.pick("answers", at, fits=lambda persona: persona.person.role == "editor")
    return Closure(at=at, by=editor.handle, reason="Solved; please open a new topic for new cases")
