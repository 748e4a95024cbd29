"""Every formula and constant in use, read from the code that uses it, so that the page cannot fall behind."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from community.kernel import page_views, statistics
from ideas import rules as ideas
from kb_harvest import scoring as harvest
from reputation import influence, record
from reputation import scoring as reputation
from voc.engagement import eligibility
from voc.engagement import scoring as engagement
from voc.listening import cleaning, lexicon, scoring
from voc.listening import measure as sentiment

from . import evidence, health, measures, resampling, response


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One subject: how it is computed, and the constants with the values that the code uses today."""

    id: str
    title: Any
    says: Any
    formulas: tuple[str, ...]
    constants: tuple[tuple[str, str], ...]


def _shown(value: Any) -> str:
    """Return a constant as a page prints it."""
    if isinstance(value, timedelta):
        return f"{value / timedelta(days=1):g} d"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(one)}" for name, one in value.items())
    if isinstance(value, list | tuple | range):
        return ", ".join(_shown(one) for one in value)
    return str(value)


def _constants(module: Any, names: str) -> tuple[tuple[str, str], ...]:
    """Return the named constants of a module with their values; a name that is gone is an error."""
    return tuple((name, _shown(getattr(module, name))) for name in names.split())


def _words(valences: Iterable[tuple[str, float]]) -> str:
    return ", ".join(f"{word} {value:+g}" for word, value in valences)


