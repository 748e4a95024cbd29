"""Lighthouse's marks for pages of a community that runs: `python -m benchmarks.lighthouse ADDRESS ...`.

A page is looked at as a phone on a slow network gets it. What else the machine does makes a page slower, never faster,
so that of several runs the best one counts. Lighthouse comes with `npm ci --ignore-scripts` in tests/node.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from .report import Figure, show

COMMAND = Path(__file__).parents[1] / "tests/node/node_modules/lighthouse/cli/index.js"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"
MARKS = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
PATIENCE_SECONDS = 150


def audit(address: str, marks: Sequence[str] = MARKS) -> dict[str, object]:
    """Return Lighthouse's report of one run, of these marks only."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "report.json"
        options = ["--quiet", "--output=json", f"--output-path={told}", f"--chrome-flags={FLAGS}"]
        command = ["node", str(COMMAND), address, f"--only-categories={','.join(marks)}", *options]
        browser = shutil.which("chromium") or shutil.which("google-chrome") or ""
        environment = os.environ | {"CHROME_PATH": browser}
        done = subprocess.run(
            command, env=environment, check=False, capture_output=True, text=True, timeout=PATIENCE_SECONDS
        )
        if done.returncode:
            raise RuntimeError(f"Lighthouse could not look at {address}: {done.stderr.strip()}")
        report: dict[str, object] = json.loads(told.read_text())
        return report


def marks_of(report: Mapping[str, object]) -> dict[str, int]:
    """Return the marks of a run, 0 to 100, by name."""
    categories = report["categories"]
    assert isinstance(categories, dict)
    return {name: round(100 * (told["score"] or 0)) for name, told in categories.items()}


def measure(addresses: Sequence[str], runs: int) -> Iterator[tuple[str, list[Figure]]]:
    """Yield for each page the marks of the run in which it was fastest."""
    for address in addresses:
        best = max((marks_of(audit(address)) for _ in range(runs)), key=lambda marks: marks["performance"])
        yield address, [Figure(name=name, value=mark, unit="of 100", mark=LEAST) for name, mark in best.items()]


def main() -> None:
    """Measure the pages that are named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS")
    parser.add_argument("--runs", type=int, default=3, help="how often each page is looked at")
    chosen = parser.parse_args()
    if not COMMAND.is_file():
        sys.exit("Lighthouse is not there; run `npm ci --ignore-scripts` in tests/node.")
    for title, figures in measure(chosen.addresses, chosen.runs):
        show(title, figures)


if __name__ == "__main__":
    main()
