"""Requests that know nothing of each other, although a test holds one application context open all the while.

Flask reuses an open application context, and with it `g`, where the reader of a request is kept. Without this, all
requests of a test would be made by whoever made the first one.
"""

from typing import Any

import pytest
from flask import g, has_app_context
from flask.testing import FlaskClient

from community.kernel.db import db


@pytest.fixture(autouse=True)
def fresh_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each request begin without the last one's reader, and forget what a request did not commit."""
    plain = FlaskClient.open

    def open_(client: FlaskClient, *args: Any, **kwargs: Any) -> Any:
        if not has_app_context():
            return plain(client, *args, **kwargs)
        g.__dict__.clear()
        response = plain(client, *args, **kwargs)
        g.__dict__.clear()
        db.session.rollback()
        db.session.expire_all()
        return response

    monkeypatch.setattr(FlaskClient, "open", open_)
