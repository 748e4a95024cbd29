"""No page of the room asks the database more often because there is more to show."""

import pytest
from support import people

from community.accounts import services as accounts
from community.admin import services
from community.kernel import clock, mail, sequencer
from community.kernel.db import db
from community.kernel.events import last_seq
from community.kernel.jobs import JobRun
from community.kernel.outbox import OutboxRow
from community.notifications.webhooks import services as webhooks
from community.notifications.webhooks.models import Webhook

FEW, MANY = 2, 12
PAGES = ("", "settings", "jobs", "outbox", "outbox?state=sent", "sources", "roles", "audit", "webhooks", "webhooks/1")


class Installation:
    """An installation in which everything of the room happened `size` times."""

    def __init__(self, admin):
        self.admin, self.size = admin, 0

    def grow(self, size):
        for number in range(self.size, size):
            member = people.member(f"Role {number}")
            services.give_role(member=member, role="agent", reason="A good one.", by=people.viewer(self.admin))
            accounts.give_role(member=people.member(f"Other {number}"), role="mvp", by=member.id)
            webhooks.add(url=f"http://127.0.0.1:9/{number}", kinds=(), by=people.viewer(self.admin))
            for state in ("dead", "sent"):
                mail.send(key=f"{state} {number}", to="a@people.example", subject="Hello", text="Words.")
                db.session.query(OutboxRow).filter_by(key=f"{state} {number}").update({"state": state})
            row = JobRun(job="kernel.tidy", period=f"2026-01-{number + 1:02}", status="done", attempt=1, owner="")
            row.lease_until = row.started_at = row.finished_at = clock.now()
            db.session.add(row)
            db.session.commit()
        self.size = size
        sequencer.run()
        hook = db.session.get(Webhook, 1)
        webhooks.replay(webhook=hook, first=max(1, last_seq() - size), last=last_seq(), by=people.viewer(self.admin))
        db.session.commit()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True, scope="session")
def test_no_query_count_grows_with_what_happened(app, admin, signed_in, count_queries):
    installation, client = Installation(admin), signed_in(admin)
    installation.grow(FEW)
    few = _counts(client, count_queries)
    installation.grow(MANY)

    many = _counts(client, count_queries)

    assert {page: (few[page], number) for page, number in many.items() if number > few[page]} == {}
    del many[""]  # the doctor asks each consumer how far it is
    assert max(many.values()) <= 16


def _counts(client, count_queries):
    return {page: count_queries(lambda at=page: client.get(f"/admin/{at}")) for page in PAGES}
