"""The reference: a Flask view that says one word, on the same server as ours. Run as a module with `--port`."""

import argparse

from flask import Flask
from gunicorn.app.base import BaseApplication

empty = Flask("empty")


@empty.get("/")
def word() -> str:
    return "ok"


class EmptyServer(BaseApplication):
    """The empty application on gunicorn with threads, as `groundswell web` runs ours."""

    def __init__(self, port: int) -> None:
        self._port = port
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"127.0.0.1:{self._port}",
            "worker_class": "gthread",
            "threads": 8,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return empty


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    EmptyServer(parser.parse_args().port).run()
