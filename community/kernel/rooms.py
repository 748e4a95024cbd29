"""What a room offers to the house, and the house itself: the rooms of one application."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import click
from flask import Blueprint, Flask, current_app

from .announcing import Announcement
from .auth import Viewer
from .checks import ArrivalReviewer, Check, Reviewer
from .config import Settings
from .consumers import Actor, Consumer, Projection
from .findings import Finding
from .forgetting import Walk
from .jobs import Job
from .outbox import Sender
from .personal import Personal
from .sitemaps import Sitemap
from .things import ThingKind
from .web.uploads import Upload

Stop = Callable[[], bool]
Part = Callable[[Settings, Stop], int]  # continuous work of the worker; returns how much it did
# Takes a viewer's words and files for a thing, and returns where they stand.
MailAnswer = Callable[[Viewer, int, str, tuple[Upload, ...]], str]
Look = Callable[[Settings], Finding]


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """A door in the navigation: endpoint, label (translated when shown), icon name, who sees it, and its rank.

    Doors `at_work` stand apart, below those of the community.
    """

    endpoint: str
    label: Any
    icon: str
    permission: str = ""
    rank: int = 50
    at_work: bool = False


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part that a room adds to a page of a lower one; `render(subject_id)` returns safe HTML."""

    slot: str
    render: Callable[[int], str]


@dataclass(frozen=True, kw_only=True)
class Room:
    """One room; its name is the prefix of its addresses, tables, events, jobs and permissions."""

    name: str
    blueprints: tuple[Blueprint, ...] = ()
    nav: tuple[NavItem, ...] = ()
    panels: tuple[Panel, ...] = ()
    checks: tuple[Check, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    arrivals: tuple[ArrivalReviewer, ...] = ()
    facts: str = ""  # the permission that reading its facts in the changes feed needs; without one, an administrator's
    permissions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    things: tuple[ThingKind, ...] = ()
    projections: tuple[Projection, ...] = ()
    actors: tuple[Actor, ...] = ()
    jobs: tuple[Job, ...] = ()
    commands: tuple[click.Command, ...] = ()
    flushes: tuple[Callable[[], int], ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()  # what `groundswell doctor` should look at as well
    mail_answers: Mapping[str, MailAnswer] = field(default_factory=dict)
    sitemaps: tuple[Sitemap, ...] = ()
    personal: tuple[Personal, ...] = ()
    walks: tuple[Walk, ...] = ()  # through what may hold the names of somebody who was erased and is no row
    announcements: tuple[Announcement, ...] = ()
    channels: Mapping[str, Callable[[Settings], Sender]] = field(default_factory=dict)  # ways out, for the outbox
    powers: Mapping[str, Any] = field(default_factory=dict)  # kinds that are acts of power, each with its words
    tools: tuple[str, ...] = ()  # its reading operations that language models may call, by their views' names
    open_pages: tuple[str, ...] = ()  # endpoints of the public pages that stand alone, for the sitemap


@dataclass(frozen=True)
class House:
    """All rooms of an application, from the ground up; what they offer is put together once."""

    rooms: tuple[Room, ...]

    @cached_property
    def projections(self) -> tuple[Projection, ...]:
        return tuple(p for room in self.rooms for p in room.projections)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        return tuple(a for room in self.rooms for a in room.actors)

    @cached_property
    def consumers(self) -> tuple[Consumer, ...]:
        return (*self.projections, *self.actors)

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        return tuple(j for room in self.rooms for j in room.jobs)

    @cached_property
    def things(self) -> dict[str, ThingKind]:
        return {thing.kind: thing for room in self.rooms for thing in room.things}

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return tuple(check for room in self.rooms for check in room.checks)

    @cached_property
    def reviewers(self) -> tuple[Reviewer, ...]:
        return tuple(reviewer for room in self.rooms for reviewer in room.reviewers)

    @cached_property
    def arrivals(self) -> tuple[ArrivalReviewer, ...]:
        return tuple(reviewer for room in self.rooms for reviewer in room.arrivals)

    @cached_property
    def permissions(self) -> dict[str, frozenset[str]]:
        return {name: roles for room in self.rooms for name, roles in room.permissions.items()}

    @cached_property
    def flushes(self) -> tuple[Callable[[], int], ...]:
        """Return what writes the notes that reading requests left in memory, every few seconds."""
        return tuple(flush for room in self.rooms for flush in room.flushes)

    @property
    def parts(self) -> dict[str, Part]:
        return {name: part for room in self.rooms for name, part in room.parts.items()}

    @property
    def looks(self) -> tuple[Look, ...]:
        return tuple(look for room in self.rooms for look in room.looks)

    @cached_property
    def mail_answers(self) -> dict[str, MailAnswer]:
        """Return what takes the words of a mail, by the kind of the thing that it answers."""
        return {kind: take for room in self.rooms for kind, take in room.mail_answers.items()}

    @property
    def personal(self) -> tuple[Personal, ...]:
        return tuple(personal for room in self.rooms for personal in room.personal)

    @property
    def walks(self) -> tuple[Walk, ...]:
        return tuple(walk for room in self.rooms for walk in room.walks)

    @cached_property
    def announcements(self) -> tuple[Announcement, ...]:
        return tuple(announcement for room in self.rooms for announcement in room.announcements)

    @cached_property
    def powers(self) -> dict[str, Any]:
        """Return the kinds of facts that are acts of power, each with its words for the audit log."""
        return {kind: words for room in self.rooms for kind, words in room.powers.items()}

    def senders(self, settings: Settings) -> dict[str, Sender]:
        """Return how the outbox's messages of each channel leave."""
        return {name: made(settings) for room in self.rooms for name, made in room.channels.items()}

    @property
    def sitemaps(self) -> tuple[Sitemap, ...]:
        return tuple(sitemap for room in self.rooms for sitemap in room.sitemaps)

    @property
    def open_pages(self) -> tuple[str, ...]:
        return tuple(endpoint for room in self.rooms for endpoint in room.open_pages)

    def panels(self, slot: str) -> tuple[Panel, ...]:
        """Return what the rooms add to `slot`, from the ground up."""
        return tuple(panel for room in self.rooms for panel in room.panels if panel.slot == slot)

    @cached_property
    def nav(self) -> tuple[NavItem, ...]:
        items = (item for room in self.rooms for item in room.nav)
        return tuple(sorted(items, key=lambda item: (item.at_work, item.rank)))


def init_app(app: Flask, house: House) -> None:
    """Furnish the application with its rooms."""
    app.extensions["house"] = house
    for room in house.rooms:
        for blueprint in room.blueprints:
            app.register_blueprint(blueprint)


def house() -> House:
    """Return the house of the present application."""
    found: House = current_app.extensions["house"]
    return found
