"""An administrator adds a webhook, sees its secret once, what was sent, and switches it off and on."""

import pytest
from sqlalchemy import select
from support import people
from support.receiver import open_receiver

from community.accounts import keys
from community.accounts.tokens import LIFETIMES
from community.kernel import db as kernel_db
from community.kernel import events, outbox
from community.kernel.db import db
from community.kernel.events import EventRow
from community.notifications.webhooks import delivery, facts, queries, services, signing
from community.notifications.webhooks.models import Webhook


@pytest.fixture
def client(admin, signed_in):
    return signed_in(admin)


@pytest.fixture
def webhook(admin):
    made = services.add(url="http://127.0.0.1:9/hook", kinds=(), by=people.viewer(admin))
    db.session.commit()
    return made


def only():
    db.session.expire_all()
    return db.session.scalars(select(Webhook)).one()


def test_secret_is_shown_once(client):
    made = client.post(
        "/admin/webhooks", data={"url": "http://127.0.0.1:9/hook", "kinds": ["forum.topic_started", "ideas.vote_cast"]}
    )
    secret = only().secret

    pages = [client.get(page).text for page in ("/admin/webhooks", f"/admin/webhooks/{only().id}")]

    assert made.status_code == 201
    assert secret in made.text
    assert [secret in page for page in pages] == [False, False]
    assert only().kinds == "forum.topic_started ideas.vote_cast"


@pytest.mark.parametrize("url", ["", "https://10.0.0.1/", "ftp://example.com", "https://example.com/#x"])
def test_address_that_may_not_be_is_refused_with_a_sentence(client, url):
    page = client.post("/admin/webhooks", data={"url": url})

    assert page.status_code == 422
    assert db.session.scalars(select(Webhook)).all() == []


def test_new_secret_is_shown_once_and_the_former_one_is_kept_for_a_day(client, webhook):
    former = webhook.secret

    page = client.post(f"/admin/webhooks/{webhook.id}/change_secret")

    assert only().secret in page.text
    assert only().secret.startswith(signing.PREFIX)
    assert (only().old_secret, only().secret == former) == (former, False)


def test_one_address_has_one_webhook_however_often_it_is_sent(client, webhook):
    page = client.post("/admin/webhooks", data={"url": webhook.url})

    assert page.status_code == 422
    assert "This address has a webhook already" in page.text
    assert only().id == webhook.id


def test_what_it_hears_of_is_chosen_anew(client, webhook):
    chosen_kinds = ["ideas.vote_cast", "forum.topic_started"]
    client.post(f"/admin/webhooks/{webhook.id}/choose_kinds", data={"kinds": chosen_kinds})
    chosen, page = only().kinds, client.get(f"/admin/webhooks/{webhook.id}").text
    unknown = client.post(f"/admin/webhooks/{webhook.id}/choose_kinds", data={"kinds": ["forum.sneezed"]})
    kept = only().kinds
    client.post(f"/admin/webhooks/{webhook.id}/choose_kinds")

    assert chosen == kept == "forum.topic_started ideas.vote_cast"
    assert page.count(" checked") == 2
    assert unknown.status_code == 422
    assert only().kinds == ""


def test_off_and_on_and_gone(client, webhook):
    seen = []
    for act in ("switch_webhook_off", "switch_webhook_on", "switch_webhook_off"):
        client.post(f"/admin/webhooks/{webhook.id}/{act}")
        seen.append(only().state)
    client.post(f"/admin/webhooks/{webhook.id}/remove_webhook")

    kinds = db.session.scalars(
        select(EventRow.kind).where(EventRow.kind.startswith("notifications.")).order_by(EventRow.id)
    )
    assert seen == ["by_hand", "on", "by_hand"]
    assert db.session.scalars(select(Webhook)).all() == []
    assert [kind.removeprefix("notifications.webhook_") for kind in kinds] == [
        "added",
        "switched_off",
        "switched_on",
        "switched_off",
        "removed",
    ]


def test_what_is_off_is_not_tested(client, webhook):
    client.post(f"/admin/webhooks/{webhook.id}/switch_webhook_off")

    assert client.post(f"/admin/webhooks/{webhook.id}/test_webhook").status_code == 422


def test_log_of_deliveries_shows_code_answer_and_a_way_to_send_once_more(client, admin, app):
    with open_receiver() as receiver:
        receiver.codes, receiver.words = [503], b"<b>busy</b>"
        with kernel_db.writing():
            made = services.add(url=receiver.url, kinds=(), by=people.viewer(admin))
            row = db.session.scalars(select(EventRow).order_by(EventRow.id)).first()
            row.seq = 1
            db.session.flush()
            services.replay(webhook=made, first=1, last=1, by=people.viewer(admin))
        outbox.run({facts.CHANNEL: delivery.sender(app.extensions["settings"])})
        failed = client.get(f"/admin/webhooks/{made.id}").text
        with kernel_db.writing():
            outbox.put_off(facts.key_prefix(made.id), made.created_at)
            db.session.execute(outbox.OutboxRow.__table__.update().values(next_at=made.created_at))
        outbox.run({facts.CHANNEL: delivery.sender(app.extensions["settings"])})
    taken = client.get(f"/admin/webhooks/{made.id}").text

    assert "503" in failed
    assert "&lt;b&gt;busy" in failed
    assert "Failing since" in failed
    assert "On and well" in taken
    assert "/deliveries/" in taken


