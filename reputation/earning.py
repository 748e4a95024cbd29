"""What each fact earns, and what takes it back; pure: facts in, entries of the ledger out.

An entry is never deleted. What does not count says why (`held`), what was taken back says when and why (`reversal`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from community.forum import events as forum
from community.kernel.events import Event, Fact
from ideas import events as ideas
from kb_harvest import events as kb_harvest

from .scoring import CONFIRMATIONS_AN_ANSWER, POINTS, QUALIFYING_A_DAY, effective

Thing = tuple[str, int]

SELF, ON_BEHALF, TOO_SHORT = "self", "on_behalf", "too_short"
FIVE_A_DAY, THREE_AN_ANSWER, PAIR_CAP = "five_a_day", "three_an_answer", "pair_cap"
WITHDRAWN, UNACCEPTED, MOVED_ON, HIDDEN = "withdrawn", "unaccepted", "moved_on", "hidden"
DENIAL = "CNF2-denial"  # costs nothing, and is a negative rating
ACTS = ("RAT1", "RAT2", "CNF1", "CNF2", DENIAL)  # what one person does for one author, and the pair cap bounds
THANKS = "CNF1-asker"  # what the asker earns by accepting
GIVEN = ("ACT1", *ACTS, THANKS, "RAT3", "REU1", "IDE1")  # the rules that facts of today fulfil
OF_THE_GROUP = (FIVE_A_DAY, PAIR_CAP)  # depends on what else happened that day, or between the two
SECONDS_A_DAY = 86_400


@dataclass(kw_only=True, slots=True)
class Entry:
    """One line of the ledger on its way into or out of the table (`id` None: not there yet)."""

    seq: int
    member_id: int
    rule: str
    at: datetime
    thing: Thing
    counterpart_id: int | None = None
    article_id: int | None = None
    held: str = ""
    reversed_at: datetime | None = None
    reversal: str = ""
    id: int | None = None

    @property
    def points(self) -> int:
        return POINTS[self.rule]

    @property
    def day(self) -> date:
        """The UTC day on which it was earned."""
        return self.at.date()

    @property
    def pair(self) -> tuple[int, int]:
        """The giver and the author of an act, or of the thanks for it."""
        other = self.counterpart_id or 0
        return (self.member_id, other) if self.rule == THANKS else (other, self.member_id)

    @property
    def is_between_two(self) -> bool:
        """Tell whether the pair cap bounds it."""
        return self.rule in (*ACTS, THANKS) and self.counterpart_id is not None

    @property
    def state(self) -> tuple[str, datetime | None, str]:
        """What may change of an entry later."""
        return self.held, self.reversed_at, self.reversal

    @property
    def is_open(self) -> bool:
        """Tell whether nobody took it back; a hidden post's lines are only out of sight."""
        return self.reversal in ("", HIDDEN)

    def counts(self) -> bool:
        return not self.held and not self.reversal


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """How a thing stands now: since when it is hidden, and whether its text is long enough to count as a post."""

    hidden_at: datetime | None = None
    is_long: bool = True


