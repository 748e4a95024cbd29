"""The web server: gunicorn with threads, started from our own command, ending what it has begun on SIGTERM."""

import os
import signal
import threading
import time

from flask import Flask
from gunicorn.app.base import BaseApplication

from .config import Settings
from .db import db
from .page_views import Flusher

GRACE_SECONDS = 20
LOOK_SECONDS = 1.0


class WebServer(BaseApplication):
    """One listening address; with `parent` it ends when that process is gone."""

    def __init__(self, app: Flask, settings: Settings, *, host: str, port: int, parent: int | None = None) -> None:
        self._app, self._settings, self._parent = app, settings, parent
        self._address = f"{host}:{port}"
        self._flusher: Flusher | None = None
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": self._address,
            "worker_class": "gthread",
            "workers": self._settings.web_processes,
            "threads": self._settings.web_threads,
            "graceful_timeout": GRACE_SECONDS,
            "timeout": 60,
            "control_socket_disable": True,
            "loglevel": "warning",
            "when_ready": lambda _server: self._watch_parent(),
            "post_worker_init": lambda _worker: self._begin_flushing(),
            "worker_exit": lambda _server, _worker: self._end_flushing(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve until SIGTERM. A connection opened so far must not be shared with the processes forked here."""
        db.session.remove()
        db.engine.dispose()
        super().run()

    def load(self) -> Flask:
        return self._app

    def _begin_flushing(self) -> None:
        self._flusher = Flusher(self._app, self._app.extensions["page_views"])
        self._flusher.start()

    def _end_flushing(self) -> None:
        if self._flusher:
            self._flusher.stop()

    def _watch_parent(self) -> None:
        if self._parent is not None:
            threading.Thread(target=self._end_with_parent, daemon=True).start()

    def _end_with_parent(self) -> None:
        while os.getppid() == self._parent:
            time.sleep(LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
