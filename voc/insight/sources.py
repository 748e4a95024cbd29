"""What the measures of one week are computed from, and how a figure becomes a published measure."""

from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from community.kernel.weeks import Week
from voc.listening.queries import voices_between
from voc.listening.rows import VoiceRow

from . import addresses, questions, weekly
from .evidence import Span, span_of
from .health_report import HealthReport, health_of
from .measures import WIDER_WEEKS, Figure, Measure, Wider, hash_of, rounded
from .questions import Question
from .specs import Spec
from .weekly import Sums


class Sources:
    """The sources of one week, each read once and only if it is asked for."""

    def __init__(self, week: Week, zone: ZoneInfo) -> None:
        self.week, self.zone = week, zone
        self._voices: dict[int, list[VoiceRow]] = {}

    @cached_property
    def health(self) -> HealthReport:
        return health_of(self.week, self.zone)

    @cached_property
    def _questions(self) -> list[Question]:
        span = self.span(max(WIDER_WEEKS))
        return questions.asked_between(span.start, span.end)

    @cached_property
    def began(self) -> weekly.Beginnings:
        return weekly.beginnings(self.zone)

    def has_begun(self, source: str) -> bool:
        """Tell whether a source had told anything by this week."""
        first: Week | None = getattr(self.began, source)
        return first is not None and first <= self.week

    def span(self, weeks: int = 1) -> Span:
        """Return the weeks that end with this one."""
        return span_of(self.week.back(weeks), self.zone)

    def sums(self, weeks: int = 1) -> list[Sums]:
        return list(self.health.past.sums[-weeks:])

    def questions(self, weeks: int = 1) -> list[Question]:
        start = self.span(weeks).start
        return [q for q in self._questions if q.asked_at >= start]

    def voices(self, weeks: int = 1) -> list[VoiceRow]:
        if weeks not in self._voices:
            span = self.span(weeks)
            self._voices[weeks] = voices_between(span.start, span.end)
        return self._voices[weeks]


def made(
    name: str, spec: Spec, sources: Sources, figure: Figure, *, status: Any, why: str, wide: tuple[Wider, ...] = ()
) -> Measure:
    """Return the measure of a figure; what may not be shown has no value and says why."""
    shown = figure.value is not None and status in ("ok", "low_n")
    return Measure(
        name=name,
        label=str(spec.label),
        kind=spec.kind,
        value=rounded(figure.value) if shown else None,
        unit=spec.unit,
        n=figure.n,
        low=rounded(figure.low) if shown else None,
        high=rounded(figure.high) if shown else None,
        status=status,
        why=why,
        definition_version=spec.version,
        inputs_hash=hash_of([name, spec.version, sources.week.key, figure.inputs]),
        rows_url=_rows_url(name, spec, sources.week),
        wider=wide,
    )


def _rows_url(name: str, spec: Spec, week: Week) -> str | None:
    """Return where a number opens to its rows; an index opens to its factors."""
    if spec.missing is not None:
        return None
    return addresses.health(week) if spec.unit == "index" else addresses.rows(name, week)
