"""What the editors harvest: each week the most read of the questions that were solved lately become articles."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from community.sample.company import BOARDS, WEEKS, at_week
from community.sample.model import Article, Topic
from community.sample.people import Persona

DAY = timedelta(days=1)
RIPENS = 2 * DAY  # from the asker's mark to the draft
FRESH = 42 * DAY  # what was solved longer ago is not taken up again
A_WEEK = (1, 2, 2, 3)
PUBLIC = {board.key for board in BOARDS if board.visibility == "public"}


def articles(
    since: datetime, until: datetime, topics: Sequence[Topic], people: list[Persona], rng: Random
) -> tuple[Article, ...]:
    """Return the articles of the half year in order of time; no problem is told twice, and every week has its own."""
    editors = [persona.person.handle for persona in people if persona.person.role == "editor"]
    agents = [persona.person.handle for persona in people if persona.person.role == "agent"]
    taken: set[str] = set()
    found: list[Article] = []
    for week in range(1, WEEKS + 2):
        monday = at_week(since, week, -since.weekday())
        for topic in _harvest(topics, monday, taken, rng.choice(A_WEEK)):
            taken.add(topic.subject)
            drafted = _office_hour(monday + rng.randint(0, 2) * DAY, rng)
            published = _office_hour(drafted + rng.randint(1, 2) * DAY, rng)
            if drafted < until:
                found.append(
                    Article(
                        topic=topic.number,
                        by=rng.choice(agents + editors),
                        at=drafted,
                        published_by=rng.choice(editors),
                        published_at=published if published < until else None,
                    )
                )
    return tuple(sorted(found, key=lambda article: (article.at, article.topic)))


def _harvest(topics: Sequence[Topic], monday: datetime, taken: set[str], count: int) -> list[Topic]:
    ripe = [topic for topic in _solved(topics, monday) if topic.subject not in taken]
    chosen: dict[str, Topic] = {}
    for topic in sorted(ripe, key=lambda topic: (-topic.views, topic.number)):
        chosen.setdefault(topic.subject, topic)
    return list(chosen.values())[:count]


def _solved(topics: Sequence[Topic], monday: datetime) -> Iterator[Topic]:
    for topic in topics:
        if topic.acceptance and topic.board in PUBLIC and monday - FRESH < topic.acceptance.at < monday - RIPENS:
            yield topic


def _office_hour(day: datetime, rng: Random) -> datetime:
    return day.replace(hour=rng.randint(8, 16), minute=rng.randint(0, 59), second=0, microsecond=0)
