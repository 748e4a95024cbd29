"""Lighthouse's marks for the pages that most people meet first, as a phone on a slow network gets them.

Those that a busy machine does not change must hold here; `python -m benchmarks.lighthouse` measures speed as well.
"""

import shutil
from collections.abc import Mapping
from typing import Any

import pytest
from browser.windows import Windows
from proofs.conftest import proven, whole
from support import databases

from benchmarks import lighthouse

__all__ = ["proven"]

pytestmark = [pytest.mark.browser, pytest.mark.prove]

STEADY = ("accessibility", "best-practices", "seo")
PAGES = {"home": "/", "board": "board", "topic": "topic", "article": "article"}
SEEN = PAGES if whole() else {"topic": "topic"}


@pytest.fixture
def tool() -> None:
    """Skip where Lighthouse is not at hand."""
    if shutil.which("node") is None:
        databases.missing("Lighthouse", "node is not installed")
    if not lighthouse.COMMAND.is_file():
        databases.missing("Lighthouse", "it is not there; run `npm ci --ignore-scripts` in tests/node")


def wanting(report: Mapping[str, Any]) -> list[str]:
    """Return the audits that cost a mark, for whoever has to mend it."""
    weighed = {ref["id"] for name in STEADY for ref in report["categories"][name]["auditRefs"] if ref["weight"]}
    found = ((name, report["audits"][name]) for name in sorted(weighed))
    return [f"{name}: {a['score']} {a.get('displayValue', '')}" for name, a in found if (a["score"] or 0) < 1]


@pytest.mark.parametrize("page", SEEN)
def test_page_gets_good_marks(page: str, tool: None, windows: Windows, proven: Any) -> None:
    address = windows.base + windows.community.places.get(PAGES[page], PAGES[page])

    report = lighthouse.audit(address, STEADY)

    marks = lighthouse.marks_of(report)
    proven(f"Lighthouse on the {page}: {', '.join(f'{name} {mark}' for name, mark in marks.items())}", 1, "run")
    assert min(marks.values()) >= lighthouse.LEAST, (marks, wanting(report))
