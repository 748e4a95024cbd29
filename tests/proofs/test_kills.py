"""Web and worker are killed at random moments while people post: what was acknowledged is there, once."""

import random
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial

import pytest
from proofs.conftest import Proven
from proofs.installation import Installation, child_named, children, kill, wait_for
from proofs.posting import Client, place, posting
from sqlalchemy import func, select, text
from support import databases

from community.forum.models import Board, Daily, Post
from community.forum.recounts import recount
from community.kernel import db as kernel_db

VICTIMS = ("web", "web", "answering", "worker", "worker", "both")
LONGEST_PEACE_SECONDS = 3.0
SEED = 20261122


def _living(run: int) -> dict[str, list[int]]:
    """Return the processes of each kind of victim that lives at this moment."""
    web, worker = child_named(run, "web"), child_named(run, "worker")
    answering = list(children(web)) if web else []
    victims = {"web": [web], "answering": answering, "worker": [worker], "both": [web, *answering, worker]}
    return {name: [pid for pid in pids if pid] for name, pids in victims.items() if any(pids)}


def _kill_at_random(run: subprocess.Popen[bytes], kills: int, clients: Sequence[Client]) -> Counter[str]:
    """Kill whoever lives at random moments: some in the middle of starting up, some once posts come through again."""
    chance, victims = random.Random(SEED), Counter[str]()
    while victims.total() < kills:
        if chance.random() < 0.5:
            wait_for(partial(_posts_come, clients, _acknowledged(clients)), "a post is acknowledged between two kills")
        time.sleep(chance.uniform(0, LONGEST_PEACE_SECONDS))
        living = _living(run.pid)
        victim = chance.choice([name for name in VICTIMS if name in living] or [""])
        victims[victim] += sum(kill(pid) for pid in living.get(victim, ())) > 0
        assert run.poll() is None, "the one who looks after web and worker is gone"
    return victims


def _acknowledged(clients: Sequence[Client]) -> int:
    return sum(len(client.acknowledged) for client in clients)


def _posts_come(clients: Sequence[Client], before: int) -> bool:
    return _acknowledged(clients) > before


def _bodies() -> Counter[str]:
    with kernel_db.reading() as session:
        return Counter(session.scalars(select(Post.body).where(Post.body.startswith("unique"))))


def _sums() -> list[tuple[object, ...]]:
    """Return what the daily projection holds, each board's days added up: when a post came is not the same twice."""
    counts = [func.sum(column) for column in (Daily.topics, Daily.answers, Daily.comments)]
    sums = select(Board.slug, *counts).join(Board, Board.id == Daily.board_id).group_by(Board.slug)
    with kernel_db.reading() as session:
        return [tuple(row) for row in session.execute(sums.order_by(Board.slug))]


def _stop(run: subprocess.Popen[bytes]) -> int:
    run.terminate()
    return run.wait(60)


def _said(*commands: subprocess.CompletedProcess[str]) -> str:
    return "".join(command.stdout + command.stderr for command in commands)


def _integrity(kind: str) -> str:
    if kind != "sqlite":
        return "ok"
    with kernel_db.reading() as session:
        return str(session.scalar(text("PRAGMA integrity_check")))


def _sums_undisturbed(calm: Installation, counts: list[int]) -> list[tuple[object, ...]]:
    """Return what the daily projection holds when the same posts come to an empty database and nobody is killed."""
    with calm.app.app_context():
        where = place(calm.app)
        with calm.serving() as run:
            with posting(calm.port, where, counts):
                pass
            _stop(run)
        assert calm.command("catch-up").returncode == 0
        return _sums()


@pytest.mark.prove
@pytest.mark.timeout(2400)
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True)
def test_acknowledged_posts_survive(
    kills: int, kind: str, installation: Installation, second_installation: Installation, proven: Proven
) -> None:
    where = place(installation.app)

    with installation.serving() as run:
        with posting(installation.port, where) as clients:
            victims = _kill_at_random(run, kills, clients)
        ended = _stop(run)
    caught_up = installation.command("catch-up")
    checked = installation.command("rebuild", "--all", "--check")

    acknowledged = [body for client in clients for body in client.acknowledged]
    assert (ended, caught_up.returncode, checked.returncode) == (0, 0, 0), _said(caught_up, checked)
    assert _bodies() == Counter(acknowledged) == Counter(set(acknowledged))
    assert sum(mended for _, mended in recount()) == 0
    assert _integrity(kind) == "ok"
    assert _sums() == _sums_undisturbed(second_installation, [len(client.acknowledged) for client in clients])
    proven("web and worker killed while four clients post", victims.total(), "kills")
    proven("... posts acknowledged, each there exactly once", len(acknowledged), "posts")
    proven("... forms sent again with their token, one post each", sum(c.sent_again for c in clients), "forms")
    proven("... consumers equal to a rebuild, and to no kills", len(checked.stdout.splitlines()), "consumers")