@dataclass
class Book:
    """The entries of some things, by thing.

    On the boards in `social` nothing is earned; what was earned before a topic came there can still be taken back.
    """

    social: Collection[int] = ()
    by_thing: dict[Thing, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def take(self, fact: Fact) -> None:
        """Enter what the fact earns, and mark what it takes back."""
        _EFFECTS[type(fact.event)](self, fact)

    def entries(self) -> Iterator[Entry]:
        return (entry for entries in self.by_thing.values() for entry in entries)

    def enter(self, fact: Fact, rule: str, member_id: int | None, thing: Thing, **more: Any) -> None:
        """Add one entry; nobody's earnings are nobody's, and what one gives oneself is held."""
        if member_id is None or getattr(fact.event, "board_id", None) in self.social:
            return
        entry = Entry(seq=fact.seq, member_id=member_id, rule=rule, at=fact.at, thing=thing, **more)
        if entry.counterpart_id == member_id:
            entry.held = SELF
        self.by_thing[thing].append(entry)

    def take_back(self, entries: Iterable[Entry], fact: Fact, why: str) -> None:
        for entry in entries:
            entry.reversed_at, entry.reversal = fact.at, why

    def still_open(self, thing: Thing, *rules: str) -> list[Entry]:
        """Return what nobody took back yet of a thing, oldest fact first."""
        found = [e for e in self.by_thing[thing] if e.rule in rules and e.is_open]
        return sorted(found, key=lambda entry: entry.seq)


def settle(entries: Iterable[Entry], states: Mapping[Thing, State]) -> None:
    """Bring the entries in line with how their things stand: hidden ones are reversed, and come back with them.

    Of an answer that anybody confirms all entries must be here, since only its first three confirmations count.
    """
    confirmations: dict[Thing, list[Entry]] = defaultdict(list)
    for entry in entries:
        state = states.get(entry.thing, State())
        if entry.is_open:
            entry.reversed_at, entry.reversal = state.hidden_at, HIDDEN if state.hidden_at else ""
        if entry.rule == "ACT1" and entry.held in ("", TOO_SHORT, FIVE_A_DAY):
            entry.held = "" if state.is_long else TOO_SHORT
        if entry.rule == "CNF2":
            confirmations[entry.thing].append(entry)
    for of_answer in confirmations.values():
        _hold_by_answer(of_answer)


def _hold_by_answer(entries: Iterable[Entry]) -> None:
    """Let the first three confirmations of one answer stand; the pair cap then looks at those alone."""
    free = [entry for entry in entries if entry.held in ("", THREE_AN_ANSWER, PAIR_CAP)]
    standing = sorted((e for e in free if not e.reversal), key=_moment)
    beyond = {entry.seq for entry in standing[CONFIRMATIONS_AN_ANSWER:]}
    for entry in free:
        if entry.seq in beyond:
            entry.held = THREE_AN_ANSWER
        elif entry.held == THREE_AN_ANSWER:
            entry.held = ""


def hold(entries: Iterable[Entry]) -> None:
    """Hold what meets a cap, among all entries of some members' days or of some pairs."""
    days: dict[tuple[int, date], list[Entry]] = defaultdict(list)
    pairs: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.rule == "ACT1":
            days[entry.member_id, entry.day].append(entry)
        elif entry.is_between_two:
            pairs[entry.pair].append(entry)
    for of_day in days.values():
        _hold_by_day(of_day)
    for of_pair in pairs.values():
        _hold_by_pair(of_pair)


def _hold_by_day(entries: Iterable[Entry]) -> None:
    """Let the first five posts count among the ACT1 entries of one member and day."""
    for place, entry in enumerate(_in_order(entries)):
        entry.held = "" if place < QUALIFYING_A_DAY else FIVE_A_DAY


def _hold_by_pair(entries: Iterable[Entry]) -> None:
    """Let at most five acts in thirty days count, one of them an accept, among the acts of one giver for one author.

    What the giver earned by an accept counts where the accept counts.
    """
    ordered = list(entries)
    acts = _in_order(entry for entry in ordered if entry.rule != THANKS)
    moments = [(entry.at.timestamp() / SECONDS_A_DAY, entry.rule == "CNF1") for entry in acts]
    for entry, counts in zip(acts, effective(moments), strict=True):
        entry.held = "" if counts else PAIR_CAP
    verdicts = {act.seq: act.held for act in acts}
    for entry in ordered:
        if entry.rule == THANKS:
            entry.held = verdicts.get(entry.seq, "")


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that take room, earliest first; the others hold nothing against what comes after them."""
    free = [entry for entry in entries if not entry.held or entry.held in OF_THE_GROUP]
    for entry in free:
        entry.held = ""
    return sorted((e for e in free if not e.reversal), key=_moment)


def _moment(entry: Entry) -> tuple[datetime, int]:
    return entry.at, entry.seq


def _thing_of(event: Any) -> Thing:
    """Return the thing that a fact about a post is about: the post, which stays itself in whatever topic it stands."""
    return ("post", event.post_id)


def looks_back_at(event: Any) -> tuple[Thing, ...]:
    """Return the things whose earlier entries the fact may change."""
    if isinstance(event, forum.KudosWithdrawn | forum.DownvoteWithdrawn):
        return (_thing_of(event),)
    if isinstance(event, forum.AnswerUnaccepted | forum.PostEdited | forum.PostHidden | forum.PostRestored):
        return (_thing_of(event),)
    if type(event) in _VERDICTS:
        return (_thing_of(event),)
    if isinstance(event, kb_harvest.ArticlePublished):
        return tuple(("post", post_id) for post_id in event.post_ids)
    if isinstance(event, ideas.VoteWithdrawn | ideas.StatusMoved | ideas.IdeaHidden | ideas.IdeaRestored):
        return (("idea", event.idea_id),)
    return ()


def _post(book: Book, fact: Fact) -> None:
    event: Any = fact.event
    book.enter(fact, "ACT1", event.by, _thing_of(event))


def _accept(book: Book, fact: Fact) -> None:
    """An accepted answer earns both; only the asker's own word counts, an import's is the asker's."""
    event: Any = fact.event
    thing, asker, author = _thing_of(event), event.asker_id, event.author_id
    held = "" if fact.imported or event.by == asker else ON_BEHALF
    book.enter(fact, "CNF1", author, thing, counterpart_id=asker, held=held)
    if not held and asker != author:
        book.enter(fact, THANKS, asker, thing, counterpart_id=author)


def _unaccept(book: Book, fact: Fact) -> None:
    event: Any = fact.event
    book.take_back(book.still_open(_thing_of(event), "CNF1", THANKS), fact, UNACCEPTED)


def _rate(book: Book, fact: Fact) -> None:
    event: Any = fact.event
    if rule := _rule_of(event):
        book.enter(fact, rule, event.author_id, _thing_of(event), counterpart_id=event.by)


def _unrate(book: Book, fact: Fact) -> None:
    """Take a vote back by the rule it was given under: the post may have been an opening then, and an answer now."""
    event: Any = fact.event
    rules = ("RAT3",) if isinstance(event, forum.DownvoteWithdrawn) else ("RAT1", "RAT2")
    _withdraw(book, fact, _thing_of(event), *rules)


def _rule_of(event: Any) -> str:
    """Return the rule of a vote; votes on comments earn nothing."""
    if event.post_kind == "comment":
        return ""
    if isinstance(event, forum.DownvoteImported):
        return "RAT3"
    return "RAT1" if event.post_kind == "answer" else "RAT2"


def _judge(book: Book, fact: Fact) -> None:
    event: Any = fact.event
    book.enter(fact, _VERDICTS[type(event)], event.author_id, _thing_of(event), counterpart_id=event.by)


def _unjudge(book: Book, fact: Fact) -> None:
    event: Any = fact.event
    _withdraw(book, fact, _thing_of(event), _VERDICTS[type(event)])


def _want(book: Book, fact: Fact) -> None:
    event: Any = fact.event
    book.enter(fact, "RAT2", event.author_id, ("idea", event.idea_id), counterpart_id=event.by)


def _unwant(book: Book, fact: Fact) -> None:
    event: Any = fact.event
    _withdraw(book, fact, ("idea", event.idea_id), "RAT2")


def _withdraw(book: Book, fact: Fact, thing: Thing, *rules: str) -> None:
    """Take back what the giver gave; of what has no giver, the newest."""
    given = [entry for entry in book.still_open(thing, *rules) if entry.counterpart_id == fact.event.by]
    book.take_back(given[-1:], fact, WITHDRAWN)


def _move(book: Book, fact: Fact) -> None:
    event: Any = fact.event
    thing = ("idea", event.idea_id)
    if event.to_status == "delivered":
        book.enter(fact, "IDE1", event.author_id, thing)
    else:
        book.take_back(book.still_open(thing, "IDE1"), fact, MOVED_ON)


def _harvest(book: Book, fact: Fact) -> None:
    """Each post that went into an article earns once, however often the article is published."""
    event: Any = fact.event
    for post_id, author_id in zip(event.post_ids, event.author_ids, strict=True):
        thing = ("post", post_id)
        if all(e.article_id != event.article_id for e in book.still_open(thing, "REU1")):
            book.enter(fact, "REU1", author_id, thing, counterpart_id=event.by, article_id=event.article_id)


def _look_again(_book: Book, _fact: Fact) -> None:
    """Nothing is earned; the thing is settled anew."""


_VERDICTS: dict[type[Event], str] = {
    forum.SolutionConfirmed: "CNF2",
    forum.SolutionConfirmationWithdrawn: "CNF2",
    forum.SolutionDenied: DENIAL,
    forum.SolutionDenialWithdrawn: DENIAL,
}
_EFFECTS: dict[type[Event], Callable[[Book, Fact], None]] = {
    forum.TopicStarted: _post,
    forum.PostAdded: _post,
    forum.PostEdited: _look_again,
    forum.PostHidden: _look_again,
    forum.PostRestored: _look_again,
    forum.AnswerAccepted: _accept,
    forum.AnswerUnaccepted: _unaccept,
    forum.SolutionConfirmed: _judge,
    forum.SolutionConfirmationWithdrawn: _unjudge,
    forum.SolutionDenied: _judge,
    forum.SolutionDenialWithdrawn: _unjudge,
    forum.KudosGiven: _rate,
    forum.KudosWithdrawn: _unrate,
    forum.DownvoteImported: _rate,
    forum.DownvoteWithdrawn: _unrate,
    ideas.VoteCast: _want,
    ideas.VoteWithdrawn: _unwant,
    ideas.StatusMoved: _move,
    ideas.IdeaHidden: _look_again,
    ideas.IdeaRestored: _look_again,
    kb_harvest.ArticlePublished: _harvest,
}
EARNING: tuple[type[Event], ...] = tuple(_EFFECTS)
