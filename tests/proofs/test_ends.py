"""How the processes end: SIGTERM lets them finish what they have in hand, and nobody is left behind."""

import http.client
import signal
import socket
from urllib.parse import urlencode

import pytest
from proofs.installation import Installation, child_named, fetch, kill, wait_for
from proofs.posting import Client, Place, place
from sqlalchemy import select

from community.forum.events import PostAdded
from community.forum.models import Post
from community.kernel import clock, consumers
from community.kernel import db as kernel_db
from community.kernel.consumers import Cursor
from community.kernel.events import publish_imported

pytestmark = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


def _half_sent(installation: Installation, where: Place, text: str) -> tuple[http.client.HTTPConnection, bytes]:
    """Begin to send a reply; return the connection and the rest of the form, for which the server now waits."""
    topic_id, address, _ = where.topics[0]
    form = Client(installation.port, 0, where).read_form(address, where.cookies[0][0])
    body = urlencode({"body": text, "csrf_token": form["csrf_token"], "once": form["once"]}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=30)
    connection.putrequest("POST", f"/forum/topics/{topic_id}/reply")
    for name, value in {
        "Cookie": form["cookie"],
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
    }.items():
        connection.putheader(name, value)
    connection.endheaders(body[:10])
    return connection, body[10:]


def test_sigterm_lets_the_request_at_hand_have_its_answer(installation: Installation) -> None:
    where = place(installation.app)
    with installation.serving() as run:
        connection, rest = _half_sent(installation, where, "finished after all")

        run.terminate()
        wait_for(lambda: not child_named(run.pid, "worker"), "the worker ends, so web was asked to end as well")
        connection.send(rest)
        status = connection.getresponse().status
        connection.close()

        assert (status, run.wait(60)) == (303, 0)
    with kernel_db.reading() as session:
        assert session.scalar(select(Post.id).where(Post.body == "finished after all"))


def test_sigterm_lets_the_worker_finish_its_batch(installation: Installation) -> None:
    facts = [
        (PostAdded(post_id=n, topic_id=1, board_id=1, post_kind="answer", parent_id=None), clock.now())
        for n in range(3 * consumers.BATCH)
    ]
    with kernel_db.writing():
        publish_imported(facts)

    with installation.started("worker") as worker:
        wait_for(_has_moved, "the worker reads")
        worker.terminate()
        ended = worker.wait(60)

    assert ended == 0
    assert installation.command("rebuild", "--all", "--check").returncode == 0


def _has_moved() -> bool:
    with kernel_db.reading() as session:
        return bool(session.scalar(select(Cursor.seq).where(Cursor.name == "forum.daily")))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name)
def test_when_run_ends_its_children_end_too(number: signal.Signals, installation: Installation) -> None:
    with installation.serving() as run:
        wait_for(lambda: child_named(run.pid, "worker"), "the worker runs")

        kill(run.pid, number)
        run.wait(60)
        wait_for(lambda: not installation.processes(), "nobody is left")

        with pytest.raises(ConnectionRefusedError):
            fetch(installation.port, "/healthz")


def test_a_taken_port_is_said_before_anything_starts(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = installation.command("run", "--port", str(taken.getsockname()[1]))

    assert refused.returncode == 1
    assert "choose another with --port" in refused.stderr
    assert not installation.processes()
