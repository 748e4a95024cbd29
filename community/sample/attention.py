"""What readers leave behind: kudos, views, follows."""

from datetime import timedelta

from community.sample.model import Follow, Kudos
from community.sample.people import Persona
from community.sample.telling import Telling
from community.sample.thread import Thread

WAIT = timedelta(days=1.6)
READERS = {"announcements": 3.0, "lounge": 1.2, "mvp": 0.12, "staff": 0.06}
WAVE_PULL = 3.5


def may_read(board: str, persona: Persona) -> bool:
    """Return whether the persona's role reads the board."""
    role = persona.person.role
    if board == "staff":
        return role in ("agent", "editor", "executive", "admin")
    return board != "mvp" or role != "member"


def kudos(telling: Telling, thread: Thread) -> tuple[Kudos, ...]:
    """Return thanks for the posts of a thread: most for what solved something."""
    opening, given = thread.opening, []
    posts = [(0, opening.author.handle, opening.at, _opening_pull(thread))]
    posts += [(reply.number, reply.author, reply.at, _reply_pull(thread, reply.number)) for reply in thread.replies]
    for number, author, at, pull in posts:
        givers: list[str] = []
        for _ in range(_count(telling, pull)):
            who = telling.crowd.pick(
                "reads", at, but=[author, *givers], fits=lambda persona: may_read(opening.board, persona)
            )
            when = (at + WAIT * telling.rng.expovariate(1)).replace(microsecond=0) + timedelta(seconds=30)
            if when < telling.until and who.handle not in (author, *givers) and may_read(opening.board, who):
                givers.append(who.handle)
                given.append(Kudos(by=who.handle, post=number, at=when))
    return tuple(sorted(given, key=lambda kudo: (kudo.at, kudo.post, kudo.by)))


def _opening_pull(thread: Thread) -> float:
    base = {"announcement": 6.0, "discussion": 1.1}.get(thread.opening.kind, 0.35)
    return base * (2.5 if thread.opening.incident else 1)


def _reply_pull(thread: Thread, number: int) -> float:
    reply = thread.replies[number - 1]
    if thread.acceptance and thread.acceptance.reply == number:
        return 2.4
    if reply.kind == "comment":
        return 0.12
    knows = thread.voices[reply.author].person.role in ("mvp", "agent")
    return 0.75 if knows else 0.32


def _count(telling: Telling, mean: float) -> int:
    """Return a count with a long tail around `mean`."""
    drawn = mean * telling.rng.gammavariate(0.9, 1.0) / 0.9
    return int(drawn) + (1 if telling.rng.random() < drawn % 1 else 0)


def views(telling: Telling, thread: Thread) -> int:
    """Return how often a topic was opened: more with age, answers and excitement."""
    opening = thread.opening
    age = (telling.until - opening.at) / timedelta(days=1)
    pull = READERS.get(opening.board, 1.0) * (WAVE_PULL if opening.incident else 1.0)
    base = telling.rng.lognormvariate(3.2, 0.8) * (1 + 0.2 * len(thread.replies)) * pull
    return len(thread.replies) + 1 + int(base * min(1.0, 0.15 + age / 60))


def follows(telling: Telling, thread: Thread) -> tuple[Follow, ...]:
    """Return who follows: the author, some of those who spoke, and a silent reader or two."""
    opening = thread.opening
    found = {opening.author.handle: opening.at}
    for reply in thread.replies:
        if reply.author not in found and telling.chance(0.3):
            found[reply.author] = reply.at
    if telling.chance(0.35):
        reader = telling.crowd.pick(
            "reads", opening.at, but=found, fits=lambda persona: may_read(opening.board, persona)
        )
        at = opening.at + timedelta(hours=20 * telling.rng.random() + 0.1)
        if at < telling.until and may_read(opening.board, reader):
            found[reader.handle] = at.replace(microsecond=0)
    return tuple(sorted((Follow(by=by, at=at) for by, at in found.items()), key=lambda follow: (follow.at, follow.by)))
