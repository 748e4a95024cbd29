"""When people write: weeks that grow, business days, local hours, and how long an answer takes."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from community.sample.company import WAVES, WEEKS, at_week

DAY_WEIGHTS = (1.12, 1.08, 1.04, 1.0, 0.9, 0.58, 0.66)  # Monday to Sunday
HOUR_WEIGHTS = (
    0.6,
    0.2,
    0.1,
    0.1,
    0.1,
    0.4,
    1.2,
    2.4,
    3.6,
    4.2,
    4.4,
    4.0,
    3.6,
    3.8,
    4.0,
    4.0,
    4.2,
    4.4,
    4.8,
    5.6,
    6.0,
    5.2,
    3.4,
    1.6,
)
OFFICE = range(8, 18)
WAKING = range(7, 24)
SATURDAY = 5


def ordinary_days(rng: Random, since: datetime, count: int) -> list[datetime]:
    """Return `count` days (midnight UTC) of half a year: more from week to week, fewer on weekends."""
    days = [at_week(since, 0, day) for day in range(7 * WEEKS + 1)]
    weights = [DAY_WEIGHTS[day.weekday()] * (1 + 0.45 * index / len(days)) for index, day in enumerate(days)]
    return rng.choices(days, weights, k=count)


def wave_moments(rng: Random, since: datetime, key: str) -> list[datetime]:
    """Return when the topics of a wave are written: at once and many, then fewer."""
    wave = WAVES[key]
    starts = at_week(since, wave.week, wave.day, wave.hour)
    moments: list[datetime] = []
    while len(moments) < wave.topics:
        days = rng.expovariate(1 / wave.fade_days)
        if days < wave.lasts_days:
            moments.append(starts + timedelta(days=days))
    return moments


def hour_on(rng: Random, day: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment on `day` at an hour that is likely where the writer lives, to the second, in UTC."""
    hour = rng.choices(range(24), HOUR_WEIGHTS)[0]
    local = datetime(day.year, day.month, day.day, hour, rng.randint(0, 59), rng.randint(0, 59), tzinfo=zone)
    return local.astimezone(day.tzinfo)


def awake(at: datetime, zone: ZoneInfo) -> bool:
    """Return whether people in `zone` are up at `at`."""
    return at.astimezone(zone).hour in WAKING


def later(rng: Random, at: datetime, median_hours: float, zone: ZoneInfo | None, *, office: bool = False) -> datetime:
    """Return a moment after `at`, about `median_hours` on, when somebody in `zone` is awake (or at work)."""
    moment = at + timedelta(hours=median_hours * rng.lognormvariate(0, 1.1), seconds=rng.randint(40, 400))
    hours = OFFICE if office else WAKING
    for _ in range(9 if zone else 0):
        local = moment.astimezone(zone)
        weekend = office and local.weekday() >= SATURDAY and rng.random() < 0.85
        if local.hour in hours and not weekend:
            break
        moment += timedelta(hours=rng.uniform(9, 14) if weekend else rng.uniform(1, 4))
    return moment.replace(microsecond=0)
