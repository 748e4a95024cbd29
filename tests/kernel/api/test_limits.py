"""Limits of programs: told with every answer, kept for each member, and waited for."""

from collections.abc import Iterator

import pytest
from support.programs import Program

from community.kernel.web.limits import limiter


@pytest.fixture
def limited(app) -> Iterator[None]:
    """Let the limits hold, from zero."""
    limiter.enabled = True
    limiter.reset()
    yield
    limiter.reset()
    limiter.enabled = False


def test_what_is_left_is_told_with_every_answer(limited, app, asker, board):
    program = Program(app, asker)

    first, second = (program.get("boards") for _ in range(2))

    assert first.headers["RateLimit-Policy"] == '"reading-minute";q=600;w=60'
    assert first.headers["RateLimit"].startswith('"reading-minute";r=599;t=')
    assert second.headers["RateLimit"].startswith('"reading-minute";r=598;t=')


def test_changes_are_counted_apart(limited, app, answer, asker):
    program = Program(app, asker)

    told = program.send("PUT", f"posts/{answer.id}/kudos").headers

    assert told["RateLimit-Policy"] == '"changing-minute";q=120;w=60, "changing-hour";q=2000;w=3600'
    assert '"changing-minute";r=119;' in told["RateLimit"]


def test_one_too_many_waits(limited, app, answer, asker, helper):
    program = Program(app, asker)
    codes = [program.send("DELETE", f"posts/{answer.id}/kudos").status_code for _ in range(120)]

    met = program.send("DELETE", f"posts/{answer.id}/kudos")
    other = Program(app, helper).get("boards")

    assert set(codes) == {204}
    assert met.status_code == 429
    assert met.mimetype == "application/problem+json"
    assert 1 <= int(met.headers["Retry-After"]) <= 61
    assert '"changing-minute";r=0;' in met.headers["RateLimit"]
    assert other.status_code == 200
