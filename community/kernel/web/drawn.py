"""Pages that visitors get again as they were drawn, for as long as everything that went into them is the same.

What a page shows is asked of the database each time, and its digest is the key: nothing that was changed, hidden or
made private since can come out of here.
"""

import hashlib
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable

from flask import Flask, current_app, request, session
from flask_babel import get_timezone

from .. import clock
from ..auth import current_viewer
from . import language

MOST_PAGES = 250


class Drawings:
    """The pages that were drawn last, in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[bytes, str] = OrderedDict()

    def get(self, key: bytes) -> str | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: bytes, page: str) -> None:
        with self._lock:
            self._pages[key] = page
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def init_app(app: Flask) -> None:
    """Give the application a place for its drawings."""
    app.extensions["drawings"] = Drawings()


def for_visitors(made_of: object, draw: Callable[[], str]) -> str:
    """Return the page that `draw` draws of `made_of` (values, all of them), drawn once for all visitors.

    Members get their own page each time, as do visitors to whom a notice is to be told.
    """
    if current_viewer().member_id is not None or "_flashes" in session:
        return draw()
    drawings: Drawings = current_app.extensions["drawings"]
    key = _digest(made_of)
    page = drawings.get(key)
    if page is None:
        page = draw()
        drawings.keep(key, page)
    return page


def _digest(made_of: object) -> bytes:
    """Return the key: what is shown, where, in which language and zone, and the minute, as pages say how long ago."""
    minute = int(clock.now().timestamp() // 60)
    return hashlib.blake2b(
        pickle.dumps((made_of, request.full_path, language.tag(), str(get_timezone()), minute))
    ).digest()
