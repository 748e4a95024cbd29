"""The knowledge base's rules that need no database: an article's state, its legal moves, limits; pure.

State is three fields (DOMAIN 11, after KCS v6): how sure we are (confidence), who may read it (audience), and how it
is looked after (governance).
"""

from collections.abc import Mapping
from typing import Literal, get_args

from community.forum.rules import checked, checked_title
from community.kernel.auth import EDITORS, VISIBILITIES
from community.kernel.errors import Refused
from community.kernel.markup import MAX_SOURCE

Confidence = Literal["wip", "not_validated", "validated", "archived"]
Audience = Literal["internal", "members", "public"]
Governance = Literal["experience", "compliance"]
Section = Literal["issue", "environment", "cause", "resolution"]
Grade = Literal["accepted", "confirmed", "likely"]

CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
GOVERNANCES: tuple[Governance, ...] = get_args(Governance)
SECTIONS: tuple[Section, ...] = get_args(Section)
GRADES: tuple[Grade, ...] = get_args(Grade)

SCOPE_OF: Mapping[str, str] = {"internal": "staff", "members": "members", "public": "public"}
CANDIDATES = frozenset({"agent"}) | EDITORS  # those who draft; editors and administrators publish too
CERTAIN: tuple[Grade, ...] = ("accepted", "confirmed")  # grades that need no second pair of eyes

LEGAL: frozenset[tuple[str, str]] = frozenset(
    {
        ("wip", "not_validated"),
        ("wip", "validated"),
        ("wip", "archived"),
        ("not_validated", "validated"),
        ("not_validated", "archived"),
        ("validated", "not_validated"),
        ("validated", "archived"),
        ("archived", "wip"),
    }
)
OF_CANDIDATES = frozenset({("wip", "not_validated")})

PARAGRAPH_LENGTH = (1, MAX_SOURCE)
MOST_PARAGRAPHS = 80


def moves_from(confidence: str, role: str) -> tuple[Confidence, ...]:
    """Return where somebody of that role may move an article that stands at `confidence`."""
    return tuple(to for to in CONFIDENCES if (confidence, to) in _allowed(role))


def checked_move(before: str, to: str, *, role: str, grade: str | None) -> None:
    """Refuse a move that is none, that the role's licence does not cover, or that its evidence does not bear."""
    if (before, to) not in LEGAL:
        raise Refused("An article cannot move there from where it stands.")
    if (before, to) not in _allowed(role):
        raise Refused("Only editors move an article there.")
    if (before, to) == ("wip", "validated") and grade not in CERTAIN:
        raise Refused("Nobody has confirmed this solution yet; send it for review first, so that somebody reads it.")


def _allowed(role: str) -> frozenset[tuple[str, str]]:
    if role in EDITORS:
        return LEGAL
    return OF_CANDIDATES if role in CANDIDATES else frozenset()


def scope_of(audience: str, board_visibility: str | None) -> str:
    """Return who may find an article, as one of VISIBILITIES: never more people than may read its source."""
    return max(SCOPE_OF[audience], board_visibility or "public", key=VISIBILITIES.index)


def checked_audience(audience: str, board_visibility: str | None) -> None:
    """Refuse an audience that is none to publish for, or one wider than that of the source's board."""
    if audience not in ("members", "public"):
        raise Refused("Publishing means that readers find it; please choose members or everybody.")
    if scope_of(audience, board_visibility) != SCOPE_OF[audience]:
        raise Refused("The topic it comes from is seen by fewer people; an article cannot be read by more.")


def checked_governance(governance: str) -> Governance:
    """Return how the article is looked after; refuse a word that names no way."""
    for known in GOVERNANCES:
        if governance == known:
            return known
    raise Refused("An article is looked after by experience or by compliance; please choose one.")


def article_title(text: str) -> str:
    """Return the title on one line; refuse one that is too short or too long."""
    return checked_title(text)


def paragraph_text(text: str) -> str:
    """Return a paragraph in its stored form; refuse it outside its limits."""
    return checked(text, PARAGRAPH_LENGTH, "A paragraph")
