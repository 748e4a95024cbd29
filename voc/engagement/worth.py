"""What somebody is worth among the customers, where no source names a tier: places by revenue and loyalty; pure.

DOMAIN, 3.1: consumer brands may use the percentile of revenue per user or of the loyalty tier; how the places become
one number is ours.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from community.accounts.customers import Customer, Told

from .scoring import INPUT_DECIMALS, VALUE_OF

Field = Literal["contract_value", "arpu", "loyalty_level"]
FIELDS: Final[tuple[Field, ...]] = ("contract_value", "arpu", "loyalty_level")
LEAST_PEERS: Final = 10  # among fewer a place says nothing (DOMAIN, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one value stands among the customers of whom the same is known: a mid-rank percentile, 0 to 1."""

    field: Field
    told: Told
    percentile: float
    peers: int


@dataclass(frozen=True, slots=True)
class Worth:
    """The mean of somebody's places, 0 to 1, and what it rests on."""

    value: float
    places: tuple[Place, ...]


def worths(customers: Mapping[int, Customer], nobody: Collection[int] = ()) -> dict[int, Worth]:
    """Return the worth of everybody without a tier of whom something can be compared; `nobody` are no peers."""
    known = {id_: customer for id_, customer in customers.items() if id_ not in nobody}
    places: dict[int, list[Place]] = defaultdict(list)
    for field in FIELDS:
        for id_, place in _places(field, known):
            places[id_].append(place)
    alone = {id_: tuple(found) for id_, found in places.items() if known[id_].tier is None}
    return {id_: Worth(_mean(found), found) for id_, found in alone.items()}


def _mean(places: Collection[Place]) -> float:
    return round(fmean(place.percentile for place in places), INPUT_DECIMALS)


def _places(field: Field, known: Mapping[int, Customer]) -> Iterable[tuple[int, Place]]:
    """Yield the places by one field; amounts are compared within their currency."""
    peers: dict[str, dict[int, float]] = defaultdict(dict)
    for id_, customer in known.items():
        told = getattr(customer, field)
        if told and (number := _number(field, told.value)):
            peers[number[0]][id_] = number[1]
    for values in peers.values():
        ranks = mid_ranks(values.values()) if len(values) >= LEAST_PEERS else {}
        for id_, value in values.items() if ranks else ():
            yield id_, Place(field, getattr(known[id_], field), ranks[value], len(values))


def _number(field: Field, value: str) -> tuple[str, float] | None:
    """Return a value with what it is comparable to; None for a level that is no name of our tiers, in no order."""
    if field == "loyalty_level":
        worth = VALUE_OF.get(value.strip().lower())  # type: ignore[call-overload]
        return None if worth is None else ("", worth)
    amount, _, currency = value.partition(" ")
    return currency, float(amount)


def mid_ranks(values: Collection[float]) -> dict[float, float]:
    """Return the percentile of each value: the share of smaller ones and half of the equal ones (DOMAIN, 1.2)."""
    counts: dict[float, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    ranks, less = {}, 0
    for value in sorted(counts):
        ranks[value] = (less + counts[value] / 2) / len(values)
        less += counts[value]
    return ranks
