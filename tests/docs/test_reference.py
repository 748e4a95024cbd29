"""The docs against the code: what has a name is documented, and what is documented exists."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from community.app import load_house
from community.cli import cli
from community.kernel import config, events
from community.kernel.api.mcp.tools import tools

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {room.name for room in load_house().rooms}
REFERENCE = (ROOT / "docs" / "reference.md").read_text()


def commands(group: click.Group, prefix: str = "groundswell") -> list[str]:
    """Return every command below the group, by its full name."""
    found = []
    for name, command in group.commands.items():
        full = f"{prefix} {name}"
        found += commands(command, full) if isinstance(command, click.Group) else [full]
    return found


def section(title: str) -> set[str]:
    """Return the names in the first column of a section's table."""
    text = REFERENCE.split(f"## {title}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def test_every_setting_is_documented_and_no_other():
    known = {f"GROUNDSWELL_{f.name.upper()}" for f in fields(config.Settings)}

    documented = section("Settings")

    assert documented == known


def test_every_command_is_documented_and_no_other():
    known = set(commands(cli))

    documented = section("Commands")

    assert documented == known


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("Permissions", set(load_house().permissions)),
        ("Jobs", {job.name for job in load_house().jobs}),
        ("Consumers", {consumer.name for consumer in load_house().consumers} | {"search"}),
        ("Events", {kind for kind in events.KINDS if kind.partition(".")[0] in ROOMS}),
    ],
)
def test_every_name_of_the_rooms_is_documented_and_no_other(title, known):
    documented = section(title)

    assert documented == known


def test_every_operation_of_the_api_is_documented_and_no_other(savepoint_app):
    with savepoint_app.app_context():
        known = {f"{verb.upper()} {path}" for path, verbs in savepoint_app.spec["paths"].items() for verb in verbs}

    documented = section("API")

    assert documented == known


def test_every_tool_of_language_models_is_documented_and_no_other(savepoint_app):
    with savepoint_app.app_context():
        known = set(tools())

    documented = section("MCP tools")

    assert documented == known


def test_every_link_between_the_docs_leads_somewhere():
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("**/*.md")]

    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert broken == []
