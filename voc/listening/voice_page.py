"""Reads of one week's page: how it felt, place by place, and a page of its voices, each with its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from community.kernel.weeks import Week

from . import queries
from .mood import Mood, Net, mood, net
from .parts import Parts, parts_of
from .queries import Choice
from .rows import VoiceRow

LONGER = (4, 13)  # weeks over which the index is offered where one week has too few authors


@dataclass(frozen=True, kw_only=True)
class VoicePage:
    """A week's voices as its page shows them; `longer` is empty where the week's own index is shown."""

    week: Week
    mood: Mood
    longer: Sequence[tuple[int, Net]]
    voices: Sequence[tuple[VoiceRow, Parts | None]]
    next_key: str | None


def voice_page(week: Week, zone: ZoneInfo, *, chosen: Choice = "all", after: str | None = None) -> VoicePage:
    """Return what the page of the week shows."""
    start, end = week.start(zone), week.end(zone)
    page = queries.voices_page(start, end, chosen=chosen, after=after)
    felt = mood(queries.tones_between(start, end))
    return VoicePage(
        week=week,
        mood=felt,
        longer=_longer(week, zone) if felt.whole.value is None else (),
        voices=[(row, parts_of(row.text) if row.status == "scored" else None) for row in page.rows],
        next_key=page.next_key,
    )


def _longer(week: Week, zone: ZoneInfo) -> list[tuple[int, Net]]:
    """Return the index over the weeks that end with this one; of one read, the last weeks are taken."""
    start = week.plus(1 - LONGER[-1]).start(zone)
    tones = queries.tones_between(start, week.end(zone))
    return [(weeks, net(t for t in tones if t.said_at >= week.plus(1 - weeks).start(zone))) for weeks in LONGER]
