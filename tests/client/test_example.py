"""The example in the docs is a program that runs."""

import textwrap
from pathlib import Path

import pytest
from support import databases, people
from support.clients import token_of
from support.settled import settle

from community.kernel.db import db

PAGE = Path(__file__).resolve().parents[2] / "docs" / "integrators.md"
ADDRESS = "https://community.example"


def example():
    """Return the first program of the chapter."""
    chapter = PAGE.read_text().split("## A client in Python\n")[1]
    lines = chapter[chapter.index("    import os") :].splitlines()
    end = next(number for number, line in enumerate(lines) if line and not line.startswith("    "))
    return textwrap.dedent("\n".join(lines[:end]))


@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True)
def test_example_asks_answers_is_refused_and_mirrors(address, monkeypatch, capsys):
    agent, board = people.member("Abel Agent", role="agent"), people.board("Hub and app")
    people.topic(board, people.member("Ines Asker"), "Who has a manual?")
    settle()
    db.session.rollback()
    monkeypatch.setenv("GROUNDSWELL_TOKEN", token_of(agent))
    program = example()
    assert ADDRESS in program

    exec(compile(program.replace(ADDRESS, address), str(PAGE), "exec"), {})

    said = capsys.readouterr().out
    assert "Who has a manual?" in said
    assert "too short" in said
    assert "forum.topic_started" in said
    assert "quicker" not in said
