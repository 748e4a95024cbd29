"""Which words suit a conversation: those of its problem, and phrases that fit its board and temper."""

import re
from typing import Any

from community.sample.people import Persona
from community.sample.thread import Thread
from community.sample.words import load

PAPER_BOARD = "plans-and-billing"
TECHNICAL = re.compile(
    r"\blog\b|4\.\d|firmware|\{fw\}|\{hub\}|electrician|restart|cable|\bpart\b|cabinet|hardware|engineers|reproduce|manual|menu|hub"
    r"|cellar|version|Settings|weather|parents|sun\b"
)
SORROW = re.compile(r"sorry|patience|wait|afraid|trouble", re.IGNORECASE)
FOR_OPINIONS: dict[tuple[str, ...], str] = {
    ("add", "disagree"): "disagree",
    ("open_end", "words"): "words",
    ("open_end", "handoff"): "handoff",
}
FOR_PAPER: dict[tuple[str, ...], str] = {("open_end", "words"): "paper", ("open_end", "handoff"): "handoff_paper"}
CROSS_WAVES = ("pairing", "outage", "price")


class Phrasing:
    """The words at hand in one thread about one problem."""

    def __init__(self, thread: Thread, problem: dict[str, Any]):
        self._thread = thread
        self._telling = thread.telling
        self._problem = problem
        self._untold = list(problem["also"])
        self._paper = thread.opening.board == PAPER_BOARD
        self.opinion = bool(problem.get("opinion"))
        self.for_staff = problem.get("answered_by") == "agent"
        self.hot = thread.opening.incident in CROSS_WAVES
        self.variant: int = self._telling.draw(f"{problem['key']}/variant", [1, 2])

    def line(self, *path: str) -> str:
        """Return a phrase; nothing about cables where it is about money, no sorrow without need."""
        lines: Any = load("replies")
        for name in self._turn(path):
            lines = lines[name]
        if self._paper:
            lines = [line for line in lines if not TECHNICAL.search(line)]
        if not self.hot and self._thread.opening.mood != "angry":
            lines = [line for line in lines if not SORROW.search(line)]
        phrase: str = self._telling.draw(f"{'/'.join(path)}/{len(lines)}", lines)
        return phrase

    def _turn(self, path: tuple[str, ...]) -> tuple[str, ...]:
        if self.opinion and (path in FOR_OPINIONS or path[0] in ("open", "close")):
            return ("opinion", FOR_OPINIONS.get(path, path[0]))
        return (path[0], FOR_PAPER[path]) if self._paper and path in FOR_PAPER else path

    def pair(self, name: str) -> tuple[str, str]:
        """Return a question below an answer, and what its author says to that."""
        first, second = self._telling.draw(f"pair/{name}", load("replies")[name]["pairs"])
        return first, second

    def greeting(self, who: Persona) -> str:
        """Return how this person opens an answer."""
        return self.line("open", tone(who))

    def farewell(self, who: Persona) -> str:
        """Return how this person ends an answer."""
        return self.line("close", tone(who))

    def own(self, part: str) -> Any:
        """Return a line of the problem itself that may be said now; empty when there is none."""
        lines = self._problem[part]
        return self._telling.draw(f"{self._problem['key']}/{part}", lines, self._thread.now)

    def worked(self) -> str:
        """Return what the asker says when the answer given here has helped."""
        key, lines = f"{self._problem['key']}/worked", self._problem["worked"]
        said: str = self._telling.draw(key, lines, self._thread.now, self.variant)
        return said

    def of(self, part: str, variant: int) -> Any:
        """Return what belongs to the first or second answer; empty when it can't be said yet."""
        found = self._telling.allowed(self._problem[part][variant - 1 : variant], self._thread.now)
        return found[0] if found else ""

    def also(self) -> str:
        """Return what somebody with the same problem says, once per thread."""
        told = self._telling.allowed(self._untold, self._thread.now)
        if not told:
            return ""
        line: str = self._telling.rng.choice(told)
        self._untold = [other for other in self._untold if not other.endswith(line)]
        return line


def tone(who: Persona) -> str:
    """Return which manner of speaking a role has."""
    return {"member": "member", "mvp": "mvp"}.get(who.person.role, "agent")


def join(*parts: str) -> str:
    """Return the parts as one paragraph; a greeting with a comma, and regards, stand on lines of their own."""
    text = ""
    for part in filter(None, parts):
        gap = "" if not text or part.startswith("\n") else "\n\n" if text.endswith((",", "\n")) else " "
        text += gap + part
    return text
