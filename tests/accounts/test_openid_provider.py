"""Signing in with a real OpenID provider (oidc-provider for Node), by its own pages and forms, on loopback."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from support import databases, openid
from support.doors import is_signed_in
from werkzeug.test import TestResponse

from community.accounts.queries import member_by_email

FOLDER = Path(__file__).parents[1] / "node"
CALLBACK = "http://127.0.0.1:8000/accounts/oidc/callback"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of the provider, while it runs."""
    node = shutil.which("node")
    if node is None:
        databases.missing("The OpenID provider", "node is not installed")
    if not (FOLDER / "node_modules/oidc-provider").is_dir():
        databases.missing("The OpenID provider", "it is not there; run `npm ci --ignore-scripts` in tests/node")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(node), str(FOLDER / "oidc.mjs"), str(port), CALLBACK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "listening"
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture
def provided(app: Flask, issuer: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The provider, which the installation knows."""
    monkeypatch.setitem(app.extensions, "provider", openid.known(issuer))
    return issuer


def walk(client: FlaskClient, person: str, says: str = "yes") -> TestResponse:
    """Press our button, fill in the provider's forms or cancel, and come back with whatever it gives."""
    with requests.Session() as there:
        page = there.get(client.get("/accounts/oidc").location, allow_redirects=False, timeout=10)
        while not (page.headers.get("Location") or "").startswith(CALLBACK):
            if onward := page.headers.get("Location"):
                page = there.get(requests.compat.urljoin(page.url, onward), allow_redirects=False, timeout=10)
                continue
            sheet = html.fromstring(page.text)
            if says == "no":
                address = sheet.xpath("//a[contains(@href, '/abort')]/@href")[0]
                page = there.get(address, allow_redirects=False, timeout=10)
                continue
            form = sheet.forms[0]
            filled = {"login": person, "password": "any"} if "login" in form.fields else {}
            page = there.post(form.action, data=dict(form.fields) | filled, allow_redirects=False, timeout=10)
    back = urlsplit(page.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow_redirects=True)


def test_somebody_joins_by_a_real_provider_and_comes_back(provided: str, browser: FlaskClient, app: Flask) -> None:
    asked = walk(browser, "olga")
    browser.post("/accounts/oidc/join", data={"name": "Olga Inside"})
    other = app.test_client()
    walk(other, "olga")
    member = member_by_email("olga@people.example")

    assert 'value="Olga Outside"' in asked.text
    assert is_signed_in(other)
    assert member is not None
    assert member.confirmed_at is not None


def test_whoever_cancels_there_reads_a_sentence_here(provided: str, browser: FlaskClient) -> None:
    page = walk(browser, "olga", says="no")

    assert "Example ID did not sign you in" in page.text
    assert not is_signed_in(browser)
