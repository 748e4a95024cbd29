"""One organisation's own board, and who follows whom."""

from datetime import datetime, timedelta
from random import Random

from community.sample.company import at_week
from community.sample.customers import HOUSE, organisation_of
from community.sample.model import Acquaintance, House, Said, Talk
from community.sample.people import STAFF, Persona
from community.sample.words import load

FOLLOWS_SOMEBODY = 0.4  # share of members who follow others
MOST_FOLLOWED = 4


def house(since: datetime, until: datetime, people: list[Persona], rng: Random) -> House:
    """Return the board on which people of HOUSE talk with our staff, each after they joined."""
    words, agents = load("house"), [p.person for p in people if p.person.role == "agent"]
    workers = [p.person for p in people if organisation_of(p.person) == HOUSE]
    talks = []
    for row in words["talk"]:
        at = at_week(since, row["week"], 1, 10)
        here = [person for person in workers if person.joined < at]
        if not here or at + timedelta(days=len(row["replies"])) >= until:
            continue
        agent, worker = rng.choice(agents), rng.choice(here)
        author, other = (agent, worker) if row["kind"] == "announcement" else (worker, agent)
        talks.append(
            Talk(
                kind=row["kind"],
                title=row["title"].format(company=HOUSE),
                body=row["body"].format(company=HOUSE),
                author=author.handle,
                at=at,
                replies=tuple(
                    Said(author=(author if n % 2 else other).handle, at=at + timedelta(hours=5 + 9 * n), body=body)
                    for n, body in enumerate(row["replies"])
                ),
            )
        )
    named = {name: words[name].format(company=HOUSE) for name in ("board", "description")}
    return House(organisation=HOUSE, talks=tuple(talks), **named)


def acquaintances(until: datetime, people: list[Persona], rng: Random) -> tuple[Acquaintance, ...]:
    """Return who follows which MVPs and employees who answer; the member who signs in follows some."""
    known = [p.person for p in people if p.person.role in ("mvp", "agent")]
    found = []
    for person in (p.person for p in people if p.person.role not in STAFF):
        others = rng.sample(known, rng.randint(1, MOST_FOLLOWED))
        follows, days = rng.random() < FOLLOWS_SOMEBODY, rng.randint(2, 30)
        at = max(person.joined, *(other.joined for other in others)).replace(microsecond=0) + timedelta(days=days)
        if (follows or person.sign_in) and at < until:
            found += [Acquaintance(by=person.handle, whom=o.handle, at=at) for o in others if o.handle != person.handle]
    return tuple(found)
