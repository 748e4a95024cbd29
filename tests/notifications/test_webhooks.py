"""Facts leave as signed messages of ids and codes, are tried again, and a webhook that fails is switched off."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from support import people, settled

from community.accounts.events import MemberJoined, RoleGiven
from community.kernel import clock, consumers, outbox
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow, Fact, last_seq, publish, publish_imported
from community.kernel.outbox import OutboxRow
from community.notifications.webhooks import delivery, facts, queries, services, signing, switching
from community.notifications.webhooks.models import Delivery, Webhook

LATER = timedelta(seconds=1)


def joined(seq, *, at=None, imported=False):
    return Fact(seq=seq, at=at or clock.now() + LATER, imported=imported, event=MemberJoined(member_id=7, by=7))


def hear(*heard):
    with kernel_db.writing():
        facts.pass_on(heard)


def deliver(app, at=None):
    """Send what is due at a moment; return how many were taken."""
    with clock.at(at or clock.now() + LATER):
        return outbox.run({facts.CHANNEL: delivery.sender(app.extensions["settings"])})


def state_of(webhook):
    with kernel_db.reading() as session:
        found = session.get(Webhook, webhook.id, populate_existing=True)
        session.expunge(found)
    return found


def deliveries(webhook):
    with kernel_db.reading():
        return queries.deliveries(webhook.id).rows


def test_fact_arrives_signed_with_ids_and_codes_only(app, webhook, receiver):
    hear(Fact(seq=5, at=clock.now() + LATER, imported=False, event=RoleGiven(member_id=7, role="mvp", by=1)))

    taken = deliver(app)

    (headers, body), message = receiver.arrived[0], receiver.messages[0]
    sent_at = int(headers["webhook-timestamp"])
    assert taken == 1
    assert {name: message[name] for name in ("seq", "kind", "by", "data")} == {
        "seq": 5,
        "kind": "accounts.role_given",
        "by": 1,
        "data": {"member_id": 7, "role": "mvp"},
    }
    assert headers["webhook-id"] == message["id"]
    assert headers["webhook-signature"] == signing.signature(webhook.secret, message["id"], sent_at, body)
    assert [(row.state, row.code, row.answer, row.attempts) for row in deliveries(webhook)] == [
        ("delivered", 200, "thank you", 1)
    ]


def test_only_chosen_kinds_from_its_beginning_on_and_nothing_imported(app, admin, receiver):
    with kernel_db.writing():
        services.add(url=receiver.url, kinds=["accounts.member_joined"], by=people.viewer(admin))
    early, imported = joined(1, at=clock.now() - timedelta(hours=1)), joined(2, imported=True)
    other = replace(joined(3), event=RoleGiven(member_id=7, role="mvp"))

    hear(early, imported, other, joined(4))
    deliver(app)

    assert [message["seq"] for message in receiver.messages] == [4]


def test_kinds_chosen_anew_hold_from_then_on(app, admin, webhook, receiver):
    hear(joined(1))
    with kernel_db.writing() as session:
        services.choose_kinds(
            webhook=session.get(Webhook, webhook.id), kinds=["accounts.role_given"], by=people.viewer(admin)
        )

    hear(joined(2), replace(joined(3), event=RoleGiven(member_id=7, role="mvp")))
    deliver(app)

    assert [message["seq"] for message in receiver.messages] == [1, 3]


def test_fact_heard_twice_is_one_message(app, webhook, receiver):
    hear(joined(5))
    hear(joined(5))

    assert deliver(app) == 1
    assert len(receiver.arrived) == 1


def test_message_that_was_not_taken_comes_again_with_the_same_id_and_bytes(app, webhook, receiver):
    receiver.codes = [500]
    hear(joined(5))

    tried = deliver(app)
    early = deliver(app, clock.now() + timedelta(seconds=20))
    later = deliver(app, clock.now() + timedelta(seconds=40))

    (first, first_body), (second, second_body) = receiver.arrived
    assert (tried, early, later) == (0, 0, 1)
    assert first["webhook-id"] == second["webhook-id"]
    assert first_body == second_body
    assert deliveries(webhook)[0].attempts == 2


def test_failing_webhook_rests_whole_and_goes_on_whole(app, webhook, receiver):
    receiver.codes = [503]
    hear(*(joined(seq) for seq in range(1, 6)))

    deliver(app)
    resting = state_of(webhook)
    hear(joined(6))
    meanwhile = deliver(app)
    taken = deliver(app, clock.now() + timedelta(seconds=60))

    assert (resting.failures, resting.failing_since is not None) == (1, True)
    assert meanwhile == 0
    assert taken == 6
    assert sorted(message["seq"] for message in receiver.messages) == [1, 1, 2, 3, 4, 5, 6]
    assert (state_of(webhook).failures, state_of(webhook).failing_since) == (0, None)


def test_gone_switches_off_at_once_and_administrators_are_told(app, webhook, receiver, admin):
    receiver.codes = [410]
    hear(joined(1), joined(2))

    deliver(app)
    hear(joined(3))

    with kernel_db.reading() as session:
        letter = session.scalars(select(OutboxRow)).one()
        fact = session.scalars(select(EventRow).where(EventRow.kind == "notifications.webhook_switched_off")).one()
    assert state_of(webhook).state == "gone"
    assert len(receiver.arrived) == 1
    assert (letter.channel, letter.payload["to"]) == ("mail", admin.email)
    assert "is gone" in letter.payload["text"]
    assert f"/admin/webhooks/{webhook.id}" in letter.payload["text"]
    assert fact.payload == {"webhook_id": webhook.id, "reason": "gone"}
    assert [row.state for row in deliveries(webhook)] == ["withdrawn", "withdrawn"]


def test_three_days_of_failure_switch_off_and_not_a_moment_earlier(app, webhook, receiver, admin):
    receiver.always = 500
    hear(joined(1))
    deliver(app)
    begin = state_of(webhook).failing_since
    hear(*(joined(seq) for seq in range(2, 40)))

    deliver(app, begin + switching.LONGEST_FAILURE - LATER)
    almost = state_of(webhook).state
    deliver(app, begin + switching.LONGEST_FAILURE + timedelta(hours=7))

    assert (almost, state_of(webhook).state) == ("on", "failing")


def test_message_that_nobody_takes_is_given_up_seen_and_sent_once_more_by_hand(app, webhook, receiver, admin):
    receiver.always = 500
    hear(joined(1))
    with kernel_db.writing():
        db.session.query(OutboxRow).update({"attempts": outbox.MOST_ATTEMPTS - 1})
    deliver(app)
    given_up = deliveries(webhook)[0].state
    receiver.always = 200

    with kernel_db.writing():
        outbox.retry(by=admin.id)
    deliver(app)

    assert (given_up, deliveries(webhook)[0].state) == ("dead", "delivered")


def test_former_secret_signs_for_a_day_after_the_change(app, webhook, receiver, admin):
    former = webhook.secret
    with kernel_db.writing():
        fresh = services.change_secret(webhook=db.session.get(Webhook, webhook.id), by=people.viewer(admin))
    hear(joined(1), joined(2))
    with kernel_db.writing():
        db.session.query(OutboxRow).filter_by(key=f"notifications webhook {webhook.id} 2").update(
            {"next_at": clock.now() + timedelta(hours=25)}
        )

    deliver(app)
    deliver(app, clock.now() + timedelta(hours=26))

    for (headers, body), secrets in zip(receiver.arrived, [[fresh, former], [fresh]], strict=True):
        at = int(headers["webhook-timestamp"])
        expected = [signing.signature(secret, headers["webhook-id"], at, body) for secret in secrets]
        assert headers["webhook-signature"].split(" ") == expected


def test_switched_off_by_hand_it_hears_nothing_and_on_again_it_does(app, webhook, receiver, admin):
    hear(joined(1))
    with kernel_db.writing():
        switching.switch_off(db.session.get(Webhook, webhook.id), "by_hand", by=admin.id)
    hear(joined(2))
    silent = deliver(app)
    with kernel_db.writing():
        switching.switch_on(db.session.get(Webhook, webhook.id), by=admin.id)
    hear(joined(3))

    deliver(app)

    assert silent == 0
    assert [message["seq"] for message in receiver.messages] == [3]


def test_more_webhooks_than_there_may_be_are_refused(app, admin, monkeypatch):
    monkeypatch.setattr(services, "MOST_WEBHOOKS", 1)
    services.add(url="https://one.example/", kinds=(), by=people.viewer(admin))

    with pytest.raises(Refused, match="There are 1 webhooks"):
        services.add(url="https://two.example/", kinds=(), by=people.viewer(admin))


def test_unknown_kind_is_refused(app, admin):
    with pytest.raises(Refused, match="not a kind of fact"):
        services.add(url="https://one.example/", kinds=["forum.sneezed"], by=people.viewer(admin))


def test_removed_webhook_leaves_nothing_behind(app, webhook, receiver, admin):
    hear(joined(1))

    with kernel_db.writing():
        services.remove(webhook=db.session.get(Webhook, webhook.id), by=people.viewer(admin))

    with kernel_db.reading() as session:
        left = [session.scalars(select(table)).all() for table in (Webhook, Delivery, OutboxRow)]
    assert left == [[], [], []]
    assert deliver(app) == 0


def test_deliveries_are_forgotten_after_thirty_days(app, webhook):
    hear(joined(1))

    with clock.at(clock.now() + timedelta(days=31)), kernel_db.writing():
        services.forget("2026-11-22")

    assert deliveries(webhook) == []


@pytest.fixture
def live_webhook(live_app, receiver):
    admin = people.member("Ada Admin", role="admin")
    with kernel_db.writing():
        made = services.add(url=receiver.url, kinds=["accounts.member_joined"], by=people.viewer(admin))
    return made, people.viewer(admin)


def follow():
    settled.settle()
    consumers.run(facts.WEBHOOKS)


def test_the_log_s_facts_reach_the_webhook_and_a_range_is_replayed(live_app, live_webhook, receiver):
    webhook, by = live_webhook
    with kernel_db.writing():
        services.test(webhook=db.session.get(Webhook, webhook.id), by=by)
        for number in range(3):
            publish(MemberJoined(member_id=number))
        publish_imported([(MemberJoined(member_id=99), datetime(2020, 1, 1, tzinfo=UTC))])
    follow()
    deliver(live_app)
    first = {message["seq"]: message["id"] for message in receiver.messages}
    kinds = [message["kind"] for message in receiver.messages]

    with kernel_db.writing():
        end = last_seq()
        replayed = services.replay(webhook=db.session.get(Webhook, webhook.id), first=1, last=end, by=by)
    deliver(live_app)

    again = {message["seq"]: message["id"] for message in receiver.messages[4:]}
    assert sorted(kinds) == ["accounts.member_joined"] * 3 + ["notifications.webhook_tested"]
    assert replayed == len(again) == 5  # she who added it joined before, and a replay reaches back
    assert {seq: again[seq] for seq in first} == first
    assert json.loads(receiver.arrived[0][1])["data"] == {"webhook_id": webhook.id}


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, 10_000)])
def test_places_that_the_log_does_not_have_are_refused(webhook, admin, first, last):
    with pytest.raises(Refused, match="no such places"):
        services.replay(webhook=webhook, first=first, last=last, by=people.viewer(admin))
