"""Sentences that a service wants its caller to hear although nothing went wrong."""

from flask import g, has_app_context


def tell(sentence: str) -> None:
    """Leave a sentence for the reader; outside a request nobody hears it."""
    if has_app_context():
        g.setdefault("notices", []).append(sentence)


def taken() -> list[str]:
    """Return the sentences that were left, and forget them."""
    found: list[str] = g.pop("notices", []) if has_app_context() else []
    return found
