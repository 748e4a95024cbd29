"""The memo's rules that need no database: its states, its limits, what may be signed; pure."""

from collections.abc import Sequence
from typing import Final, Literal, get_args

from community.kernel.errors import Refused

Status = Literal["draft", "signed", "published", "unsigned"]
InsightType = Literal[
    "unexpected_use", "unexpressed_need", "partner_problem", "nagging_issue", "competitive_threat", "other"
]
Fate = Literal["open", "done", "declined"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
INSIGHT_TYPES: Final[tuple[InsightType, ...]] = get_args(InsightType)
FATES: Final[tuple[Fate, ...]] = get_args(Fate)

MOST_HEADLINE_WORDS: Final = 25
MOST_QUOTES: Final = 3
MOST_NUMBERS: Final = 8
REMEMBERED: Final = 4  # editions whose asks are followed up
NOVEL_FOR: Final = 8  # editions in which a subject was not chosen, to be new again
WITHDRAWN: Final = "[withdrawn]"
LONGEST_TEXT: Final = 1_000
LONGEST_OWNER: Final = 100


def checked_headline(text: str) -> str:
    """Return the headline on one line; refuse one of more than 25 words."""
    words = text.split()
    if len(words) > MOST_HEADLINE_WORDS:
        numbers = {"words": len(words), "most": MOST_HEADLINE_WORDS}
        raise Refused("The headline has %(words)s words; at most %(most)s can be read aloud.", **numbers)
    return " ".join(words)


def checked_text(text: str) -> str:
    """Return what an editor wrote, within its limit."""
    return _within(text.replace("\r\n", "\n").strip(), LONGEST_TEXT)


def checked_owner(text: str) -> str:
    """Return who is asked to act, on one line."""
    return _within(" ".join(text.split()), LONGEST_OWNER)


def _within(text: str, most: int) -> str:
    if len(text) > most:
        numbers = {"most": most, "written": len(text)}
        raise Refused("The memo has two pages: at most %(most)s characters fit here, you wrote %(written)s.", **numbers)
    return text


def checked_type(text: str) -> InsightType:
    """Return the insight's type; refuse one that is not on the list."""
    for known in INSIGHT_TYPES:
        if text == known:
            return known
    raise Refused("There is no such type of insight; please choose one from the list.")


def checked_quotes(numbers: Sequence[int], known: int) -> list[int]:
    """Return the chosen quotes in the order in which they stand; refuse none where there are some, and unknown ones."""
    chosen = sorted(set(numbers))
    if any(number not in range(known) for number in chosen):
        raise Refused("One of these quotes belongs to something else; please choose among those shown with it.")
    if known and not chosen:
        raise Refused("Please choose at least one quote: the customer's own words are what is taken seriously.")
    return chosen[:MOST_QUOTES]


def ready(*, headline: str, why: str) -> None:
    """Refuse to let an edition be signed that lacks its headline or does not say why it matters."""
    if not headline:
        raise Refused("The memo needs a headline before it is signed.")
    if not why:
        raise Refused("Please say why it matters before you sign.")


def checked_fate(fate: str, reason: str) -> tuple[Fate, str]:
    """Return what became of an ask, with its reason; declining needs one."""
    said = _within(" ".join(reason.split()), LONGEST_TEXT)
    for known in FATES:
        if fate == known:
            if fate == "declined" and not said:
                raise Refused("Please say why it was declined; the next editions show it.")
            return known, said
    raise Refused("There is no such outcome; please choose one from the list.")
