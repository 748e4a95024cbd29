"""One command for one machine: web and worker as children, started again when they die, ended together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import structlog

from .errors import Refused

GRACE_SECONDS = 30
LOOK_SECONDS = 0.2
SHORT_LIFE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 30.0
log = structlog.get_logger(__name__)


@dataclass
class Child:
    """One command that is to be running."""

    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = field(default=0.5)

    def look_after(self) -> None:
        """Start the command if it is not running and has rested long enough."""
        if self.process and self.process.poll() is None:
            return
        if self.process:
            short = time.monotonic() - self.started < SHORT_LIFE_SECONDS
            self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS) if short else 0.5
            log.warning("process ended", command=self.arguments[0], code=self.process.returncode, pause=self.pause)
            time.sleep(self.pause)
        self.started = time.monotonic()
        self.process = subprocess.Popen([sys.executable, "-m", "community.cli", *self.arguments])  # noqa: S603 - our own command


def run(*commands: list[str]) -> None:
    """Keep our own commands running until SIGTERM or SIGINT, then let them finish what they do."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    children = [Child([*command, "--parent", str(os.getpid())]) for command in commands]
    while not stopped.is_set():
        for child in children:
            child.look_after()
        stopped.wait(LOOK_SECONDS)
    _end(children)


def _end(children: list[Child]) -> None:
    running = [child.process for child in children if child.process and child.process.poll() is None]
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(GRACE_SECONDS)
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
