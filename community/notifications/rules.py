"""When a mail may leave, which of several reasons counts, and whose name is said; pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, get_args
from zoneinfo import ZoneInfo

from community.kernel.announcing import Telling, Way

WAYS: Final[tuple[Way, ...]] = get_args(Way)
MAILED: Final[tuple[Way, ...]] = ("at_once", "daily", "weekly")
DIGESTS: Final[tuple[Way, ...]] = ("daily", "weekly")
GATHERED_FOR: Final = timedelta(minutes=15)
DIGEST_HOUR: Final = 8
MOST_REFUSED: Final = 3
HOURS: Final = range(24)
_DAYS: Final[Mapping[Way, int]] = {"daily": 1, "weekly": 7}


def is_quiet(moment: datetime, zone: ZoneInfo, begins: int | None, ends: int | None) -> bool:
    """Tell whether the member's clock stands in their quiet hours, which may go over midnight; its end is awake."""
    if begins is None or ends is None or begins == ends:
        return False
    hour = moment.astimezone(zone).hour
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def after_quiet(moment: datetime, zone: ZoneInfo, begins: int | None, ends: int | None) -> datetime:
    """Return the moment itself, or the first full hour of the member's clock after it that is not quiet."""
    while is_quiet(moment, zone, begins, ends):
        local = moment.astimezone(zone)
        moment += timedelta(hours=1) - timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
    return moment


def digest_after(moment: datetime, zone: ZoneInfo, way: Way, hour: int) -> datetime:
    """Return when the next digest is due on the member's clock: each day, or each Monday, at `hour`.

    An hour that the clock leaves out is due when it goes on; one that it shows twice is due the first time.
    """
    local = moment.astimezone(zone)
    day = local.date() - timedelta(days=local.weekday() if way == "weekly" else 0)
    while True:
        due = datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(moment.tzinfo)
        if due > moment:
            return due
        day += timedelta(days=_DAYS[way])


def due(way: Way, now: datetime, zone: ZoneInfo, *, quiet: tuple[int | None, int | None], hour: int) -> datetime:
    """Return when a mail that begins to gather now leaves: a quarter of an hour later, or with the next digest.

    Quiet hours count more than either: it leaves when they have ended.
    """
    moment = now + GATHERED_FOR if way == "at_once" else digest_after(now, zone, way, hour)
    return after_quiet(moment, zone, *quiet)


def strongest(tellings: Iterable[Telling], strengths: Mapping[str, int]) -> list[Telling]:
    """Return one telling for each member and occasion: of equals the first."""
    kept: dict[tuple[int, str], Telling] = {}
    for one in tellings:
        key = (one.member_id, one.occasion)
        if key not in kept or strengths[one.reason] > strengths[kept[key].reason]:
            kept[key] = one
    return list(kept.values())
