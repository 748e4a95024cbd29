"""ISO weeks of the business time zone: Monday 00:00 inclusive to the next Monday 00:00 exclusive; pure."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from .errors import Refused

_KEY = re.compile(r"([12][0-9]{3})-W([0-9]{2})")
_LIKE_A_KEY = re.compile(r"[0-9]{4}-W[0-9]{2}")


@dataclass(frozen=True, order=True)
class Week:
    """One ISO week by its Monday; `key` is 2026-W47, and keys sort as weeks do."""

    monday: date

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> Self:
        """Return the week that holds an aware moment in the zone."""
        day = moment.astimezone(zone).date()
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def parse(cls, key: str) -> Self:
        """Return the week of a key such as 2026-W47; refuse what names no week."""
        found = _KEY.fullmatch(key)
        try:
            if found:
                return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            pass
        if not found and _LIKE_A_KEY.fullmatch(key):
            raise Refused("“%(key)s” is no week that can be asked for; the years are 1000 to 2999.", key=key)
        raise Refused("“%(key)s” is no week; weeks are written like 2026-W47.", key=key)

    @property
    def key(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def number(self) -> int:
        """The week's number in its year, 1 to 53: the fixed seed of what is drawn at random for it."""
        return self.monday.isocalendar().week

    def plus(self, weeks: int) -> "Week":
        return Week(self.monday + timedelta(weeks=weeks))

    def start(self, zone: ZoneInfo) -> datetime:
        """Return the first moment of the week, in UTC."""
        return datetime.combine(self.monday, time(), zone).astimezone(UTC)

    def end(self, zone: ZoneInfo) -> datetime:
        """Return the first moment after the week, in UTC: 167 or 169 hours later where clocks change."""
        return self.plus(1).start(zone)

    def back(self, count: int) -> list["Week"]:
        """Return the `count` weeks that end with this one, oldest first."""
        return [self.plus(-n) for n in range(count - 1, -1, -1)]