def test_range_that_is_no_range_is_refused(client, webhook):
    answers = [
        client.post(f"/admin/webhooks/{webhook.id}/replay_facts", data=data).status_code
        for data in ({}, {"first": "x", "last": "2"}, {"first": "5", "last": "4"}, {"first": "1", "last": "99999"})
    ]

    assert answers == [422] * 4


@pytest.fixture
def program(admin, browser):
    """What an administrator's program sends, with a token that carries their role."""
    secret = keys.issue(by=people.viewer(admin), name="Ours", lifetime=LIFETIMES[0], may_write=True, with_role=True)
    db.session.commit()
    token = {"Authorization": f"Bearer {secret}"}

    def ask(method, path, headers=(), **more):
        return browser.open(f"/api/v1{path}", method=method, headers={**token, **dict(headers)}, **more)

    return ask


def test_program_adds_lists_and_removes_a_webhook(program):
    made = program("POST", "/webhooks", json={"url": "http://127.0.0.1:9/hook", "kinds": ["forum.topic_started"]})
    listed = program("GET", "/webhooks").get_json()["items"]
    gone = program("DELETE", f"/webhooks/{made.get_json()['id']}")

    assert made.status_code == 201
    assert made.get_json()["secret"].startswith("whsec_")
    assert [(one["kinds"], one["state"], "secret" in one) for one in listed] == [(["forum.topic_started"], "on", False)]
    assert (gone.status_code, db.session.scalars(select(Webhook)).all()) == (204, [])


def test_program_gets_a_new_secret_once_and_the_former_one_is_kept_for_a_day(program, webhook):
    former, key = webhook.secret, {"Idempotency-Key": "new-secret"}

    first, again = (program("POST", f"/webhooks/{webhook.id}/secret", headers=key) for _ in range(2))

    assert (first.status_code, first.get_json()["secret"]) == (201, only().secret)
    assert only().old_secret == former
    assert (again.status_code, again.get_json()) == (201, {"secret": None})


def test_program_switches_a_webhook_off_and_on_and_tests_it(program, webhook):
    path = f"/webhooks/{webhook.id}"

    off, refused = program("PUT", f"{path}/pause"), program("POST", f"{path}/test")
    state = only().state
    on, tested = program("DELETE", f"{path}/pause"), program("POST", f"{path}/test")

    assert [answer.status_code for answer in (off, refused, on, tested)] == [204, 422, 204, 204]
    assert "switch it on first" in refused.get_json()["detail"]
    assert (state, only().state) == ("by_hand", "on")
    assert db.session.scalars(select(EventRow.kind)).all().count("notifications.webhook_tested") == 1


def test_program_has_a_part_of_the_log_sent_once_more(program, webhook, topic):
    first = db.session.query(EventRow).order_by(EventRow.id).limit(1).one()
    first.seq = first.seq or 1  # on PostgreSQL no fact gets a place within a test's own transaction
    db.session.commit()
    last = events.last_seq()

    sent = program("POST", f"/webhooks/{webhook.id}/replay", json={"first": 1, "last": last})
    beyond = program("POST", f"/webhooks/{webhook.id}/replay", json={"first": 1, "last": last + 1000})

    assert sent.status_code == 200
    assert sent.get_json()["facts"] == len(queries.deliveries(webhook.id).rows) > 0
    assert beyond.status_code == 422
    assert "the last one is" in beyond.get_json()["detail"]


@pytest.mark.parametrize(
    ("method", "act"), [("POST", "secret"), ("PUT", "pause"), ("DELETE", "pause"), ("POST", "test"), ("POST", "replay")]
)
def test_program_is_told_that_a_webhook_is_not_there(program, method, act):
    more = {"json": {"first": 1, "last": 1}} if act == "replay" else {}

    assert program(method, f"/webhooks/99/{act}", **more).status_code == 404


def test_program_chooses_anew_what_a_webhook_hears_of(program, webhook):
    answer = program("PUT", f"/webhooks/{webhook.id}/kinds", json={"kinds": ["ideas.vote_cast"]})
    unknown = program("PUT", f"/webhooks/{webhook.id}/kinds", json={"kinds": ["forum.sneezed"]})

    assert answer.status_code == 204
    assert unknown.status_code == 422
    assert "“forum.sneezed” is not a kind of fact." in unknown.get_json()["detail"]
    assert only().kinds == "ideas.vote_cast"


def test_program_is_told_why_not(program):
    answer = program("POST", "/webhooks", json={"url": "https://169.254.169.254/latest"})

    assert answer.status_code == 422
    assert "our own network" in answer.get_json()["detail"]


def test_the_secret_of_a_webhook_is_in_the_first_answer_and_is_kept_in_no_other(program):
    asked = {"json": {"url": "http://127.0.0.1:9/hook"}, "headers": {"Idempotency-Key": "first-hook"}}

    first, again = (program("POST", "/webhooks", **asked).get_json() for _ in range(2))

    assert first["secret"].startswith("whsec_")
    assert again == first | {"secret": None}
