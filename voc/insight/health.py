"""The community health index CHI-O v1: six factors, their scores, and one number of 10 to 1000; pure.

Our own design [OURS], anchored at norms: every factor scores 0.5 at its norm, and the index is 500 when all do.
Formulas and worked values: DOMAIN, section 1.2.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, expm1, log, log1p, log2
from statistics import median
from typing import Final, Literal

from community.kernel.statistics import spearman

VERSION: Final = "CHI-O v1"
TAU_MINUTES: Final = 1_000  # the expected response time
HALF_POINT: Final = 50  # posts per board and week at which liveliness is 0.5
NORM_INTERACTION: Final = 3.0  # the middle of 2 to 4, which support communities show
MEMORY, DECAY = 50, 0.94  # weeks remembered, and what a week weighs against the one after it
WINSOR_WEEKS, WINSOR_FROM, WINSOR_WIDTH = 26, 8, 3 * 1.4826
SHORT_WEEKS, NEEDED_WEEKS = 4, 4
FLOOR: Final = 0.01
NORM_SCORE: Final = 500
CONCERN_BELOW, VERY_GOOD_ABOVE = 400, 650
NEEDED_FACTORS, NEEDED_IN_PART = 4, 2
LEAST_INDEX, MOST_INDEX = 10, 1000
WARNING_FALL, WARNING_MEAN_WEEKS, WARNING_WEEKS = 0.10, 13, 3
LAGS: Final = range(9)
NEEDED_PAIRS: Final = 8

Factor = Literal["members", "content", "traffic", "responsiveness", "interaction", "liveliness"]
Band = Literal["concern", "steady", "very_good"]
DIAGNOSTIC: Final[tuple[Factor, ...]] = ("members", "content", "traffic")
PREDICTIVE: Final[tuple[Factor, ...]] = ("responsiveness", "interaction", "liveliness")
FACTORS: Final[tuple[Factor, ...]] = (*DIAGNOSTIC, *PREDICTIVE)
WEIGHTS: Final[Mapping[Factor, float]] = dict.fromkeys(FACTORS, 1 / 6)
# What a week must hold before its factor is evidence: weeks known, response opportunities, threads, boards.
NEEDED: Final[Mapping[Factor, int]] = {
    "members": 8,
    "content": 8,
    "traffic": 8,
    "responsiveness": 20,
    "interaction": 10,
    "liveliness": 1,
}
Series = Sequence[float | None]  # weekly values, oldest first, the week itself last; None where there was none


# ---- Raw factors ---------------------------------------------------------------------------------


def content(threads: Iterable[tuple[int, int]]) -> float:
    """Return the sum of P * log2(1 + V) over (posts, human views) of a week's threads."""
    return sum(posts * log2(1 + views) for posts, views in threads)


def response(minutes: float) -> float:
    """Return what an answer after `minutes` is worth: 1/(1+g/tau), which is 0.5 at the expected time."""
    return 1 / (1 + minutes / TAU_MINUTES)


def responsiveness(terms: float, responses: int, overdue: int) -> float | None:
    """Return the mean over response opportunities, overdue openings being 0; None without any."""
    opportunities = responses + overdue
    return terms / opportunities if opportunities else None


def interaction(participants: int, depth: int) -> float:
    """Return u^(2/3) * d^(1/3) of a thread: its people, weighted by how much they talked."""
    return float(participants ** (2 / 3) * depth ** (1 / 3))


def liveliness(posts_by_board: Sequence[int]) -> float | None:
    """Return the mean over boards of p/(p+50); None without boards."""
    if not posts_by_board:
        return None
    return sum(posts / (posts + HALF_POINT) for posts in posts_by_board) / len(posts_by_board)


# ---- Smoothing -----------------------------------------------------------------------------------


