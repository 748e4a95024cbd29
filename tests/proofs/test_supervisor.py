"""Who looks after web and worker: what is killed starts at once, what fails by itself rests longer each time."""

import subprocess
import sys
import time

from community.kernel.supervisor import FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, Child


def _ended(code: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-S", "-c", f"import os, signal; {code}"])
    process.wait()
    return process


def _pause_after(child: Child, code: str, lived: float = 0.0) -> float:
    child.process, child.started = _ended(code), time.monotonic() - lived
    child.look_after()
    return child.pause


def test_what_fails_by_itself_rests_longer_each_time() -> None:
    child = Child(["web"])

    pauses = [_pause_after(child, "os._exit(1)") for _ in range(9)]

    assert pauses == sorted(pauses)
    assert pauses[0] == 2 * FIRST_PAUSE_SECONDS
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_what_worked_for_a_while_starts_soon_again() -> None:
    child = Child(["web"], pause=LONGEST_PAUSE_SECONDS)

    pause = _pause_after(child, "os._exit(1)", lived=60)

    assert pause == FIRST_PAUSE_SECONDS


def test_what_was_killed_from_outside_starts_soon_again() -> None:
    child = Child(["worker"], pause=LONGEST_PAUSE_SECONDS)

    pause = _pause_after(child, "os.kill(os.getpid(), signal.SIGKILL)")

    assert pause == FIRST_PAUSE_SECONDS
    assert not child.is_running
