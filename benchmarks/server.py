"""Web servers as child processes, and the processor time they use."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE_SECONDS = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server that answers on this port; `pid` is the head of its processes."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return the processor time, user and system, of all its processes so far."""
        return sum(_ticks(pid) for pid in _tree(self.pid)) / TICKS


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has just ended
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str], *, ask: str) -> Iterator[Server]:
    """Run a command that serves on the port it is given, from its first answer at `ask` to the end of the block."""
    port = _free_port()
    words = [sys.executable, *command, "--port", str(port)]
    with subprocess.Popen(words, env=dict(environment), start_new_session=True) as process:
        try:
            _wait(process, port, ask)
            yield Server(port, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, ask: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", ask)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not answer")
