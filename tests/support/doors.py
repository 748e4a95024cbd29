"""What tests at the doors do: a member with a password signs in, and mails are read."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from community.accounts import services
from community.accounts.models import Member
from community.kernel.db import db
from community.kernel.outbox import OutboxRow

PASSWORD, OTHER = "a-long-password-4u", "another-password-5v"


@pytest.fixture
def nora(app: Flask) -> Member:
    """A member who signs in with PASSWORD."""
    made = services.create_member(name="Nora New", email="nora@people.example", password=PASSWORD, role="member")
    db.session.commit()
    return made


@pytest.fixture
def boss(app: Flask) -> Member:
    """An administrator who signs in with PASSWORD."""
    made = services.create_member(name="Bea Boss", email="bea@people.example", password=PASSWORD, role="admin")
    db.session.commit()
    return made


def reset_link() -> str:
    """Return the path of the link for a new password that was mailed last."""
    found = [re.search(r"https?://\S+/accounts/reset/\S+", letter["text"]) for letter in letters()]
    return urlsplit([one for one in found if one][-1][0]).path


def sign_in(
    client: FlaskClient, email: str = "nora@people.example", password: str = PASSWORD, **more: Any
) -> TestResponse:
    """Send the form of the door; `headers` and `environ_base` go with the request, the rest into the form."""
    request = {name: more.pop(name) for name in ("headers", "environ_base") if name in more}
    return client.post("/accounts/sign-in", data={"email": email, "password": password, **more}, **request)


def is_signed_in(client: FlaskClient) -> bool:
    """Tell whether the client's cookies open a member's page."""
    return client.get("/accounts/settings").status_code == 200


def letters() -> list[dict[str, Any]]:
    """Return the mails that were written, the oldest first."""
    return [row.payload for row in db.session.scalars(select(OutboxRow).order_by(OutboxRow.id))]
