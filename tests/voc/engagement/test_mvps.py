"""Since when an MVP is one: as the log tells it, and a rebuild tells the same."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from support import people

from community.accounts import services
from community.accounts.models import Member
from community.kernel import clock, consumers
from community.kernel import db as kernel_db
from community.kernel.db import db
from tests.kernel import facts
from voc.engagement import queries
from voc.engagement.models import Mvp
from voc.engagement.mvps import MVPS

START = datetime(2026, 9, 28, tzinfo=UTC)


def give(member, role, day):
    with kernel_db.writing(), clock.at(START + timedelta(days=day)):
        services.give_role(member=db.session.get_one(Member, member.id), role=role, by=None)


def since():
    facts.settle()
    consumers.run(MVPS)
    with kernel_db.reading():
        return {row.member_id: row.since for row in db.session.scalars(select(Mvp))}


def test_the_last_appointment_counts_and_a_rebuild_says_the_same(live_app):
    mia, tom = people.member("Mia Veep"), people.member("Tom Helper")
    give(mia, "mvp", 1)
    give(tom, "mvp", 2)
    before = since()
    give(tom, "member", 3)
    give(mia, "member", 4)
    give(mia, "mvp", 5)

    assert before == {mia.id: START + timedelta(days=1), tom.id: START + timedelta(days=2)}
    assert since() == {mia.id: START + timedelta(days=5)}
    assert consumers.check(MVPS) == []


def test_the_watchlist_says_since_when(live_app):
    with clock.at(START):
        mia = people.member("Mia Veep")
    with kernel_db.writing():
        db.session.get_one(Member, mia.id).joined_at = START
    give(mia, "mvp", 2)
    since()

    with kernel_db.reading():
        lists = [queries.watchlist(START + timedelta(days=day)) for day in (1, 3)]

    assert [[one.since for one in found] for found in lists] == [[], [START + timedelta(days=2)]]
