"""A topic while it is being told: who speaks next, when, and what has come of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from community.sample.model import Acceptance, Closure, Edit, Reply
from community.sample.people import Persona
from community.sample.rhythm import later
from community.sample.telling import Telling
from community.sample.voice import sign, speak
from community.sample.words import fill, load

SHORTEST_EDIT = timedelta(minutes=3)
SHORTEST_EDITED = 80


def may_help(persona: Persona) -> bool:
    """Accept those who answer questions: everybody but the editors and the management."""
    return persona.person.role in ("member", "mvp", "agent")


@dataclass
class Opening:
    """The first post of a topic and what stands around it."""

    board: str
    kind: str
    title: str
    tags: list[str]
    author: Persona
    at: datetime
    body: str
    subject: str
    mood: str
    slots: dict[str, str]
    incident: str | None = None
    language: str = "en"


@dataclass
class Thread:
    """A conversation in the making; time only moves on, and nothing is said after `until`."""

    telling: Telling
    opening: Opening
    now: datetime
    replies: list[Reply] = field(default_factory=list)
    voices: dict[str, Persona] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    acceptance: Acceptance | None = None
    closure: Closure | None = None
    outcome: str | None = None
    confirmed_in: int | None = None
    over: bool = False

    def helper(self, fits: Callable[[Persona], bool] = may_help) -> Persona:
        """Return somebody to answer who has not spoken here and is not the asker."""
        return self.telling.crowd.pick("answers", self.now, but=self.voices, fits=fits)

    def say(
        self, who: Persona, text: str, *, hours: float = 2.0, under: int | None = None, duty: bool = False
    ) -> int | None:
        """Add a post: an answer, or a comment under post number `under`; return its number, or None past the end.

        It comes about `hours` after the last one; who is on `duty` writes at once, at any time of the day.
        """
        at = later(self.telling.rng, self.now, hours, None if duty else who.zone, office=who.staff)
        if self.over or at >= self.telling.until or not text:
            self.over = self.over or at >= self.telling.until
            return None
        self.now = at
        self.voices[who.handle] = who
        number = len(self.replies) + 1
        body = self._words(who, text)
        self.replies.append(
            Reply(
                number=number,
                author=who.handle,
                at=at,
                parent=under,
                body=body,
                kind="answer" if under is None else "comment",
                edits=self._edits(who, body),
            )
        )
        return number

    def _words(self, who: Persona, text: str) -> str:
        asker = self.opening.author
        slots = self.opening.slots | {"asker": asker.called, "me": who.kit["me"]}
        text = fill(text.replace("@{asker}", f"@{asker.handle}"), slots)
        if who is not asker and len(text) > 160:
            text = sign(who, text, self.telling.rng)
        return speak(who, text, self.telling.rng)

    def _edits(self, who: Persona, body: str) -> tuple[Edit, ...]:
        telling, words = self.telling, load("replies")["afterthought"]
        if len(body) < SHORTEST_EDITED or not telling.chance(0.025):
            return ()
        at = (self.now + SHORTEST_EDIT * (1 + 8 * telling.rng.random())).replace(microsecond=0)
        if at >= telling.until:
            return ()
        text = fill(telling.draw("afterthought", words["words"]), self.opening.slots)
        reason = telling.draw("afterthought/why", words["reasons"])
        return (Edit(at=at, by=who.handle, body=f"{body}\n\n{text}", reason=reason),)

    def accept(self, number: int) -> None:
        """Let the asker mark reply `number`, shortly after the last word."""
        at = self.now + timedelta(seconds=self.telling.rng.randint(15, 900))
        if at < self.telling.until:
            self.acceptance = Acceptance(reply=number, by=self.opening.author.handle, at=at)
            self.outcome = "mark"
            self.now = at

    def named(self, text: str, helper: Persona) -> str:
        """Return `text` with {helper} filled."""
        return text.replace("@{helper}", f"@{helper.handle}").replace("{helper}", helper.called)
