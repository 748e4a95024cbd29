"""Programs that use the API in somebody's name."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from support import people
from werkzeug.test import TestResponse

from community.accounts import keys
from community.accounts.models import Member
from community.accounts.tokens import LIFETIMES
from community.kernel.db import db


class Program:
    """A client that shows one token with every request; without a member it shows none."""

    def __init__(
        self, app: Flask, member: Member | None = None, *, may_write: bool = True, with_role: bool = True
    ) -> None:
        self.client = app.test_client()
        self.headers = {}
        if member is not None:
            allowed = {"may_write": may_write, "with_role": with_role}
            secret = keys.issue(by=people.viewer(member), name="A program", lifetime=LIFETIMES[0], **allowed)
            db.session.commit()
            self.headers = {"Authorization": f"Bearer {secret}"}

    def send(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        """Ask for `path` below /api/v1."""
        given = self.headers | (headers or {})
        # FlaskClient.open as it is: a thread of a test has no business with the session of the test
        return FlaskClient.open(self.client, f"/api/v1/{path}", method=method, headers=given, buffered=True, **more)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.send("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
