"""Rate limits, counted in Redis where several processes share them, in memory otherwise."""

import math

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from .. import clock
from ..auth import current_viewer
from ..config import Settings

limiter = Limiter(key_func=get_remote_address, headers_enabled=False)

GUESSING = "20 per 5 minutes; 60 per hour"
WRITING = "30 per minute; 400 per hour"
TYPING = "90 per minute"  # what a page asks by itself while somebody writes


def init_app(app: Flask, settings: Settings) -> None:
    """Attach the limiter to the application."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", settings.redis_url or "memory://")
    app.config.setdefault("RATELIMIT_SWALLOW_ERRORS", True)
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", True)  # without Redis the limits still hold
    if settings.redis_url:
        app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", {"socket_timeout": 1, "socket_connect_timeout": 1})
    limiter.init_app(app)


def per_member() -> str:
    """Return the key under which a signed-in writer is counted: the member, not the address."""
    member_id = current_viewer().member_id
    return f"member:{member_id}" if member_id else get_remote_address()


def seconds_to_wait() -> int:
    """Return after how many seconds the limit that the present request met lets it pass."""
    met = limiter.current_limit
    return max(1, math.ceil(met.reset_at - clock.now().timestamp())) if met else 60


guessing_limit = limiter.shared_limit(GUESSING, scope="guessing", methods=["POST"])
writing_limit = limiter.shared_limit(WRITING, scope="writing", key_func=per_member, methods=["POST"])
typing_limit = limiter.shared_limit(TYPING, scope="typing", key_func=per_member, methods=["POST"])
