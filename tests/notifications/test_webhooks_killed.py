"""Workers are killed while they deliver: every fact arrives at least once, under one id, and none is lost."""

import os
import random
import time
from collections import defaultdict
from typing import Any

import pytest
from support import forked, people

from community.accounts.events import MemberJoined
from community.kernel import db as kernel_db
from community.kernel.events import publish
from community.notifications.webhooks import services
from tests.notifications import delivering

WHOLE = os.environ.get("PROVE") == "full"
KILLS, FACTS_A_KILL = (20, 8) if WHOLE else (3, 5)
PATIENCE_SECONDS = 120


def start(live_app: Any, watch: Any) -> Any:
    settings = live_app.extensions["settings"]
    return forked.start(delivering.work, settings.database_url, str(settings.data_dir), watch)


def arrived(receiver: Any) -> dict[int, set[str]]:
    """Return the ids under which each member's joining has arrived."""
    ids = defaultdict(set)
    for message in receiver.messages:
        ids[message["data"]["member_id"]].add(message["id"])
    return ids


def wait_for(receiver: Any, number: int, watch: Any) -> None:
    """Wait until so many facts have arrived, and let leases of the dead end meanwhile."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(arrived(receiver)) < number:
        assert time.monotonic() < deadline, f"{len(arrived(receiver))} of {number} facts arrived"
        watch.value += 5
        time.sleep(0.02)


@pytest.mark.prove
@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", [f"{KILLS}-kills-{'whole' if WHOLE else 'reduced'}"])
def test_every_fact_arrives_under_one_id_though_workers_are_killed(size, live_app, receiver, record_property):
    chance, watch, sent = random.Random(size), forked.nursery.Value("i", 0), 0
    with kernel_db.writing():
        admin = people.viewer(people.member("Ada Admin", role="admin"))
        services.add(url=receiver.url, kinds=[MemberJoined.kind], by=admin)
    worker = start(live_app, watch)

    for _ in range(KILLS):
        with kernel_db.writing():
            for number in range(sent + 1, sent + 1 + FACTS_A_KILL):
                publish(MemberJoined(member_id=1000 + number))
        sent += FACTS_A_KILL
        wait_for(receiver, sent - FACTS_A_KILL + chance.randint(0, FACTS_A_KILL), watch)
        time.sleep(chance.uniform(0, 0.02))  # the moment of a kill is what is varied here
        worker.kill()
        worker.join()
        worker = start(live_app, watch)
    wait_for(receiver, sent, watch)
    worker.kill()
    worker.join()

    ids = arrived(receiver)
    assert set(ids) == set(range(1001, 1001 + sent))
    assert [member for member, seen in ids.items() if len(seen) != 1] == []
    assert len({next(iter(seen)) for seen in ids.values()}) == sent
    kind = "sqlite" if live_app.extensions["settings"].is_sqlite else "postgresql"
    record_property("proven", ["workers killed while they deliver to a webhook", kind, f"{KILLS} kills, {sent} facts"])
