"""One command for one machine: web and worker as children, started again when they die, ended together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

import structlog

from .db import db
from .errors import Refused

GRACE_SECONDS = 30
LOOK_SECONDS = 0.1
SHORT_LIFE_SECONDS = 3.0
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 10.0
log = structlog.get_logger(__name__)


@dataclass
class Child:
    """One command that is to be running.

    Killed from outside, it starts again at once; one that fails young again and again rests longer each time.
    """

    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    rests_until: float = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def look_after(self) -> None:
        """Start the command if it is not running and has rested long enough."""
        if self.is_running:
            return
        now = time.monotonic()
        if self.process:
            self._note_end(now)
        if now >= self.rests_until:
            self._start(now)

    def _start(self, now: float) -> None:
        command = [sys.executable, "-m", "community.cli", *self.arguments]
        # In a session of its own, so that Ctrl-C reaches only us and the child is asked to end in good order.
        self.process = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own command
        self.started = now

    def _note_end(self, now: float) -> None:
        code = self.process.returncode if self.process else 0
        failed_young = code >= 0 and now - self.started < SHORT_LIFE_SECONDS
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS) if failed_young else FIRST_PAUSE_SECONDS
        self.rests_until = now + self.pause
        self.process = None
        log.error("process ended", command=self.arguments[0], code=code, starts_again_in=self.pause)


def run(*commands: list[str]) -> None:
    """Keep our own commands running until SIGTERM, SIGINT or SIGHUP, then let them finish what they do."""
    db.session.remove()  # we only look after others from here on, and need no connection
    db.engine.dispose()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    children = [Child([*command, "--parent", str(os.getpid())]) for command in commands]
    while not stopped.is_set():
        for child in children:
            child.look_after()
        stopped.wait(LOOK_SECONDS)
    _end([child.process for child in children if child.process])


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def check_address(host: str, port: int) -> None:
    """Refuse an address on which nothing can listen, before anything is started."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = error.strerror or error
            raise Refused(f"Nothing can listen on {host}:{port} ({why}); choose another with --port.") from None
