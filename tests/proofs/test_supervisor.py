"""Who looks after web and worker: what is killed starts at once, what fails by itself rests longer each time."""

import signal
import time
from types import SimpleNamespace

from community.kernel.supervisor import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Child


def _pause_after(child: Child, code: int, lived: float = 0.0) -> float:
    child.process = SimpleNamespace(exitcode=code, is_alive=lambda: False)  # type: ignore[assignment]
    child.started = time.monotonic() - lived
    child.look_after()
    return child.pause


def _idle() -> None:
    """Do nothing: the pause is what is looked at."""


def test_what_fails_by_itself_rests_longer_each_time() -> None:
    child = Child("web", _idle)

    pauses = [_pause_after(child, 1) for _ in range(9)]

    assert pauses == sorted(pauses)
    assert pauses[0] == 2 * FIRST_PAUSE_SECONDS
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_what_worked_for_a_while_starts_soon_again() -> None:
    child = Child("web", _idle, pause=LONGEST_PAUSE_SECONDS)

    pause = _pause_after(child, 1, lived=60)

    assert pause == FIRST_PAUSE_SECONDS


def test_what_was_killed_from_outside_starts_soon_again() -> None:
    child = Child("worker", _idle, pause=LONGEST_PAUSE_SECONDS)

    pause = _pause_after(child, -signal.SIGKILL)

    assert pause == FIRST_PAUSE_SECONDS
    assert not child.is_running
