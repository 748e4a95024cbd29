"""The watchlist in words: why somebody stands on it, and what each input of W rests on."""

from datetime import date, datetime

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from community.accounts.customers import Customer, Told
from community.kernel.web.wording import decimals, spelled

from .assessing import Assessed
from .eligibility import Reason
from .models import Entry
from .rows import Input
from .scoring import INPUT_DECIMALS, PRIOR, VALUE_OF
from .worth import Place

TIER_NAMES = {"platinum": "Platinum", "gold": "Gold", "silver": "Silver", "bronze": "Bronze"}


def why(person: Assessed, entry: Entry | None) -> str:
    """Return one sentence with every reason, what a person decided first."""
    said = "; ".join(_reason(reason, moment, person, entry) for reason, moment in person.facts.items())
    return f"{said[:1].upper()}{said[1:]}."


def _reason(reason: Reason, moment: datetime, person: Assessed, entry: Entry | None) -> str:
    customer = person.customer
    match reason:
        case "by_hand":
            return str(_("put on the list by hand: “%(reason)s”", reason=entry.reason if entry else ""))
        case "mvp":
            return str(_("an MVP"))
        case "score":
            return str(_("a score of 50 or more"))
        case "open_problem":
            return _open_problem(_day(moment), person)
        case "reach":
            return str(_("%(n)s followers elsewhere", n=_count(customer.followers)))
        case "social":
            return str(_("social reputation is %(p)s, 0.9 or more", p=f"{person.social:.{INPUT_DECIMALS}f}"))


def _open_problem(day: str, person: Assessed) -> str:
    if tier := _tier(person.customer):
        return str(_("a %(tier)s customer with a question open since %(day)s", tier=tier, day=day))
    value = decimals(person.value, INPUT_DECIMALS)
    return str(_("a customer of value %(value)s with a question open since %(day)s", value=value, day=day))


def inputs(person: Assessed) -> tuple[Input, Input, Input]:
    """Return the three inputs of W with what each rests on."""
    return (
        _input(person, "V", _("customer value"), "value", person.value, _value_basis(person)),
        _input(person, "R", _("reach"), "reach", person.reach, _reach_basis(person)),
        _input(person, "P", _("social reputation"), "social", person.social, _social_basis(person)),
    )


def _input(person: Assessed, letter: str, label: str, name: str, value: float | None, basis: str) -> Input:
    factor = person.score.factors.get(name)
    return Input(
        letter=letter,
        name=label,
        value=value,
        basis=basis,
        counted=factor.counted if factor else None,
        weight=factor.weight if factor else None,
    )


def _value_basis(person: Assessed) -> str:
    customer = person.customer
    if not customer.has_record:
        return str(_("matched to no customer record, which counts as %(prior)s", prior=PRIOR))
    if person.worth:
        return "; ".join(_place_basis(place) for place in person.worth.places)
    if not (tier := _tier(customer)):
        return str(_("a customer without a tier, which counts as %(value)s", value=VALUE_OF["none"]))
    return _says(f"{tier} ({customer.organisation.value})" if customer.organisation else tier, customer.tier)


def _place_basis(place: Place) -> str:
    words = {
        "contract_value": _("contract value %(value)s at percentile %(p)s of %(n)s customers", **_of(place)),
        "arpu": _("revenue per user %(value)s at percentile %(p)s of %(n)s customers", **_of(place)),
        "loyalty_level": _("loyalty level %(value)s at percentile %(p)s of %(n)s customers", **_of(place)),
    }
    return _says(str(words[place.field]), place.told)


def _of(place: Place) -> dict[str, str]:
    return {
        "value": place.told.value,
        "p": decimals(place.percentile, INPUT_DECIMALS),
        "n": spelled(f"{place.peers:,}"),
    }


def _reach_basis(person: Assessed) -> str:
    followers, second = person.customer.followers, person.customer.second_degree
    if followers:
        n, behind = _count(followers), _count(second)
        return _says(_("%(n)s followers, %(behind)s at second hand", n=n, behind=behind), followers)
    if not person.company:
        return str(_("unknown: no followers elsewhere are known, and nobody here had to do with them in 365 days"))
    return str(
        ngettext(
            "%(num)s person here answered, accepted, thanked or replied to them in 365 days",
            "%(num)s people here answered, accepted, thanked or replied to them in 365 days",
            person.company,
        )
    )


def _social_basis(person: Assessed) -> str:
    parts = []
    if person.percentile is not None:
        parts.append(str(_("expertise here at percentile %(p)s", p=decimals(person.percentile, 6))))
    if score := person.customer.external_score:
        parts.append(_says(_("%(score)s of 100", score=score.value), score))
    return "; ".join(parts) or str(_("unknown: no replies in 365 days connect them, and no outside score is known"))


def _says(what: str, told: Told | None) -> str:
    """Return a value with who says so, and as of which day."""
    if told is None:
        return what
    return str(_("%(what)s, says %(source)s as of %(day)s", what=what, source=told.source, day=_day(told.as_of)))


def _day(of: date) -> str:
    """Return a day as pages write it: 24 Mar 2026."""
    return str(format_date(of, _("d MMM y")))


def _tier(customer: Customer) -> str:
    return TIER_NAMES.get(customer.tier.value, "") if customer.tier else ""


def _count(told: Told | None) -> str:
    return spelled(f"{int(told.value):,}") if told else "0"
