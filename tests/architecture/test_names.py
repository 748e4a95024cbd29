"""One word runs through everything: what belongs to a room begins with the room's name."""

import types
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from support import databases

from community.app import create_app, load_house
from community.kernel import events
from community.kernel.db import Model
from community.kernel.events import Event
from community.kernel.files import resource
from tests.architecture.source_tree import FLOORS, room_of

ROOMS = load_house().rooms
# Words that people type and scripts rely on.
SHORT_COMMANDS = {
    "user": {"accounts"},
    "import": {"porting"},
    "evaluate": {"listening", "reputation"},
    "memo": {"insight"},
}
PLAIN = (int, bool, float)


def word(module: str) -> str:
    """Return the one word of the room that `module` belongs to."""
    return (room_of(module) or "nowhere").rpartition(".")[2]


def our_events() -> list[type[Event]]:
    return [cls for cls in events.KINDS.values() if room_of(cls.__module__)]


def carries_no_text(annotation: Any) -> bool:
    """Tell whether values of this type are ids, numbers or codes, several ids, or those of several tables."""
    origin = get_origin(annotation)
    if origin is Literal:
        return all(isinstance(a, str | int) for a in get_args(annotation))
    if origin in (Union, types.UnionType):
        return all(a is type(None) or carries_no_text(a) for a in get_args(annotation))
    if origin is tuple:
        return get_args(annotation) in ((int, ...), (int | None, ...))
    if origin is Mapping:  # ids by table
        return get_args(annotation) == (str, tuple[int, ...])
    return annotation in PLAIN


def test_there_are_rooms_events_and_tables_to_look_at():
    assert {"kernel", "accounts", "forum", "search"} <= {room.name for room in ROOMS}
    assert len(our_events()) > 10
    assert len(Model.registry._class_registry) > 10


def test_rooms_are_listed_from_the_ground_up():
    floor = {name.rpartition(".")[2]: number for number, names in enumerate(FLOORS) for name in names}

    numbers = [floor[room.name] for room in ROOMS]

    assert numbers == sorted(numbers)


def test_table_names_begin_with_their_room():
    tables = [(m.class_.__module__, m.local_table.name) for m in Model.registry.mappers]

    strangers = [name for module, name in tables if room_of(module) and not name.startswith(f"{word(module)}_")]

    assert strangers == []


def test_event_kinds_begin_with_their_room():
    strangers = [cls.kind for cls in our_events() if not cls.kind.startswith(f"{word(cls.__module__)}.")]

    assert strangers == []


@pytest.mark.parametrize("cls", our_events(), ids=lambda c: c.kind)
def test_event_carries_ids_numbers_and_codes_only(cls):
    hints = get_type_hints(cls)

    talkative = [f.name for f in fields(cls) if not carries_no_text(hints[f.name])]

    assert talkative == []


@pytest.mark.parametrize("annotation", [str, str | None, datetime, dict[str, int], tuple[str, ...], list[int], Any])
def test_text_in_an_event_is_seen(annotation):
    assert not carries_no_text(annotation)


@pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
def test_what_a_room_offers_begins_with_its_name(room):
    jobs = [job.name for job in room.jobs]
    consumers = [consumer.name for consumer in (*room.projections, *room.actors)]
    named = [*jobs, *consumers, *room.permissions]

    strangers = [name for name in named if not name.startswith(f"{room.name}.")]

    assert strangers == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
def test_blueprints_and_their_addresses_bear_the_room_s_name(room):
    names = {blueprint.name for blueprint in room.blueprints}
    prefixes = {b.url_prefix for b in room.blueprints if not b.name.endswith("_api")}

    assert names <= {room.name, f"{room.name}_api"}
    assert prefixes <= {f"/{room.name}"}


@pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
def test_commands_bear_the_room_s_name_or_a_short_one(room):
    strangers = [
        c.name for c in room.commands if c.name != room.name and room.name not in SHORT_COMMANDS.get(c.name or "", ())
    ]

    assert strangers == []


def test_projections_write_only_tables_of_their_room():
    strangers = [
        f"{p.name} writes {t.name}"
        for room in ROOMS
        for p in room.projections
        for t in p.tables
        if not t.name.startswith(f"{room.name}_")
    ]

    assert strangers == []


def test_template_folders_are_rooms():
    folders = {p.name for p in resource("templates").iterdir() if p.is_dir()}

    assert folders <= {room.name for room in ROOMS} | {"_macros", "errors", "static", "style"}


def test_every_door_and_guard_names_a_known_permission(tmp_path):
    app = create_app(databases.settings_for(f"sqlite:///{tmp_path}/none.db", tmp_path))
    known = load_house().permissions

    guarded = {getattr(view, "permission", None) for view in app.view_functions.values()} - {None}
    doors = {item.permission for item in load_house().nav} - {""}

    assert doors
    assert guarded | doors <= set(known)
