"""Several threads that begin at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from flask import Flask

from community.kernel.db import db

Result = TypeVar("Result")


def together(app: Flask, number: int, act: Callable[[int], Result]) -> list[Result]:
    """Let `number` threads do `act(i)` at once, each in an application context of its own; return what they got."""
    gate = threading.Barrier(number, timeout=30)

    def one(i: int) -> Any:
        with app.app_context():
            gate.wait()
            try:
                return act(i)
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))
