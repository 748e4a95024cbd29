"""The outbox is seen without what its mails say, and what was given up is sent once more."""

import pytest
from sqlalchemy import select

from community.kernel import mail, outbox
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from community.kernel.outbox import OutboxRow


@pytest.fixture
def dead(app):
    """Two mails that were given up, and one that was sent."""
    for number in range(3):
        mail.send(key=f"mail {number}", to="ann@people.example", subject="About the hub", text="Very private words.")
    rows = db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
    for row in rows[:2]:
        row.state, row.attempts, row.error = "dead", 12, "SMTPRecipientsRefused: 550 no such person"
    rows[2].state = "sent"
    db.session.commit()
    return rows[:2]


def states():
    db.session.expire_all()
    return [row.state for row in db.session.scalars(select(OutboxRow).order_by(OutboxRow.id))]


def test_page_tells_what_was_given_up_and_why(admin, dead, signed_in):
    page = signed_in(admin).get("/admin/outbox").text

    assert "mail 0" in page
    assert "550 no such person" in page
    assert "mail 2" not in page


def test_message_shows_its_heads_and_not_its_words(admin, dead, signed_in):
    page = signed_in(admin).get(f"/admin/outbox/{dead[0].id}").text

    assert "ann@people.example" in page
    assert "About the hub" in page
    assert "private words" not in page


def test_one_message_is_sent_once_more(admin, dead, signed_in):
    signed_in(admin).post(f"/admin/outbox/{dead[0].id}/retry")

    assert states() == ["pending", "dead", "sent"]
    assert db.session.get_one(OutboxRow, dead[0].id).attempts == 0


def test_all_that_were_given_up_are_sent_once_more_and_the_log_counts_them(admin, dead, signed_in):
    signed_in(admin).post("/admin/outbox/retry")

    fact = db.session.scalars(select(EventRow).where(EventRow.kind == "kernel.messages_retried")).one()
    assert states() == ["pending", "pending", "sent"]
    assert (fact.payload, fact.actor_id) == ({"messages": 2}, admin.id)


def test_message_that_is_sent_is_not_sent_once_more(app, dead):
    sent = db.session.scalars(select(OutboxRow).where(OutboxRow.state == "sent")).one()

    with pytest.raises(Refused, match="quicker"):
        outbox.retry(message_id=sent.id, by=None)
