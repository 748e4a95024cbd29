"""Rate limits, counted in Redis where several processes share them, in memory otherwise."""

import math
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask, g
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from .. import clock
from ..auth import current_viewer
from ..config import Settings

limiter = Limiter(key_func=get_remote_address, headers_enabled=False)

GUESSING = "20 per 5 minutes; 60 per hour"
WRITING = "30 per minute; 400 per hour"
API_READING = "600 per minute"
API_CHANGING = "120 per minute; 2000 per hour"
ASKING = "60 per 5 minutes"  # what makes us ask somebody else, such as an OpenID provider
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
_WRITES = ["POST", "PUT", "PATCH", "DELETE"]
writing_limit = limiter.shared_limit(WRITING, scope="writing", key_func=per_member, methods=_WRITES)
asking_limit = limiter.shared_limit(ASKING, scope="asking", methods=["GET"])
typing_limit = limiter.shared_limit(TYPING, scope="typing", key_func=per_member, methods=_WRITES)
_api_reading = limiter.shared_limit(API_READING, scope="reading", key_func=per_member, methods=["GET"])
_tool_reading = limiter.shared_limit(API_READING, scope="reading", key_func=per_member, methods=["POST"])
_api_changing = limiter.shared_limit(API_CHANGING, scope="changing", key_func=per_member, methods=_WRITES)


def count_for_api() -> None:
    """Count a request of a program, whatever it asks for; one too many is refused."""
    _count(_api_reading, _api_changing)


def count_for_model() -> None:
    """Count a message of a language model as one read of a program; one too many is refused."""
    _count(_tool_reading)


def _count(*kinds: AbstractContextManager[Any]) -> None:
    met = g.setdefault("limits_met", [])
    for kind in kinds:
        with kind:
            met.extend(limiter.current_limits)


def told() -> dict[str, str]:
    """Return the headers that tell a program what it may still do (draft-ietf-httpapi-ratelimit-headers-10)."""
    met = {(met.limit, *met.request_args): met for met in (*g.get("limits_met", ()), *limiter.current_limits)}
    if not met:
        return {}
    now = clock.now().timestamp()
    named = [(f"{m.request_args[1]}-{m.limit.GRANULARITY.name}", m) for m in met.values()]
    policy = [f'"{name}";q={m.limit.amount};w={m.limit.get_expiry()}' for name, m in named]
    left = [f'"{name}";r={max(0, m.remaining)};t={max(0, math.ceil(m.reset_at - now))}' for name, m in named]
    return {"RateLimit-Policy": ", ".join(policy), "RateLimit": ", ".join(left)}
