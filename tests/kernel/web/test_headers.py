"""Headers of every answer, and the log line of every request."""

import json
import logging
import re

import pytest
from support import databases, forked

from community.app import create_app
from community.kernel import logs

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
ADDRESSES = ["/", "/nothing-here", "/accounts/settings", "/api/v1/nothing", "/healthz", "/static/none/app.css"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_says_what_a_browser_may_load(browser, address):
    answer = browser.get(address)

    assert answer.headers.getlist("Content-Security-Policy") == [POLICY]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_of_today_is_kept_by_nobody_else(browser, address):
    kept = browser.get(address).headers["Cache-Control"]

    assert "private" in kept
    assert "no-cache" in kept


@pytest.mark.parametrize("address", ["/accounts/sign-in", "/accounts/sign-up", "/accounts/reset"])
def test_the_doors_are_kept_by_nobody_at_all(browser, address):
    kept = browser.get(address).headers["Cache-Control"]

    assert set(kept.split(", ")) == {"private", "no-store"}


@pytest.mark.parametrize("given", ["0f8fad5b-d9cb-469f-a165-70867728950e", "a.b_c-12"])
def test_request_keeps_the_id_it_came_with(browser, given):
    answer = browser.get("/healthz", headers={"X-Request-ID": given})

    assert answer.headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "with space 123", 'quote"quote', "größe-größe"])
def test_request_without_a_usable_id_is_given_one(browser, given):
    answers = [browser.get("/healthz", headers={"X-Request-ID": given}) for _ in range(2)]
    ids = {answer.headers["X-Request-ID"] for answer in answers}

    assert len(ids) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}", i) for i in ids)


@pytest.mark.parametrize(("scheme", "asked_for"), [("https", True), ("http", False)])
def test_https_is_asked_for_where_the_site_has_it(tmp_path, scheme, asked_for):
    url = f"sqlite:///{tmp_path}/none.db"
    app = create_app(databases.settings_for(url, tmp_path, BASE_URL=f"{scheme}://ours.example"))

    answer = app.test_client().get("/static/none/app.css")

    assert ("Strict-Transport-Security" in answer.headers) is asked_for
    assert app.config["SESSION_COOKIE_SECURE"] is asked_for


def talk(folder):
    """Ask for two pages where there is no database, and let a library say something."""
    logs.configure("INFO")
    client = create_app(databases.settings_for(f"sqlite:///{folder}/none.db", folder)).test_client()
    client.get("/healthz", headers={"X-Request-ID": "a-request-of-ours"})
    client.get("/", headers={"X-Request-ID": FAILS})
    logging.getLogger("a.library").warning("says %s", "something")


def test_log_is_json_with_the_request_s_id_on_every_line(tmp_path):
    run = forked.run(talk, tmp_path)
    lines = [json.loads(line) for line in run.stderr.splitlines()]
    by_id = {name: [e for e in lines if e.get("request_id") == name] for name in ("a-request-of-ours", FAILS)}

    assert (run.returncode, run.stdout) == (0, "")
    assert [(e["path"], e["status"], e["method"]) for e in by_id["a-request-of-ours"]] == [("/healthz", 200, "GET")]
    assert by_id["a-request-of-ours"][0]["ms"] >= 0
    assert {e["event"] for e in by_id[FAILS]} >= {"database did not take the work", "request"}
    assert lines[-1]["event"] == "says something"
    assert "request_id" not in lines[-1]
    assert all(e["timestamp"].endswith("Z") and e["level"] for e in lines)


FAILS = "a-request-that-fails"
