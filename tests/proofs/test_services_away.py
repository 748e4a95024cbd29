"""The database goes away and comes back, and Redis is not there: readers get a sentence, and nothing is lost."""

import random
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import pytest
from proofs.conftest import Proven, whole
from proofs.installation import Installation, answers, fetch, free_port, wait_for
from proofs.posting import BUSY, Client, place, posting
from proofs.wire import Wire, wire_to
from sqlalchemy import select
from support import databases

from community.forum import addresses
from community.forum.models import Post
from community.kernel import db as kernel_db

SENTENCES = ("Nothing was changed; please try again", "nothing you had saved before is lost")
on_postgresql = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)


@dataclass
class Away:
    """A way in which PostgreSQL leaves its clients alone."""

    name: str
    database: str
    wire: Wire

    def go(self) -> None:
        if self.name == "unreachable":
            self.wire.cut()
        else:
            where = f"datname = '{self.database}' AND pid <> pg_backend_pid()"
            databases.administer(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {where}")

    def come_back(self) -> None:
        if self.name == "unreachable":
            self.wire.mend()


def _bodies() -> Counter[str]:
    with kernel_db.reading() as session:
        return Counter(session.scalars(select(Post.body).where(Post.body.startswith("unique"))))


@pytest.mark.prove
@pytest.mark.timeout(1200)
@on_postgresql
@pytest.mark.parametrize("away", ["unreachable", "terminating"] if whole() else ["terminating"])
def test_acknowledged_posts_survive_a_database_that_goes_away(
    away: str, cuts: int, installation: Installation, proven: Proven
) -> None:
    url, chance, said = urlsplit(installation.settings.database_url), random.Random(5), list[tuple[int, str]]()
    where = place(installation.app)

    with wire_to(str(url.hostname), url.port or 5432) as wire:
        through = urlunsplit(url._replace(netloc=f"{url.username}@127.0.0.1:{wire.port}"))
        installation.environ["GROUNDSWELL_DATABASE_URL"] = through
        server = Away(away, url.path[1:], wire)
        with installation.serving() as run:
            with posting(installation.port, where) as clients:
                for _ in range(cuts):
                    time.sleep(chance.uniform(0.2, 1.5))
                    server.go()
                    said.append(fetch(installation.port, "/forum/topics"))
                    time.sleep(chance.uniform(0, 1))
                    server.come_back()
                    wait_for(lambda: answers(installation.port, "/forum/topics"), "pages come again by themselves")
            run.terminate()
            ended = run.wait(60)
        caught_up = installation.command("catch-up")
        checked = installation.command("rebuild", "--all", "--check")

    acknowledged = [body for client in clients for body in client.acknowledged]
    assert (ended, caught_up.returncode, checked.returncode) == (0, 0, 0)
    assert _bodies() == Counter(acknowledged) == Counter(set(acknowledged))
    assert all(status == 200 or (status in BUSY and any(s in page for s in SENTENCES)) for status, page in said)
    assert away == "terminating" or {status for status, _ in said} <= {500, 503}
    proven(f"database {away} while four clients post", cuts, "times")
    proven(f"... posts acknowledged around a database {away}", len(acknowledged), "posts")


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("redis", ["refusing", "silent"])
def test_pages_and_posts_work_without_redis(redis: str, installation: Installation, silent_port: int) -> None:
    port = free_port() if redis == "refusing" else silent_port
    installation.environ["GROUNDSWELL_REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
    where = place(installation.app)

    with installation.serving("web"):
        with posting(installation.port, where, [1, 1, 1, 1]) as clients:
            pass
        pages = [fetch(installation.port, path)[0] for path in ("/", where.topics[0][1], "/accounts/sign-in")]

    assert [len(client.acknowledged) for client in clients] == [1, 1, 1, 1]
    assert pages == [200, 200, 200]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_limits_hold_without_redis(installation: Installation) -> None:
    installation.environ["GROUNDSWELL_REDIS_URL"] = f"redis://127.0.0.1:{free_port()}/0"
    where = place(installation.app)
    topic_id, address, _ = where.topics[0]
    client = Client(installation.port, 0, where)

    with installation.serving("web"):
        form = client.read_form(address, where.cookies[0][0])
        reply = form | {"body": "The same form over and over."}
        taken = [client.send(addresses.topic_act(topic_id, "reply"), reply, form["cookie"]) for _ in range(31)]

    assert taken == [True] * 30 + [False]
    assert client.refusals == {429: 1}
