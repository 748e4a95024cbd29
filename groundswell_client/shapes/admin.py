"""Shapes of the room admin. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class WebhookMade(Shape):
    """A webhook just made, with its secret, which is shown this once: it is null where the answer is given again."""

    id: int
    url: str
    kinds: tuple[str, ...]
    state: str
    is_failing: bool
    created_at: datetime
    secret: str | None


@dataclass(frozen=True, kw_only=True)
class Webhook(Shape):
    """A webhook; `state` is on, by_hand, gone or failing."""

    id: int
    url: str
    kinds: tuple[str, ...]
    state: str
    is_failing: bool
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class WebhookReplayed(Shape):
    """How many facts are sent: those of the kinds that the webhook hears of."""

    facts: int


@dataclass(frozen=True, kw_only=True)
class WebhookSecret(Shape):
    """A new secret, which is shown this once: it is null where the answer is given again."""

    secret: str | None


@dataclass(frozen=True, kw_only=True)
class Webhooks(Shape):
    """All webhooks, the newest first; there are twenty at most."""

    items: tuple[Webhook, ...]
