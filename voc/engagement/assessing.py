"""What follows for one person from the evidence: the three inputs, W, and the reasons with their facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from community.accounts.customers import Customer, Told

from . import scoring
from .eligibility import Candidate, Reason, by_rule
from .evidence import Evidence
from .scoring import Score, Weights
from .worth import Worth

_NOTHING_TOLD = Customer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One person as assessed; `facts` are the reasons, each with the oldest fact that it rests on."""

    member_id: int
    customer: Customer
    worth: Worth | None
    percentile: float | None
    company: int
    value: float
    outside_reach: float | None
    reach: float | None
    social: float | None
    score: Score
    facts: Mapping[Reason, datetime]

    @property
    def candidate(self) -> Candidate:
        return Candidate(
            member_id=self.member_id,
            w=self.score.w,
            since=min(self.facts.values(), default=datetime.max.replace(tzinfo=UTC)),
            reasons=tuple(self.facts),
        )


def assess(member_id: int, known: Evidence, weights: Weights, at: datetime, zone: ZoneInfo) -> Assessed:
    """Return the person's inputs, score and reasons."""
    customer = known.customers.get(member_id, _NOTHING_TOLD)
    expert, company = known.expertise.get(member_id), known.company.get(member_id, 0)
    percentile = expert.percentile if expert else None
    worth, tier = known.worths.get(member_id), customer.tier.value if customer.tier else None
    value = scoring.value(tier, has_record=customer.has_record, worth=worth.value if worth else None)  # type: ignore[arg-type]
    outside = _outside_reach(customer)
    reach = scoring.reach_inside(company) if outside is None else outside
    social = scoring.social(percentile, customer.external_score.number if customer.external_score else None)
    score = scoring.score(value, reach, social, weights)
    rules = by_rule(
        w=score.w,
        value=value,
        outside_reach=outside,
        social=social,
        has_open_problem=member_id in known.open_since,
    )
    return Assessed(
        member_id=member_id,
        customer=customer,
        worth=worth,
        percentile=percentile,
        company=company,
        value=value,
        outside_reach=outside,
        reach=reach,
        social=social,
        score=score,
        facts=_facts(member_id, known, customer, rules, at, zone),
    )


def _outside_reach(customer: Customer) -> float | None:
    if customer.followers is None:
        return None
    second = customer.second_degree.number if customer.second_degree else 0
    return scoring.reach(int(customer.followers.number), int(second))


def _facts(
    member_id: int, known: Evidence, customer: Customer, rules: tuple[Reason, ...], at: datetime, zone: ZoneInfo
) -> dict[Reason, datetime]:
    """Return the reasons, those that a person gave first, each with the oldest fact behind it."""
    expert = known.expertise.get(member_id)
    helping = expert.first_help_at if expert else None
    worth = known.worths.get(member_id)
    placed = [place.told for place in worth.places] if worth else []
    told_by = (customer.tier, *placed, customer.followers, customer.external_score)
    score_rests_on = [_day(told, zone) for told in told_by if told]
    social_rests_on = [_day(told, zone) for told in (customer.external_score,) if told]
    facts: dict[Reason, datetime] = {}
    if entry := known.entries.get(member_id):
        facts["by_hand"] = entry.at
    if member_id in known.mvps:
        facts["mvp"] = known.mvps[member_id]
    for rule in rules:
        if rule == "open_problem":
            facts[rule] = known.open_since[member_id]
        elif rule == "reach" and customer.followers:
            facts[rule] = _day(customer.followers, zone)
        else:
            rests_on = score_rests_on if rule == "score" else social_rests_on
            facts[rule] = min([*rests_on, *([helping] if helping else [])], default=at)
    return facts


def _day(told: Told, zone: ZoneInfo) -> datetime:
    return _beginning(told.as_of, zone)


def _beginning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
