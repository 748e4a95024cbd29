"""The fields of a customer record, and how each value is written; pure."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, Literal

from community.kernel.errors import Refused

Field = Literal[
    "organisation",
    "tier",
    "contract_value",
    "arpu",
    "loyalty_level",
    "repurchase_on",
    "repurchase_likelihood",
    "last_activity",
    "account_owner",
    "followers",
    "second_degree",
    "external_score",
]
TIERS: Final = ("platinum", "gold", "silver", "bronze", "none")
MOST_FOLLOWERS: Final = 10**10
MOST_SCORE: Final = 100
LONGEST_TEXT: Final = 200
_AMOUNT: Final = re.compile(r"(\d{1,15}(?:\.\d{1,2})?)(?: ([A-Z]{3}))?", re.ASCII)


def read_values(cells: Mapping[str, str]) -> dict[Field, str]:
    """Return the values in their stored form; an empty cell says nothing, and one that is no value is refused."""
    values = {field: read(cells[field]) for field, read in READ.items() if cells.get(field)}
    if not values:
        raise Refused("it says nothing: every column with a value is empty.")
    return values


def text(cell: str) -> str:
    """Return a text that is not too long to be stored."""
    if len(cell) > LONGEST_TEXT:
        raise Refused("a text is longer than %(most)s characters.", most=LONGEST_TEXT)
    return cell


def _tier(cell: str) -> str:
    tier = cell.lower()
    if tier not in TIERS:
        raise Refused("“%(cell)s” is no tier; the tiers are %(tiers)s.", cell=cell, tiers=", ".join(TIERS))
    return tier


def _amount(cell: str) -> str:
    """Return an amount of money, with the code of its currency where one was given."""
    if not _AMOUNT.fullmatch(cell):
        raise Refused("“%(cell)s” is no amount; amounts are written like 12000 or 12000.50 EUR.", cell=cell)
    return cell


def _day(cell: str) -> str:
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError:
        raise Refused("“%(cell)s” is no day; days are written like 2026-11-22.", cell=cell) from None


def _count(cell: str) -> str:
    if not cell.isascii() or not cell.isdigit() or int(cell[:20]) > MOST_FOLLOWERS:
        raise Refused("“%(cell)s” is no number of people; it takes whole digits such as 24000.", cell=cell)
    return str(int(cell))


def _score(cell: str) -> str:
    try:
        score = float(cell)
    except ValueError:
        score = -1.0
    if not 0 <= score <= MOST_SCORE:
        raise Refused("“%(cell)s” is no score from 0 to %(most)s.", cell=cell, most=MOST_SCORE)
    return f"{score:g}"


READ: Final[Mapping[Field, Callable[[str], str]]] = {
    "organisation": text,
    "tier": _tier,
    "contract_value": _amount,
    "arpu": _amount,
    "loyalty_level": text,
    "repurchase_on": _day,
    "repurchase_likelihood": _score,
    "last_activity": _day,
    "account_owner": text,
    "followers": _count,
    "second_degree": _count,
    "external_score": _score,
}
