"""A pytest plugin for `make prove`: the longest first, and the table of what was proven at the end.

A proof says its line by the property "proven": [what, database, how often]. One that says nothing is listed by name.
"""

import re
from typing import Any

import pytest

HEADINGS = ("what", "database", "count", "result")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what may take longest, so that no process is left alone with it at the end."""
    items.sort(key=_patience, reverse=True)


def _patience(item: pytest.Item) -> float:
    """Return the seconds that a test asks for, 0 where it asks for none of its own."""
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker else 0


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print a line for each proof that ran."""
    rows = [HEADINGS, *(row for outcome in ("passed", "failed", "error") for row in _rows(terminalreporter, outcome))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    terminalreporter.section("what was proven")
    for row in [rows[0], tuple("-" * width for width in widths), *sorted(rows[1:])]:
        terminalreporter.write_line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


def _rows(terminalreporter: Any, outcome: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for report in terminalreporter.stats.get(outcome, []):
        if outcome == "passed" and report.when != "call":
            continue
        told = getattr(report, "user_properties", ())  # a file that cannot be collected tells nothing
        said = [value for name, value in told if name == "proven"]
        rows += [(*line, outcome) for line in said or [_named(report.nodeid)]]
    return rows


def _named(nodeid: str) -> tuple[str, str, str]:
    """Return the line of a proof that said nothing: its name as a sentence, and what its parameters tell."""
    name, _, parameters = nodeid.rpartition("::")[2].partition("[")
    words = re.split(r"[-\]]", parameters)
    database = next((word for word in words if word in ("sqlite", "postgresql")), "")
    count = " ".join(word for word in words if word and word != database)
    return name.removeprefix("test_").replace("_", " "), database, count
