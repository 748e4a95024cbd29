"""An installation of our own processes: started, asked, killed and looked at as an operator would."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from support import databases

from community.kernel.config import Settings

PATIENCE_SECONDS = 90.0
LOOK_SECONDS = 0.02
COMMAND = (sys.executable, "-m", "community.cli")
T = TypeVar("T")


def wait_for(look: Callable[[], T], what: str, patience: float = PATIENCE_SECONDS) -> T:
    """Return what `look` finds as soon as it is truthy; fail with `what` when patience ends."""
    end = time.monotonic() + patience
    while not (found := look()):
        assert time.monotonic() < end, f"waited {patience:.0f} s in vain: {what}"
        time.sleep(LOOK_SECONDS)
    return found


def free_port() -> int:
    """Return a port of the loopback address on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str, timeout: float = 30) -> tuple[int, str]:
    """Get a page; return status and body. A broken or refused connection raises OSError or HTTPException."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def answers(port: int, path: str = "/healthz") -> bool:
    """Tell whether a page comes, and comes well."""
    try:
        return fetch(port, path)[0] == 200
    except (OSError, http.client.HTTPException):
        return False


class Installation:
    """The command `groundswell`, in processes of its own, with the settings of one installation.

    `app` is the same installation inside the test's own process, to look at what the others did.
    """

    def __init__(self, app: Flask, **more: str) -> None:
        self.app = app
        self.settings: Settings = app.extensions["settings"]
        self.port = free_port()
        self.environ = databases.environment(self.settings, **more)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        whole = [*COMMAND, *arguments]
        folder = self.settings.data_dir
        return subprocess.run(
            whole, env=self.environ, cwd=folder, capture_output=True, text=True, timeout=280, check=False
        )

    @contextmanager
    def serving(self, command: str = "run") -> Iterator[subprocess.Popen[bytes]]:
        """Run web and worker (or `web` alone) until they answer; whatever is left of them at the end is killed."""
        with self.started(command, "--port", str(self.port)) as process:
            wait_for(lambda: answers(self.port), "the web answers")
            yield process

    @contextmanager
    def started(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a command that goes on; whatever is left of it at the end is killed."""
        environ = {**self.environ, "PROOF": str(self.port)}
        process = subprocess.Popen([*COMMAND, *arguments], env=environ, cwd=self.settings.data_dir)
        try:
            yield process
        finally:
            for pid in {process.pid, *marked(f"PROOF={self.port}")}:
                kill(pid)
            process.wait()

    def processes(self) -> list[int]:
        """Return the ids of all processes that `started` has brought about, orphans too."""
        return marked(f"PROOF={self.port}")


def kill(pid: int, number: int = signal.SIGKILL) -> bool:
    """Send a signal; tell whether there was somebody to receive it."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def marked(mark: str) -> list[int]:
    """Return the ids of the living processes whose environment holds `mark`."""
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdecimal() and mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def children(parent: int) -> Mapping[int, str]:
    """Return the living children of a process: id and name."""
    found = {}
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdecimal() and _state_and_parent(folder) in ((state, parent) for state in "RSDI"):
                found[int(folder.name)] = (folder / "comm").read_text().strip()
    return found


def _state_and_parent(process: Path) -> tuple[str, int]:
    state, parent = (process / "stat").read_text().rpartition(")")[2].split()[:2]
    return state, int(parent)


def child_named(parent: int, name: str) -> Any:
    """Return the id of the child called `name`, None while there is none."""
    return next((pid for pid, called in children(parent).items() if called == name), None)
