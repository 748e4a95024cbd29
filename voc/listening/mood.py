"""How a span of time felt: net sentiment over all authors, split by place, with what could not be scored; pure."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from community.kernel.statistics import Estimate

from . import measure
from .languages import ENGLISH, UNDETERMINED
from .measure import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """As much of a voice as the index needs; `place` is a board's name, None for ideas."""

    person: Hashable
    compound: float | None
    language: str
    status: str
    place: str | None
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """Net sentiment, one vote per author, of so many scored voices; its value is None where it may not be shown."""

    counts: Counts
    voices: int
    status: str
    estimate: Estimate

    @property
    def value(self) -> float | None:
        return None if self.status in ("suppressed", "insufficient") else self.estimate.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """The whole, each place with scored voices (the most voices first), and how many texts were not scored."""

    whole: Net
    places: Sequence[tuple[str | None, Net]]
    unscored: Mapping[str, int]
    empty: int


UNREADABLE: Final = "other"  # a script that none of the known languages is written in


def net(tones: Iterable[Tone]) -> Net:
    """Return the net sentiment of the scored ones among the tones."""
    scored = [(tone.person, tone.compound) for tone in tones if tone.compound is not None]
    counts = measure.votes(scored)
    return Net(
        counts=counts,
        voices=len(scored),
        status=measure.status(counts.total),
        estimate=measure.net_sentiment(counts),
    )


def mood(tones: Sequence[Tone]) -> Mood:
    """Return how the tones feel together and place by place."""
    by_place: dict[str | None, list[Tone]] = defaultdict(list)
    for tone in tones:
        by_place[tone.place].append(tone)
    places = [(place, net(said)) for place, said in by_place.items()]
    unscored = Counter(_language(tone) for tone in tones if tone.status == "unscored")
    return Mood(
        whole=net(tones),
        places=sorted((p for p in places if p[1].voices), key=lambda p: (-p[1].voices, p[0] or "")),
        unscored=dict(sorted(unscored.items(), key=lambda pair: (-pair[1], pair[0]))),
        empty=sum(tone.status == "empty" for tone in tones),
    )


def _language(tone: Tone) -> str:
    return UNREADABLE if tone.language in (UNDETERMINED, ENGLISH) else tone.language
