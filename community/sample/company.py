"""Larkspan, an invented maker of home energy systems: its boards, versions, and the half year that it has had."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from community.sample.model import Board, Incident, Tag

NAME = "Larkspan"
WEEKS = 26

BOARDS = (
    Board(
        key="announcements",
        name="Announcements",
        visibility="public",
        description="News from Larkspan: releases, maintenance, incidents, question hours.",
    ),
    Board(
        key="getting-started",
        name="Getting started",
        visibility="public",
        description="Mounting, wiring and pairing: everything before the first kilowatt-hour.",
    ),
    Board(
        key="hub-and-app",
        name="Hub and app",
        visibility="public",
        description="The hub, its network and updates, and the app on phone and web.",
    ),
    Board(
        key="solar-and-batteries",
        name="Solar and batteries",
        visibility="public",
        description="Panels, Glide inverters and Perch batteries.",
    ),
    Board(
        key="ev-charging",
        name="EV charging",
        visibility="public",
        description="Roost chargers, surplus charging, cards and schedules.",
    ),
    Board(
        key="integrations",
        name="Integrations",
        visibility="public",
        description="Local API, MQTT, webhooks, and everything you build on them.",
    ),
    Board(
        key="plans-and-billing",
        name="Plans and billing",
        visibility="public",
        description="Sky, Flock, tariffs and invoices.",
    ),
    Board(
        key="lounge",
        name="The lounge",
        visibility="members",
        kind="social",
        description="Hello, my setup, the weather, and whatever else. For members only.",
    ),
    Board(key="mvp", name="MVP circle", visibility="mvp", description="MVPs and the team among themselves."),
    Board(
        key="staff", name="Staff room", visibility="staff", description="Handovers, wording, and what we see coming."
    ),
)

TAGS = tuple(
    Tag(name=name, description=description)
    for name, description in {
        "android": "The app on Android.",
        "app": "The app on phone and web.",
        "automation": "Rules and home automation.",
        "battery": "Perch batteries.",
        "billing": "Invoices, payments, refunds.",
        "charging": "Charging at home.",
        "cloud": "The cloud side of things.",
        "error-code": "A code such as E34 or E52.",
        "ethernet": "Everything with a network cable.",
        "ev": "The car's side of charging.",
        "export-limit": "Limits for feeding in.",
        "feather": "The Feather clamp meter.",
        "firmware": "Versions and updates of the hub.",
        "flock": "The Flock programme.",
        "history-data": "Graphs, exports, gaps.",
        "hub": "Hub 2 and Hub 3.",
        "installation": "Mounting and wiring.",
        "inverter": "Glide and other inverters.",
        "ios": "The app on iOS.",
        "local-api": "The API on the hub itself.",
        "mqtt": "MQTT topics and brokers.",
        "notifications": "Push messages and mails.",
        "outage": "The cloud is away.",
        "pairing": "Bringing two devices together.",
        "sky-plan": "The Sky plan.",
        "solar": "Panels and yield.",
        "tariff": "Electricity tariffs and prices.",
        "wifi": "Wireless network.",
    }.items()
)

# (days since the start, version)
FIRMWARE = (
    (-90, "4.6.2"),
    (9.3, "4.7.0"),
    (37.4, "4.7.1"),
    (56.2, "4.8.0"),
    (60.6, "4.8.1"),
    (83.4, "4.9.0"),
    (99.4, "4.9.1"),
    (127.4, "4.10.0"),
    (156.4, "4.10.1"),
    (170.4, "4.11.0"),
)
APP = ((-60, "5.8.0"), (44, "5.9.0"), (92, "5.9.2"), (144.7, "5.9.4"), (162.4, "6.0.0"), (171, "6.0.1"))

# Moments (week, day, hour) after which a sentence marked "@moment" may be said.
MOMENTS = {
    "481": (8, 4, 15),
    "account": (9, 3, 14),
    "restored": (15, 3, 8),
    "report": (16, 2, 12),
    "options": (20, 4, 16),
    "hour": (21, 2, 18),
}


@dataclass(frozen=True)
class Wave:
    """An incident or a launch: when it begins, how many topics it adds, how fast it fades, and its tone."""

    name: str
    week: int
    day: int
    hour: int
    topics: int
    fade_days: float
    lasts_days: int
    moods: tuple[tuple[str, float], ...]


CROSS = (("angry", 7), ("puzzled", 2), ("polite", 2), ("terse", 2))
GLAD = (("happy", 7), ("polite", 2), ("chatty", 2))

WAVES = {
    "pairing": Wave("Firmware 4.8.0 breaks the link to the Feather", 8, 1, 4, 66, 3.2, 13, CROSS),
    "perch15": Wave("Launch of the Perch 15", 12, 1, 9, 20, 4, 13, GLAD),
    "outage": Wave("Cloud outage INC-0412", 15, 1, 12, 58, 2.2, 9, CROSS),
    "price": Wave("Price of the Sky plan", 20, 0, 11, 68, 4.0, 13, CROSS),
    "app6": Wave("Launch of app 6.0", 23, 1, 9, 20, 4, 13, GLAD),
}


def at_week(since: datetime, week: int, day: int = 0, hour: int = 0) -> datetime:
    """Return the moment `week` weeks, `day` days after `since`, on the full `hour` UTC."""
    start = since.replace(hour=0, minute=0, second=0, microsecond=0)
    return start + timedelta(days=7 * week + day, hours=hour)


def version(since: datetime, at: datetime, releases: tuple[tuple[float, str], ...]) -> str:
    """Return the latest version that was out at `at`."""
    days = (at - since) / timedelta(days=1)
    return [name for day, name in releases if day <= days][-1]


def incidents(since: datetime) -> tuple[Incident, ...]:
    """Return the waves of the half year with their dates."""
    found = []
    for key, wave in WAVES.items():
        starts = at_week(since, wave.week, wave.day, wave.hour)
        found.append(Incident(key=key, name=wave.name, starts=starts, ends=starts + timedelta(days=wave.lasts_days)))
    return tuple(found)