def winsorised(values: Series) -> list[float | None]:
    """Return the series with each value cut where it leaves the 26 weeks before it; the first eight stay."""
    return [_cut(value, values[max(0, n - WINSOR_WEEKS) : n]) for n, value in enumerate(values)]


def limit(before: Series) -> float | None:
    """Return the highest value that fits the weeks before: median + 3 * 1.4826 * MAD of log1p; None for under eight."""
    known = [log1p(v) for v in before if v is not None]
    if len(known) < WINSOR_FROM:
        return None
    middle = median(known)
    return expm1(middle + WINSOR_WIDTH * median(abs(v - middle) for v in known))


def _cut(value: float | None, before: Series) -> float | None:
    most = limit(before)
    return value if value is None or most is None else min(value, most)


def smoothed(values: Series) -> float | None:
    """Return the mean of the last 50 weeks, each weighing 0.94 of the next; None with fewer than four."""
    newest_first = list(reversed(values))[:MEMORY]
    known = [(DECAY**age, value) for age, value in enumerate(newest_first) if value is not None]
    if len(known) < NEEDED_WEEKS:
        return None
    return sum(weight * value for weight, value in known) / sum(weight for weight, _value in known)


def short_mean(values: Series) -> float | None:
    """Return the plain mean of the last four weeks; None if none of them is known."""
    known = [v for v in values[-SHORT_WEEKS:] if v is not None]
    return sum(known) / len(known) if known else None


# ---- Factor scores -------------------------------------------------------------------------------


