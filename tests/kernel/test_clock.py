"""The clock: the only reader of the time, which can be held still."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from community.kernel import clock

NOON = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)


def test_now_is_aware_and_utc():
    now = clock.now()

    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_clock_held_still_says_the_same_moment():
    with clock.at(NOON):
        first, second = clock.now(), clock.now()

    assert first == second == NOON


def test_clock_goes_on_after_it_was_held():
    with clock.at(NOON):
        pass

    assert clock.now() > NOON


def test_clock_goes_on_after_an_error():
    with pytest.raises(RuntimeError), clock.at(NOON):
        raise RuntimeError

    assert clock.now() > NOON


def test_inner_moment_gives_way_to_the_outer_one():
    with clock.at(NOON):
        with clock.at(NOON + timedelta(days=1)):
            inner = clock.now()
        outer = clock.now()

    assert (inner, outer) == (NOON + timedelta(days=1), NOON)


def test_moment_of_another_zone_is_told_in_utc():
    with clock.at(NOON.astimezone(timezone(timedelta(hours=-7)))):
        now = clock.now()

    assert now == NOON
    assert now.utcoffset() == timedelta(0)


def test_naive_moment_is_a_bug():
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 3, 29)):  # noqa: DTZ001 - on purpose
        pass


def test_another_thread_keeps_its_own_time():
    seen = []
    with clock.at(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()

    assert seen[0] > NOON
