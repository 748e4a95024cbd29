"""One command for one machine: web and worker as children, started again when they die, ended together."""

import gc
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkProcess
from pathlib import Path

import structlog

from .db import db
from .errors import Refused

GRACE_SECONDS = 30
LOOK_SECONDS = 0.1
SHORT_LIFE_SECONDS = 3.0
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 10.0
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
FORKED = multiprocessing.get_context("fork")
log = structlog.get_logger(__name__)


@dataclass
class Child:
    """One piece of work that is to be going on in a process of its own.

    Killed from outside, it starts again at once; one that fails young again and again rests longer each time.
    """

    name: str
    work: Callable[[], None]
    process: ForkProcess | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    rests_until: float = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def look_after(self) -> None:
        """Start the work if it is not going on and has rested long enough."""
        if self.is_running:
            return
        now = time.monotonic()
        if self.process:
            self._note_end(now)
        if now >= self.rests_until:
            self._start(now)

    def _start(self, now: float) -> None:
        """Fork: everything is loaded already, so that whoever was killed is back within milliseconds."""
        self.process = FORKED.Process(target=_live, args=(self.name, self.work))
        self.process.start()
        self.started = now

    def _note_end(self, now: float) -> None:
        code = (self.process.exitcode if self.process else None) or 0
        failed_young = code >= 0 and now - self.started < SHORT_LIFE_SECONDS
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS) if failed_young else FIRST_PAUSE_SECONDS
        self.rests_until = now + self.pause
        self.process = None
        log.error("process ended", process=self.name, code=code, starts_again_in=self.pause)


def _live(name: str, work: Callable[[], None]) -> None:
    """Do the work in a session of its own: Ctrl-C reaches only the parent, who asks everybody to end in good order."""
    os.setsid()
    for number in ENDINGS:
        signal.signal(number, signal.SIG_DFL)
    called = Path("/proc/self/comm")
    if called.exists():  # where the system shows it, an operator sees who is who
        called.write_text(name, encoding="utf-8")
    work()


def run(works: Mapping[str, Callable[[], None]]) -> None:
    """Keep our own work going on, each in a process, until SIGTERM, SIGINT or SIGHUP; then let them finish."""
    db.session.remove()  # an open connection must not be shared with whom we fork
    db.engine.dispose()
    gc.collect()
    gc.freeze()  # what is loaded stays, and the processes share it as long as nobody looks through it for garbage
    stopped = threading.Event()
    for number in ENDINGS:
        signal.signal(number, lambda *_: stopped.set())
    children = [Child(name, work) for name, work in works.items()]
    while not stopped.is_set():
        for child in children:
            child.look_after()
        stopped.wait(LOOK_SECONDS)
    _end([child.process for child in children if child.process])


def _end(processes: list[ForkProcess]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.is_alive():
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
