"""An import that is killed in the middle and run again gives what an undisturbed one gives."""

import os
import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from tests.porting import communities
from tests.porting.canonical import canonical, facts
from tests.porting.invented_site import invented_site
from tests.porting.running import fork_import, import_dump
from tests.shared_data import FOLDER

FULL = os.environ.get("PROVE") == "full"
KILLS = 12 if FULL else 1
SEED = 11
MOST_MISSES = 20


@pytest.fixture
def site(tmp_path):
    """A real dump in the whole proof where the machine has one, else an invented one."""
    real = FOLDER / "stackexchange/beer_meta"
    return real if FULL and real.exists() else invented_site(tmp_path / "brewing")


@pytest.fixture
def new_community(kind, template_url, tmp_path):
    return partial(communities.new, kind, template_url, tmp_path)


def kill(site: Path, *, at_fact: int, later: float) -> int:
    """Kill an import some seconds after the log has `at_fact` facts; return how many it leaves."""
    running = fork_import(site)
    while facts() < at_fact and running.is_alive():
        time.sleep(0.005)
    time.sleep(later)
    running.kill()
    running.join()
    assert running.exitcode in (0, -signal.SIGKILL)
    return facts()


@pytest.mark.prove
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kills", [KILLS], ids=[f"{KILLS}-kills"])
def test_import_killed_at_a_random_moment_and_run_again_equals_an_undisturbed_one(
    kind, new_community, site, kills, record_property
):
    chance = random.Random(SEED)
    with new_community():
        import_dump(site)
        undisturbed, all_facts = canonical(), facts()
    left: list[int] = []

    while len(left) < kills or (not amid_writing(left, all_facts) and len(left) < kills + MOST_MISSES):
        with new_community():
            left.append(kill(site, at_fact=chance.randrange(all_facts), later=chance.uniform(0, 0.05)))
            import_dump(site)
            assert canonical() == undisturbed

    amid = amid_writing(left, all_facts)
    record_property("proven", ["killed imports run again", kind, f"{len(left)} kills, {amid} amid writing"])
    assert amid


def amid_writing(left: list[int], all_facts: int) -> int:
    """Return how many kills left an import half done; a quick machine is through with a small site before the kill."""
    return sum(0 < number < all_facts for number in left)
