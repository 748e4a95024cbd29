"""What customers wish for: ideas with votes, remarks, and what the company answered."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from community.sample.company import WEEKS, at_week
from community.sample.crowd import Crowd
from community.sample.model import Idea, IdeaComment, IdeaMove, IdeaVote
from community.sample.people import Persona
from community.sample.rhythm import hour_on
from community.sample.words import Decks, load

MOST_VOTES = 10  # of one person in the half year, so that nobody ever meets the end of their budget
SETTLES = ("delivered", "declined", "already_exists", "duplicate")
ANSWERERS = ("agent", "editor")
DAY = timedelta(days=1)


def ideas(since: datetime, until: datetime, people: list[Persona], rng: Random) -> tuple[Idea, ...]:
    """Return the ideas of the half year, in order of time."""
    board = Board(since, until, Crowd(people, rng), rng)
    told = [board.tell(row) for row in load("ideas")["idea"]]
    return tuple(sorted((idea for idea in told if idea), key=lambda idea: (idea.at, idea.title)))


class Board:
    """The ideation board while its half year is made up."""

    def __init__(self, since: datetime, until: datetime, crowd: Crowd, rng: Random) -> None:
        self._since, self._until, self._crowd, self._rng = since, until, crowd, rng
        self._decks = Decks(rng)
        self._spent: dict[str, int] = {}

    def tell(self, row: dict[str, Any]) -> Idea | None:
        """Return an idea with all that happens to it before the half year ends."""
        day = self._day(row)
        author = self._crowd.pick("asks", day - DAY, fits=lambda persona: not persona.staff)
        at = hour_on(self._rng, day, author.zone)
        if not author.person.joined < at < self._until:
            return None
        moves = self._moves(row, at)
        settled = next((move.at for move in moves if move.to in SETTLES), self._until)
        return Idea(
            title=row["title"],
            body=row["body"],
            author=author.handle,
            at=at,
            votes=self._votes(row, at, settled, author),
            comments=self._comments(row, at, moves, author),
            moves=moves,
        )

    def _day(self, row: dict[str, Any]) -> datetime:
        """Return the day of an idea: its own week, or one that leaves time for the answers, as most have had."""
        if week := row.get("week"):
            return at_week(self._since, week, 2) + self._rng.uniform(0, 4) * DAY
        answered = max((move[1] for move in row.get("moves", [])), default=0)
        last = WEEKS * 7 - 3 - (answered if self._rng.random() < 0.7 else 0)
        return at_week(self._since, 0, 2) + self._rng.uniform(0, max(last - 2, 7)) * DAY

    def _moves(self, row: dict[str, Any], at: datetime) -> tuple[IdeaMove, ...]:
        found = []
        for to, days, response, *reason in row.get("moves", []):
            moment = self._office_hour(at + days * DAY)
            if moment >= self._until:
                break
            who = self._crowd.pick("answers", moment, fits=lambda persona: persona.person.role in ANSWERERS)
            found.append(
                IdeaMove(by=who.handle, at=moment, to=to, response=response, reason=reason[0] if reason else None)
            )
        return tuple(found)

    def _office_hour(self, day: datetime) -> datetime:
        return day.replace(hour=self._rng.randint(8, 16), minute=self._rng.randint(0, 59), second=0, microsecond=0)

    def _votes(self, row: dict[str, Any], at: datetime, settled: datetime, author: Persona) -> tuple[IdeaVote, ...]:
        found: list[IdeaVote] = []
        for _ in range(round(row["wanted"] * self._rng.uniform(0.8, 1.15))):
            moment = self._after(at, 18)
            if moment >= min(settled, self._until):
                continue
            but = [author.handle, *(vote.by for vote in found)]
            who = self._crowd.pick("reads", moment, but=but, fits=self._may_vote)
            if who.person.joined < moment and self._may_vote(who):
                self._spent[who.handle] = self._spent.get(who.handle, 0) + 1
                found.append(IdeaVote(by=who.handle, at=moment))
        return tuple(sorted(found, key=lambda vote: (vote.at, vote.by)))

    def _may_vote(self, persona: Persona) -> bool:
        return not persona.staff and self._spent.get(persona.handle, 0) < MOST_VOTES

    def _comments(
        self, row: dict[str, Any], at: datetime, moves: tuple[IdeaMove, ...], author: Persona
    ) -> tuple[IdeaComment, ...]:
        said = [self._remark(line, at, moves) for line in row.get("says", [])]
        if self._rng.random() < row["wanted"] / 30:
            said.append((self._after(at, 15), self._decks.draw("remarks", load("ideas")["remarks"])))
        found: list[IdeaComment] = []
        for moment, words in said:
            if moment < self._until:
                but = [author.handle, *(comment.by for comment in found)]
                who = self._crowd.pick("reads", moment, but=but, fits=lambda persona: not persona.staff)
                found.append(IdeaComment(by=who.handle, at=moment, body=words))
        return tuple(sorted(found, key=lambda comment: (comment.at, comment.by)))

    def _remark(self, line: str, at: datetime, moves: tuple[IdeaMove, ...]) -> tuple[datetime, str]:
        """Return when a line is said; one marked "@2 " waits for the second move, and if need be for ever."""
        if not line.startswith("@"):
            return self._after(at, 12), line
        mark, words = line[1:].split(" ", 1)
        number = int(mark)
        return (self._after(moves[number - 1].at, 3) if number <= len(moves) else self._until), words

    def _after(self, at: datetime, days: float) -> datetime:
        """Return a moment some days after `at`, most of them soon."""
        return (at + days * self._rng.expovariate(1) * DAY).replace(microsecond=0) + timedelta(minutes=2)
