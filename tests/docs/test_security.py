"""The page about the safety of accounts names tests that exist, and leaves no item without an answer."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PAGE = (TESTS.parent / "docs" / "security.md").read_text()
ROWS = [row.strip("| ").split(" | ") for row in PAGE.splitlines() if re.match(r"\| (\d|nobody)", row)]


def test_every_test_that_is_named_exists():
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", PAGE)

    missing = [f"{file}::{test}" for file, test in named if f"def {test}" not in (TESTS / file).read_text()]

    assert len(named) > 40
    assert missing == []


def test_every_item_is_done_or_says_why_not():
    silent = [row[0] for row in ROWS if len(row) < 2 or not row[1].strip()]

    assert len(ROWS) > 50
    assert silent == []
