"""Returning commits, raising rolls back; what fails at the commit itself reaches the reader as a sentence."""

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError

from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.consumers import Cursor
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.web.application import writes
from tests.kernel import only_on


def save(_why: str = "") -> str:
    db.session.add(Cursor(name="test", seq=0, moved_at=clock.now()))
    db.session.flush()
    return "saved"


def save_then_raise() -> str:
    save()
    raise RuntimeError("something broke")


def save_then_refuse() -> str:
    save()
    raise Refused("A rule says no.")


def save_then_return_nothing() -> None:
    save()


def save_what_is_there_already() -> str:
    save()
    db.session.expunge_all()
    return save()


def save_against_a_rule_checked_at_commit() -> str:
    save()
    statements = {
        "sqlite": (
            "PRAGMA defer_foreign_keys=ON",
            "INSERT INTO forum_topic_tag (topic_id, tag_id) VALUES (-1, -1)",
        ),
        "postgresql": (
            "CREATE TEMPORARY TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
            "INSERT INTO late VALUES (1), (1)",
        ),
    }
    for statement in statements[db.engine.dialect.name]:
        db.session.execute(text(statement))
    return "saved"


PAGES = {
    "/save": save,
    "/api/save": lambda: save("api"),
    "/raise": save_then_raise,
    "/refuse": save_then_refuse,
    "/nothing": save_then_return_nothing,
    "/twice": save_what_is_there_already,
    "/late": save_against_a_rule_checked_at_commit,
}


@pytest.fixture
def browser(live_app: Flask):
    """A client of an application with a page for each way in which saving can end."""
    for path, view in PAGES.items():
        live_app.add_url_rule(path, path, view, methods=["GET", "POST"])
    live_app.add_url_rule("/confirm", "/confirm", writes(lambda: save("confirm")))
    return live_app.test_client()


def is_saved() -> bool:
    with kernel_db.reading() as session:
        return session.scalar(select(Cursor.name).where(Cursor.name == "test")) is not None


def break_commits(error: Exception) -> None:
    """Let every commit from now on fail."""

    def fail(_connection: object) -> None:
        raise error

    event.listen(db.engine, "commit", fail)


def test_page_that_returned_has_saved(browser):
    answer = browser.post("/save")

    assert answer.text == "saved"
    assert is_saved()


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_asking_for_a_page_cannot_write(browser, method):
    answer = getattr(browser, method)("/save")

    assert answer.status_code == (200 if method == "options" else 500)
    assert not is_saved()


def test_confirmation_link_may_write(browser):
    answer = browser.get("/confirm")

    assert answer.text == "saved"
    assert is_saved()


def test_page_can_write_after_one_that_could_not(browser):
    browser.get("/save")

    browser.post("/save")

    assert is_saved()


@pytest.mark.parametrize(
    ("path", "status"), [("/raise", 500), ("/refuse", 422), ("/nothing", 500), ("/twice", 409), ("/late", 409)]
)
def test_page_that_failed_has_saved_nothing(browser, path, status):
    answer = browser.post(path)

    assert answer.status_code == status
    assert not answer.text.startswith("saved")
    assert "<h1" in answer.text
    assert not is_saved()


def test_whoever_answers_for_an_error_finds_the_unit_of_work_gone(live_app):
    def save_then_miss() -> str:
        save()
        raise LookupError

    def answer(_error: LookupError) -> str:
        return ", ".join(db.session.scalars(select(Cursor.name).where(Cursor.name == "test"))) or "nothing"

    live_app.add_url_rule("/miss", "miss", save_then_miss, methods=["POST"])
    live_app.register_error_handler(LookupError, answer)

    assert live_app.test_client().post("/miss").text == "nothing"


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (OperationalError("COMMIT", {}, Exception("disk I/O error")), 503, "Nothing was changed"),
        (RuntimeError("out of luck"), 500, "It is not your doing"),
    ],
    ids=["lost database", "anything else"],
)
def test_commit_that_failed_is_told_in_a_sentence(browser, error, status, sentence):
    break_commits(error)

    answer = browser.post("/save")

    assert answer.status_code == status
    assert sentence in answer.text
    assert not is_saved()


def test_commit_that_failed_under_the_api_is_a_problem(browser):
    break_commits(OperationalError("COMMIT", {}, Exception("disk I/O error")))

    answer = browser.post("/api/save")

    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Retry-After"] == "5"
    assert "disk" not in answer.text
    assert not is_saved()


@only_on.postgresql
def test_connection_that_died_before_the_commit_is_told_in_a_sentence(live_app):
    def save_and_lose_the_connection() -> str:
        save()
        mine = db.session.scalar(text("SELECT pg_backend_pid()"))
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": mine})
        return "saved"

    live_app.add_url_rule("/lost", "lost", save_and_lose_the_connection, methods=["POST"])

    answer = live_app.test_client().post("/lost")

    assert answer.status_code == 503
    assert "Nothing was changed" in answer.text
    assert not is_saved()
