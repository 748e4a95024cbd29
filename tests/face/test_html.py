"""Every page is valid HTML, says the checker of the W3C (Nu Html Checker); one run of it looks at all of them."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from browser import scene
from browser.standing import Standing
from browser.test_pages import PAGES
from flask import Flask, g
from house import index
from support import databases

from community.kernel.web.limits import limiter

JAR = Path(__file__).parents[1] / "node/node_modules/vnu-jar/build/dist/vnu.jar"
BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")  # a run of seconds, and pages nested deeply
PATIENCE_SECONDS = 240
BROKEN = "<!doctype html><html lang=en><title>A page</title><p id=a><p id=a><form><form></form><img src=x>"
# Our templates go down to h3; in what order people put the headings of their own words is theirs.
OF_PROSE = re.compile(r"The heading “h[456]” .* skipping")


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that reads a folder of pages and tells their errors as JSON."""
    java = shutil.which("java")
    if java is None:
        databases.missing("The HTML checker", "java is not installed")
    if not JAR.is_file():
        databases.missing("The HTML checker", "vnu.jar is not there; run `npm ci --ignore-scripts` in tests/node")
    return [str(java), *BRIEFLY, "-jar", str(JAR), "--errors-only", "--format", "json", "--exit-zero-always"]


@pytest.fixture(scope="module")
def pages(checker: list[str], standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Every page that the browser tests look at, as its reader gets it."""
    limiter.enabled = False
    with standing.copy(tmp_path_factory.mktemp("html")) as (app, community), app.app_context():
        index.bring_up()
        return {f"{reader or 'visitor'} {page}": _got(app, community, reader, page) for reader, page in PAGES}


def _got(app: Flask, community: scene.Community, reader: str, page: str) -> str:
    client = app.test_client()
    if reader:
        client.set_cookie("session", community.cookies[reader])
    g.__dict__.clear()  # the reader of the page before is remembered there
    answer = client.get(community.places.get(page, page))
    assert answer.status_code < 500
    assert answer.mimetype == "text/html"
    return str(answer.text)


@pytest.fixture(scope="module")
def errors(checker: list[str], pages: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the checker has to say, each line with its page; a broken one is among them."""
    folder, pages = tmp_path_factory.mktemp("checked"), {**pages, "broken": BROKEN}
    names = {f"{number}.html": page for number, page in enumerate(pages)}
    for name, page in names.items():
        (folder / name).write_text(pages[page], encoding="utf-8")
    ran = subprocess.run([*checker, str(folder)], capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True)
    said = json.loads(ran.stderr)["messages"]
    ours = [m for m in said if not OF_PROSE.match(m["message"])]
    return [f"{names[Path(m['url']).name]}: {m['message']} [{m.get('extract', '').strip()}]" for m in ours]


def test_every_page_is_valid(pages, errors):
    found = [line for line in errors if not line.startswith("broken: ")]

    assert len(pages) >= 90
    assert found == []


def test_a_page_that_is_not_valid_is_seen(errors):
    found = [line for line in errors if line.startswith("broken: ")]

    assert any("Duplicate ID" in line for line in found)
    assert any(re.search(r"form.*element", line) for line in found)
