"""Passkeys in a real browser, with the device that Chromium offers to tests."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from proofs.installation import free_port
from support import databases
from support.doors import PASSWORD
from werkzeug.serving import make_server

from community.accounts import services
from community.app import create_app
from community.kernel import db as kernel_db
from community.kernel import worker

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "automaticPresenceSimulation": True,
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[str]:
    """The address of a house under a name: browsers give no passkey to a bare number."""
    with databases.template("sqlite", tmp_path, "passkeys") as url:
        base = f"http://localhost:{(port := free_port())}"
        app = create_app(databases.settings_for(url, tmp_path, BASE_URL=base))
        with app.app_context(), kernel_db.writing():
            worker.install(app.extensions["settings"])
            services.create_member(name="Nora New", email="nora@people.example", password=PASSWORD, role="member")
        server = make_server("127.0.0.1", port, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield base
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            databases.close(app)


def test_a_device_makes_a_passkey_and_signs_in_with_it(house: str, chromium: Browser) -> None:
    page = chromium.new_page(locale="en")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{house}/accounts/sign-in?next=/accounts/passkeys")
    page.get_by_label("Mail address").fill("nora@people.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("rowheader", name="My laptop")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{house}/accounts/sign-in?next=/accounts/passkeys")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", name="Your passkeys")).to_be_visible()
    page.close()