_GENERAL: Final = Section(
    id="general",
    title=_l("Conventions of all numbers"),
    says=_l(
        "Weeks are ISO weeks of the business time zone, Monday 00:00 to Monday 00:00. A number of a week uses what "
        "happened before the week's end, as visible as it is today. A number without a denominator is missing, not 0. "
        "Employees, bots and what is hidden are not counted; employees stand beside. Imported facts count when they "
        "happened."
    ),
    formulas=(
        "Wilson: ((p + z²/2n) ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)",
        "quantile: linear interpolation between ranks (type 7)",
    ),
    constants=(
        ("Z95", _shown(statistics.Z95)),
        *_constants(measures, "OK_FROM LOW_FROM WIDER_WEEKS DECIMALS"),
        ("CONTRIBUTING", _shown(evidence.CONTRIBUTING)),
        ("WAITING", _shown(evidence.WAITING)),
        ("ROBOT", page_views.ROBOT.pattern),
        ("SAME_VISIT_SECONDS", _shown(page_views.SAME_VISIT_SECONDS)),
    ),
)
_HEALTH: Final = Section(
    id="health",
    title=_l("Community health index (CHI-O), our own design"),
    says=_l(
        "Six factors, each 0.5 at its norm, in a geometric mean: no factor can be bought off by another. Members, "
        "content and traffic compare the last four weeks with the long memory; interaction is smoothed; responsiveness "
        "and liveliness are the week's own. An opening without a reply by another person counts 0 in the week in which "
        "its expected time ran out. A reply by an employee makes an opening answered and adds no term. A factor with "
        "too little behind it is left out, and the weights of the others grow to 1."
    ),
    formulas=(
        "content C = Σ P·log2(1 + V) over topics; traffic T = Σ V",
        "responsiveness R = mean of 1/(1 + g/τ), overdue openings 0",
        "interaction I = mean of u^(2/3)·d^(1/3) over topics; liveliness L = mean of p/(p + 50) over boards",
        "cut at expm1(median + 3·1.4826·MAD) of log1p over the 26 weeks before",
        "smoothed s = Σ λ^k·x(w−k) / Σ λ^k, k = 0…49",
        "q(M, C, T) = (short + 1)/((short + 1) + (s + 1)); q(I) = s/(s + 3); q(R) = R; q(L) = L",
        "CHI = 1000·Π max(0.01, q)^w",
        "points of a factor = w·ln(q/0.5)·(CHI − 500)/ln(CHI/500)",
    ),
    constants=(
        *_constants(health, "VERSION TAU_MINUTES DECAY MEMORY HALF_POINT NORM_INTERACTION FLOOR WEIGHTS NEEDED"),
        *_constants(health, "WINSOR_WEEKS WINSOR_FROM WINSOR_WIDTH SHORT_WEEKS NEEDED_WEEKS NEEDED_FACTORS"),
        *_constants(health, "NEEDED_IN_PART CONCERN_BELOW VERY_GOOD_ABOVE WARNING_FALL WARNING_MEAN_WEEKS"),
        *_constants(health, "WARNING_WEEKS LAGS NEEDED_PAIRS"),
        *_constants(resampling, "REPLICATES PERCENTILES"),
    ),
)
_RESPONSE: Final = Section(
    id="response",
    title=_l("First responses"),
    says=_l(
        "From a question to the first reply by another person who is no bot, on the wall clock, as of the week's end. "
        "Unanswered questions past the target are misses, younger ones are left out. The honest median counts those "
        "who still wait (Kaplan and Meier 1958). A reply older than its question is an error and left out."
    ),
    formulas=("S(t) = Π (1 − answered at tᵢ / waiting at tᵢ); the honest median is the first t with S(t) ≤ 0.5",),
    constants=_constants(response, "TARGET_HOURS STRETCH_HOURS BIN_EDGES"),
)
_SENTIMENT: Final = Section(
    id="sentiment",
    title=_l("Sentiment"),
    says=_l(
        "Each voice is cleaned, cut into sentences and scored by VADER 3.3.2 with our words for support talk; each "
        "author has one vote a week."
    ),
    formulas=(
        "compound = s/√(s² + 15), the mean over a voice's sentences that are not neutral, by their words",
        "net sentiment = 100·(n₊ − n₋)/n; interval with one pseudo-count a class: 100·(d ± 1.96·√((p₊ + p₋ − d²)/m))",
    ),
    constants=(
        ("METHOD_VERSION", scoring.METHOD_VERSION),
        ("MOST_WORDS", _shown(cleaning.MOST_WORDS)),
        *_constants(sentiment, "Z OK_FROM LOW_FROM"),
        ("CHANGED", _words(lexicon.CHANGED.items())),
        ("PHRASE_WORDS", _words(lexicon.PHRASE_WORDS.items())),
        ("EMOJI", _words(lexicon.EMOJI.items())),
        ("REMOVED", ", ".join(sorted(lexicon.REMOVED))),
    ),
)
_REPUTATION: Final = Section(
    id="reputation",
    title=_l("Points and standing"),
    says=_l("Points are additive and permanent; standing decays and weighs what helped."),
    formulas=(
        "weight of an event = 0.5^(age in days / 180); sat(x, h) = x/(x + h)",
        "standing = 100·(0.10·sat(A, 60) + 0.30·sat(S, 10) + 0.25·sat(U, 8) + 0.20·Q + 0.15·O)",
        "S = accepted answers + 1/3 of “this worked for me”, at most three an answer",
        "Q = Wilson's lower bound of kudos and votes among these, down-votes and “it did not work”",
    ),
    constants=(
        *_constants(reputation, "POINTS CAPPED DAY_CAP QUALIFYING_LENGTH QUALIFYING_A_DAY CONFIRMATIONS_AN_ANSWER"),
        *_constants(reputation, "PAIR_MOST PAIR_WINDOW_DAYS HALF_LIFE_DAYS TERMS RANKS"),
        *_constants(record, "CONFIRMATION HARVEST"),
    ),
)
_INFLUENCE: Final = Section(
    id="influence",
    title=_l("Influence"),
    says=_l("Who helped whom in 365 days: an edge leads from the asker to the answerer, repeated help is damped."),
    formulas=(
        "edge = 1 + log2(count)",
        "ER(A) = (1 − d) + d·Σ ER(u)·share of u's help that came from A",
        "z = (a − q)/√(a + q)",
    ),
    constants=_constants(influence, "DAMPING TOLERANCE MOST_ROUNDS DECIMALS"),
)
_ENGAGEMENT: Final = Section(
    id="engagement",
    title=_l("Watch list"),
    says=_l("Whom staff look after first; what is not known is left out, and the weights of the rest grow to 1."),
    formulas=("W = 100·V^a·R^b·P^c", "R = log10(1 + F1 + 0.1·F2)/log10(1 + 10^6), inside log10(1 + A)/log10(1 + 10^4)"),
    constants=(
        *_constants(engagement, "VALUE_OF PRIOR FLOOR MOST_FOLLOWERS MOST_INSIDE"),
        ("PRESETS", _shown({name: [getattr(w, f.name) for f in fields(w)] for name, w in engagement.PRESETS.items()})),
        *_constants(eligibility, "WATCHED_FROM VALUABLE_FROM FAMOUS_FROM EXPERT_FROM OPEN_FOR MOST_BY_RULE"),
    ),
)
_HARVEST: Final = Section(
    id="harvest",
    title=_l("Articles: what is worth harvesting"),
    says=_l("The score of a topic as a candidate for an article; its five terms are printed."),
    formulas=(
        "score = 100·(0.30·resolution + 0.25·demand + 0.20·quality + 0.15·pain + 0.10·gap)",
        "demand = v / (v + 200), v: views by people in 90 days; pain = p / (p + 5), p: others with the same trouble",
    ),
    constants=_constants(harvest, "WEIGHTS BY_GRADE HALF_DEMAND DEMAND_DAYS HALF_PAIN MOST_STANDING"),
)
_IDEAS: Final = Section(
    id="ideas",
    title=_l("Ideas"),
    says=_l("How hot an idea is, and how many votes a person has."),
    formulas=("hotness = (5·votes + 3·comments)/(age in hours + 2)^1.4 over seven days",),
    constants=_constants(ideas, "VOTE_BUDGET VOTE_WEIGHT COMMENT_WEIGHT HEAD_START_HOURS GRAVITY RECENT OPEN_SETS"),
)
SECTIONS: Final = (
    *(_GENERAL, _HEALTH, _RESPONSE, _SENTIMENT, _REPUTATION),
    *(_INFLUENCE, _ENGAGEMENT, _HARVEST, _IDEAS),
)
