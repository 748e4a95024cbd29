"""ISO weeks of the business time zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.kernel.errors import Refused
from community.kernel.weeks import Week

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("moment", "key"), [("2026-01-01", "2026-W01"), ("2026-11-16", "2026-W47"), ("2027-01-01", "2026-W53")]
)
def test_days_lie_in_their_iso_week(moment: str, key: str) -> None:
    week = Week.of(datetime.fromisoformat(f"{moment}T12:00+00:00"), ZoneInfo("UTC"))

    assert week.key == key
    assert Week.parse(key) == week


def test_monday_midnight_in_the_zone_belongs_to_the_new_week() -> None:
    midnight = datetime(2026, 11, 15, 23, 0, tzinfo=UTC)  # Monday 00:00 in Berlin

    assert Week.of(midnight, BERLIN).key == "2026-W47"
    assert Week.of(midnight - timedelta(microseconds=1), BERLIN).key == "2026-W46"
    assert Week.parse("2026-W47").start(BERLIN) == midnight


@pytest.mark.parametrize(("key", "hours"), [("2026-W10", 167), ("2026-W44", 169), ("2026-W20", 168)])
def test_a_week_in_which_clocks_change_has_its_own_length(key: str, hours: int) -> None:
    week = Week.parse(key)

    assert week.end(NEW_YORK) - week.start(NEW_YORK) == timedelta(hours=hours)


def test_the_week_before_the_first_of_2027_is_week_53() -> None:
    assert [w.key for w in Week.parse("2027-W01").back(3)] == ["2026-W52", "2026-W53", "2027-W01"]


@pytest.mark.parametrize(
    "key", ["", "2026-47", "2025-W53", "2026-W00", "2026-W54", "26-W01", "2026-W47 ", "9999-W01", "２０２６-W01"]
)
def test_what_is_no_week_is_refused(key: str) -> None:
    with pytest.raises(Refused):
        Week.parse(key)


def test_a_year_too_far_away_is_refused_with_the_years_there_are() -> None:
    with pytest.raises(Refused, match="the years are 1000 to 2999"):
        Week.parse("9999-W52")
