"""An import that is killed in the middle and run again gives what an undisturbed one gives."""

import os
import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest
from flask import current_app

from tests.porting import communities
from tests.porting.canonical import canonical, facts
from tests.porting.invented_site import invented_site
from tests.porting.running import start_import
from tests.shared_data import FOLDER

FULL = os.environ.get("PROVE") == "full"
KILLS = 20 if FULL else 2
SEED = 11


@pytest.fixture
def site(tmp_path):
    """A real dump in the whole proof where the machine has one, else an invented one."""
    real = FOLDER / "stackexchange/beer_meta"
    return real if FULL and real.exists() else invented_site(tmp_path / "brewing")


@pytest.fixture
def new_community(kind, template_url, tmp_path):
    return partial(communities.new, kind, template_url, tmp_path)


def finished(site: Path) -> float:
    """Run the import to its end; return how many seconds the writing took."""
    running = start_import(current_app.extensions["settings"], site)
    began = writing_began(running)
    output = running.communicate(timeout=120)[0]
    assert running.returncode == 0, output
    return time.monotonic() - began


def writing_began(running):
    """Wait until the import begins to write."""
    for line in running.stdout:
        if line.startswith("Writing"):
            return time.monotonic()
    pytest.fail(f"the import ended before it wrote anything, with {running.wait()}")


def killed(site: Path, after: float) -> int:
    """Kill an import some seconds after it began to write; return how many facts it leaves."""
    running = start_import(current_app.extensions["settings"], site)
    writing_began(running)
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    return facts()


@pytest.mark.prove
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kills", [KILLS], ids=[f"{KILLS}-kills"])
def test_import_killed_at_a_random_moment_and_run_again_equals_an_undisturbed_one(
    kind, new_community, site, kills, record_property
):
    moments = random.Random(SEED)
    with new_community():
        seconds = finished(site)
        undisturbed, all_facts = canonical(), facts()
    left = []

    for _ in range(kills):
        with new_community():
            left.append(killed(site, moments.uniform(0, 0.8 * seconds)))
            finished(site)
            assert canonical() == undisturbed

    in_the_middle = sum(0 < number < all_facts for number in left)
    record_property("proven", ["killed imports run again", kind, f"{kills} kills, {in_the_middle} amid writing"])
    assert in_the_middle
