"""What a room offers to the house, and the house itself: the rooms of one application."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import click
from flask import Blueprint, Flask, current_app

from .checks import ArrivalReviewer, Check, Reviewer
from .consumers import Actor, Consumer, Projection
from .jobs import Job
from .sitemaps import Sitemap
from .things import ThingKind


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
    permissions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    things: tuple[ThingKind, ...] = ()
    projections: tuple[Projection, ...] = ()
    actors: tuple[Actor, ...] = ()
    jobs: tuple[Job, ...] = ()
    commands: tuple[click.Command, ...] = ()
    flushes: tuple[Callable[[], int], ...] = ()
    sitemaps: tuple[Sitemap, ...] = ()
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
