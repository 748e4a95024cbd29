"""How a question goes on: others have it too, somebody asks back, somebody is wrong, somebody knows."""

from typing import Any

from community.sample.model import Closure, Topic
from community.sample.people import Persona
from community.sample.phrasing import Phrasing, join
from community.sample.telling import Telling
from community.sample.thread import Thread
from community.sample.words import load

ENDS = ["mark"] * 45 + ["words"] * 21 + ["unanswered"] * 9 + ["open"] * 25  # dealt like cards: shares hold


def is_member(persona: Persona) -> bool:
    """Accept plain members."""
    return persona.person.role == "member"


def is_agent(persona: Persona) -> bool:
    """Accept the support team."""
    return persona.person.role == "agent"


class Conversation:
    """One question on its way to an end; each step may add posts to the thread."""

    def __init__(self, thread: Thread, problem: dict[str, Any]):
        self.thread = thread
        self.telling: Telling = thread.telling
        self.asker = thread.opening.author
        self.words = Phrasing(thread, problem)
        self.wrong: tuple[Persona, str] | None = None

    def tell(self, end: str) -> None:
        """Let the conversation run towards `end`; it stays open where time or knowledge runs out."""
        if self.words.opinion:
            end = "open"
        if end == "unanswered":
            self._bump()
            return
        self._me_too()
        if self.telling.chance(0.42):
            self._ask_back()
        if self.telling.chance(0.27):
            self._guess_wrong()
        answer, helper = self._answer()
        self.thread.outcome = "open" if self.thread.replies else "unanswered"
        if answer and helper:
            self._after(answer, helper, end)
        if self.words.opinion:
            self.thread.outcome = None

    def _bump(self) -> None:
        self.thread.outcome = "unanswered"
        if self.telling.chance(0.25):
            line = self.telling.draw("bump", load("questions")["bump"]["words"])
            self.thread.say(self.asker, line, hours=40, under=0)

    def _me_too(self) -> None:
        for _ in range(self.telling.rng.choice((0, 1, 2, 2, 3) if self.words.hot else (0, 0, 0, 1))):
            line = self.words.also()
            if line:
                text = join(self.words.line("metoo", "intro"), line)
                self.thread.say(self.thread.helper(fits=is_member), text, hours=1.6, under=self._below(0, 0.4))

    def _below(self, number: int, share: float) -> int | None:
        """Return the post to comment on, in `share` of all cases, or None for a post of its own."""
        return number if self.telling.chance(share) else None

    def _ask_back(self) -> None:
        helper, under = self.thread.helper(), self._below(0, 0.55)
        question, answer = self.words.of("ask", self.words.variant) or ("", "")
        opening = self.words.greeting(helper) if self.telling.chance(0.5) else self.words.line("ask", "intro")
        asked = self.thread.say(helper, join(opening, question), hours=1.4, under=under)
        if asked and self.telling.chance(0.88):
            reply = self.thread.named(join(self.words.line("ask", "reply"), answer), helper)
            self.thread.say(self.asker, reply, hours=1.2, under=under)

    def _guess_wrong(self) -> None:
        helper = self.thread.helper(fits=is_member)
        guess, refusal = self.words.own("wrong") or ("", "")
        number = self.thread.say(helper, join(self.words.line("wrong", "intro"), guess), hours=1.5)
        if not number:
            return
        self.wrong = (helper, guess)
        if self.telling.chance(0.75):
            text = self.thread.named(join(self.words.line("wrong", "refute"), refusal), helper)
            self.thread.say(self.asker, text, hours=1.6, under=self._below(number, 0.5))

    def _answer(self) -> tuple[int | None, Persona | None]:
        words = self.words
        if not words.of("fix", words.variant):
            words.variant = 3 - words.variant
        fix = words.of("fix", words.variant)
        if not fix:
            return None, None
        helper = self.thread.helper(fits=is_agent) if words.for_staff else self.thread.helper()
        opening = words.greeting(helper)
        if self.wrong and self.telling.chance(0.6):
            wrong_one, guess = self.wrong
            opening = self.thread.named(f"> {guess}\n\n{words.line('correct', 'intro')}", wrong_one)
        text = self._explain(opening, words.of("cause", words.variant), fix, words.farewell(helper))
        return self.thread.say(helper, text, hours=3.0 if helper.staff else 2.2), helper

    def _explain(self, opening: str, cause: str, fix: str, close: str) -> str:
        shape = self.telling.rng.random()
        if shape < 0.2:
            return join(opening, fix, close)
        if shape < 0.5:
            return join(opening, cause, fix, close)
        paragraphs = [opening, cause, fix, close]
        if shape < 0.65:
            paragraphs = [join(opening, fix), join(cause, close)]
        elif shape < 0.8:
            quote = "" if opening.startswith(">") else f"> {self.thread.opening.slots['symptom']}"
            paragraphs = [quote, join(opening, cause), join(fix, close)]
        return "\n\n".join(part.strip() for part in paragraphs if part)

    def _after(self, answer: int, helper: Persona, end: str) -> None:
        if self.telling.chance(0.28):
            self._second_voice(helper, answer)
        if end == "open":
            self._leave_open(helper, answer)
        else:
            self._solve(end, answer, helper)
        if self.telling.chance(0.38):
            self._chat(answer, helper)
        if self.thread.outcome != "open" and self.telling.chance(0.24):
            late = self.thread.helper(fits=is_member)
            self.thread.say(late, self.words.line("late", "words"), hours=150, under=self._below(answer, 0.5))

    def _second_voice(self, helper: Persona, answer: int) -> None:
        who = self.thread.helper(fits=lambda persona: not persona.staff)
        other = self.words.of("fix", 3 - self.words.variant)
        if not other or self.telling.chance(0.3):
            self.thread.say(who, self.words.line("add", "disagree"), hours=3, under=answer)
        else:
            text = self.thread.named(join(self.words.line("add", "intro"), other), helper)
            self.thread.say(who, text, hours=3)

    def _leave_open(self, helper: Persona, answer: int) -> None:
        if not self.telling.chance(0.66):
            return
        self.thread.say(self.asker, self.words.line("open_end", "words"), hours=14, under=self._below(answer, 0.5))
        if self.telling.chance(0.55):
            agent = helper if is_agent(helper) else self.thread.helper(fits=is_agent)
            self.thread.say(agent, self.words.line("open_end", "handoff"), hours=6)

    def _solve(self, end: str, answer: int, helper: Persona) -> None:
        thread = self.thread
        speaks = end == "words" or self.telling.chance(0.66)
        said = self._say_solved(answer, helper) if speaks else None
        if end == "mark" and (said or not speaks) and not thread.over:
            thread.accept(answer)
        if said and self.telling.chance(0.28):
            thread.say(helper, self.words.line("welcome", "words"), hours=4, under=said)

    def _say_solved(self, answer: int, helper: Persona) -> int | None:
        parts = [self.words.worked(), self.words.line("solved", self.thread.opening.mood)]
        if self.telling.chance(0.3):
            parts.reverse()
        said = self.thread.say(
            self.asker, self.thread.named(join(*parts), helper), hours=9, under=self._below(answer, 0.55)
        )
        self.thread.confirmed_in = said
        self.thread.outcome = "words" if said else "open"
        return said

    def _chat(self, answer: int, helper: Persona) -> None:
        who = self.thread.helper(fits=lambda persona: not persona.staff)
        if helper.staff or self.telling.chance(0.7):
            self.thread.say(who, self.words.line("chat", "words"), hours=8, under=answer)
            return
        question, reply = self.words.pair("chat")
        if self.thread.say(who, question, hours=8, under=answer):
            self.thread.say(helper, reply, hours=5, under=answer)


def point_to(thread: Thread, other: Topic) -> None:
    """End a question with a pointer to the topic that holds the answer, and close it."""
    telling, words = thread.telling, load("replies")["dup"]
    helper = thread.helper(fits=lambda persona: persona.answers > 2)
    text = telling.draw("dup", words["words"]).replace("{other}", other.title)
    number = thread.say(helper, text, hours=2)
    thread.outcome = "open" if number else "unanswered"
    if number and telling.chance(0.6):
        thread.say(thread.opening.author, telling.draw("dup/reply", words["reply"]), hours=4, under=number)
    if number and not thread.over:
        closer = telling.crowd.pick(
            "answers", thread.now, fits=lambda persona: persona.person.role in ("agent", "editor", "mvp")
        )
        thread.closure = Closure(at=thread.now, by=closer.handle, reason="Duplicate", duplicate_of=other.number)
        thread.outcome = "duplicate"
