"""Redis, where processes share what they count, never holds who somebody is: neither before nor after an erasure."""

from multiprocessing import get_context

import pytest
import redis
from house import behind_redis
from sqlalchemy import func, select
from support import databases, people

from community.accounts import services
from community.forum import addresses
from community.forum.models import Post
from community.kernel.db import db

NAME, EMAIL = "Zyzxqueline Plinkett", "zyzx.plinkett@people.example"
nursery = get_context("forkserver")


@pytest.fixture
def server():
    """A Redis of this test's own, and its address."""
    url = f"{databases.REDIS.rpartition('/')[0]}/15"
    found = redis.Redis.from_url(url)
    try:
        found.flushdb()
    except redis.RedisError as error:
        databases.missing("Redis", error)
    yield found, url
    found.flushdb()
    found.close()


def everything(server):
    """Return what stands in Redis: each key with its value, in small letters."""
    read = {b"string": server.get, b"hash": server.hgetall, b"zset": lambda key: server.zrange(key, 0, -1)}
    read |= {b"set": server.smembers, b"list": lambda key: server.lrange(key, 0, -1)}
    return [f"{key!r} {read[server.type(key)](key)!r}".lower() for key in server.scan_iter()]


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True, scope="session")
def test_what_processes_share_names_nobody(live_app, server):
    connection, url = server
    person = services.create_member(name=NAME, email=EMAIL, password=behind_redis.PASSWORD, role="member")
    topic = people.topic(people.board("Hubs"), person, f"Ask {NAME} about the hub")
    db.session.commit()
    settings, handle = live_app.extensions["settings"], person.handle
    pages = (addresses.topic(topic.id, topic.slug), f"/accounts/people/{handle}", f"/search/?q={handle}")
    reply = addresses.topic_act(topic.id, "reply")
    asked = (settings.database_url, str(settings.data_dir), url, EMAIL, pages, reply, f"I am {NAME}.")
    db.session.remove()

    child = nursery.Process(target=behind_redis.live, args=asked)
    child.start()
    child.join()

    said = everything(connection)
    assert child.exitcode == 0
    assert db.session.scalar(select(func.count()).where(Post.body == f"I am {NAME}.")) == 1
    assert any("groundswell:seen" in one for one in said)
    assert any("limit" in one for one in said)
    assert [one for one in said if "zyzx" in one or "plinkett" in one] == []