def momentum(short: float, long: float) -> float:
    """Return (short+1)/((short+1)+(long+1)): 0.5 where the last weeks are like the long memory."""
    return (short + 1) / (short + long + 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A factor of one week: this week's raw value, the norm it is held against, and its score from 0 to 1.

    `score` is None where there is too little evidence; `evidence` counts what there is of the `needed`.
    """

    raw: float | None
    norm: float | None
    score: float | None
    evidence: int
    needed: int


def size_score(factor: Factor, values: Series, cut: Series) -> Score:
    """Return the score of members, content or traffic: the last four weeks against the long memory.

    `values` are as they were, `cut` winsorised; both end with the week.
    """
    short, long = short_mean(cut), smoothed(cut)
    evidence = sum(v is not None for v in values[-MEMORY:])
    score = None
    if evidence >= NEEDED[factor] and short is not None and long is not None and short + long > 0:
        score = momentum(short, long)
    return Score(raw=values[-1] if values else None, norm=long, score=score, evidence=evidence, needed=NEEDED[factor])


def responsiveness_score(value: float | None, opportunities: int) -> Score:
    """Return the score of responsiveness, which is the week's value itself: 0.5 when every gap is tau."""
    needed = NEEDED["responsiveness"]
    enough = value is not None and opportunities >= needed
    return Score(raw=value, norm=0.5, score=value if enough else None, evidence=opportunities, needed=needed)


def interaction_score(values: Series, cut: Series, threads: int) -> Score:
    """Return the score of interaction: s/(s+3) of the smoothed weeks, on the evidence of the week's threads."""
    needed, long = NEEDED["interaction"], smoothed(cut)
    score = long / (long + NORM_INTERACTION) if long is not None and threads >= needed else None
    raw = values[-1] if values else None
    return Score(raw=raw, norm=NORM_INTERACTION, score=score, evidence=threads, needed=needed)


def liveliness_score(value: float | None, boards: int) -> Score:
    """Return the score of liveliness, which is the week's value itself: 0.5 at 50 posts on every board."""
    needed = NEEDED["liveliness"]
    enough = value is not None and boards >= needed
    return Score(raw=value, norm=0.5, score=value if enough else None, evidence=boards, needed=needed)


# ---- The index -----------------------------------------------------------------------------------

Scores = Mapping[Factor, float | None]


def index(scores: Scores, factors: Sequence[Factor] = FACTORS, needed: int = NEEDED_FACTORS) -> float | None:
    """Return 1000 * product of max(0.01, q)^w over the factors with evidence; None with fewer than `needed`."""
    weights = shares(scores, factors)
    if len(weights) < needed:
        return None
    return 1000 * exp(sum(weight * log(_floored(scores[f])) for f, weight in weights.items()))


def part_index(scores: Scores, factors: Sequence[Factor]) -> float | None:
    """Return the index of three factors alone, on the same scale; it needs two of them."""
    return index(scores, factors, NEEDED_IN_PART)


def shares(scores: Scores, factors: Sequence[Factor] = FACTORS) -> dict[Factor, float]:
    """Return the weights of the factors that have evidence, renormalised to 1."""
    known = {f: WEIGHTS[f] for f in factors if scores.get(f) is not None}
    whole = sum(known.values())
    return {f: weight / whole for f, weight in known.items()}


def points(scores: Scores) -> dict[Factor, int]:
    """Return the points that each factor adds to 500 or takes from it; with 500 they sum to the rounded index.

    The index less 500 is split by the logarithmic mean, L * w * ln(q/0.5), which leaves no rest; what rounding leaves
    goes to the largest remainders.
    """
    value = index(scores)
    if value is None:
        return {}
    ratio = log(value / NORM_SCORE)
    mean = (value - NORM_SCORE) / ratio if abs(ratio) > 1e-9 else float(NORM_SCORE)
    exact = {f: mean * w * log(_floored(scores[f]) / 0.5) for f, w in shares(scores).items()}
    return _whole(exact, round(value) - NORM_SCORE)


def _whole(exact: Mapping[Factor, float], total: int) -> dict[Factor, int]:
    """Round so that the parts sum to `total`: down first, then one more for the largest remainders."""
    down = {f: int(value // 1) for f, value in exact.items()}
    ranked = sorted(exact, key=lambda f: (down[f] - exact[f], FACTORS.index(f)))
    missing = total - sum(down.values())
    return {f: down[f] + (ranked.index(f) < missing) for f in exact}


def _floored(score: float | None) -> float:
    return max(FLOOR, score or 0.0)


def band(score: float) -> Band:
    """Return the word for an index: below 400 concern, above 650 very good, steady between."""
    if score < CONCERN_BELOW:
        return "concern"
    return "very_good" if score > VERY_GOOD_ABOVE else "steady"


# ---- Warning -------------------------------------------------------------------------------------


def early_warning(predictive: Series, diagnostic: Series) -> bool:
    """Tell whether the predictive half fell 10 % below its 13-week mean for three weeks, the other not having fallen.

    Both series end with the present week; the mean is over the 13 weeks before each of the three.
    """
    first = len(predictive) - WARNING_WEEKS
    if first < WARNING_MEAN_WEEKS or not all(_fell(predictive, n) for n in range(first, len(predictive))):
        return False
    now, before = diagnostic[-1], diagnostic[first - 1]
    return now is not None and before is not None and now >= before


def _fell(values: Series, place: int) -> bool:
    value, before = values[place], values[place - WARNING_MEAN_WEEKS : place]
    known = [v for v in before if v is not None]
    if value is None or len(known) < WARNING_MEAN_WEEKS:
        return False
    return value <= (1 - WARNING_FALL) * sum(known) / len(known)


def lagged_correlations(predictive: Series, diagnostic: Series) -> dict[int, float | None]:
    """Return Spearman's rho of the predictive half with the diagnostic one 0 to 8 weeks later; None under 8 pairs."""
    return {lag: _correlation(predictive, diagnostic[lag:]) for lag in LAGS}


def _correlation(first: Series, second: Series) -> float | None:
    """Return Spearman's rho of the weeks in which both have a value; None for too few of them."""
    pairs = [(a, b) for a, b in zip(first, second, strict=False) if a is not None and b is not None]
    return spearman(*zip(*pairs, strict=True)) if len(pairs) >= NEEDED_PAIRS else None
