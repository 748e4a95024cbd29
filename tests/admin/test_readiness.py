"""The page of first things says what is to be done, and how."""

from dataclasses import replace

import pytest
from flask import current_app
from support import people

from community.admin import setup
from community.kernel import clock
from community.kernel.config import Settings
from community.kernel.db import db
from community.kernel.worker import WorkerBeat

FIRST_TRY = Settings(database_url="sqlite:///x.db")
READY = replace(
    FIRST_TRY,
    env="production",
    secret_key="x" * 40,
    base_url="https://community.example",
    smtp_url="smtp://mail.example:587",
    mail_from="community@example.com",
    time_zone="Europe/Berlin",
)


def states(settings):
    with current_app.test_request_context():
        return {str(basic.name): basic.state for basic in setup.basics(settings)}


def test_first_try_has_everything_to_do(app):
    found = states(FIRST_TRY)

    assert [name for name, state in found.items() if state == "done"] == []
    assert (found["Time zone"], found["Backup"]) == ("ask", "ask")


def test_installation_that_is_ready_has_only_its_backup_to_check(app, admin, board):
    admin.second_step = people.member("Otto Other", role="admin").second_step = True
    db.session.add(WorkerBeat(owner="here:1", seen_at=clock.now()))
    db.session.flush()

    found = states(READY)

    assert [name for name, state in found.items() if state != "done"] == ["Backup"]


@pytest.mark.parametrize("url", ["http://community.example", "https://127.0.0.1:8000", "https://localhost"])
def test_address_that_others_cannot_use_or_that_is_not_encrypted_is_to_do(app, url):
    assert states(replace(READY, base_url=url))["Address"] == "open"


def test_page_shows_how_to_and_what_the_doctor_says(admin, signed_in):
    page = signed_in(admin).get("/admin/").text

    assert "GROUNDSWELL_SECRET_KEY=" in page
    assert "to do" in page
    assert "database: " in page


def test_page_counts_who_signs_in_without_a_second_step_and_says_what_to_do(admin, agent, helper, signed_in):
    people.member("Otto Other", role="admin").second_step = True
    closed = people.member("Clo Closed", role="editor")
    closed.active = False
    db.session.commit()

    page = signed_in(admin).get("/admin/").text

    assert "administrators 1 of 2, other employees 1 of 1." in page
    assert "GROUNDSWELL_SECOND_STEP_ROLES=" in page
    assert 'href="/accounts/staff"' in page


@pytest.mark.parametrize("alone", ["admin", "agent"])
def test_one_employee_without_a_second_step_is_to_do(alone, admin, agent):
    admin.second_step, agent.second_step = alone != "admin", alone != "agent"
    db.session.flush()

    assert states(READY)["Sign-in in two steps"] == "open"


def test_sources_page_names_every_consumer_and_the_worker(admin, signed_in):
    db.session.add(WorkerBeat(owner="machine-7:1", seen_at=clock.now()))

    page = signed_in(admin).get("/admin/sources").text

    assert "machine-7:1" in page
    assert all(name in page for name in ("forum.daily", "notifications.webhooks", "rebuild --all --check"))
