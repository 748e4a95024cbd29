"""Memos of the sample community, week after week, and of a real one at its busiest and its quietest."""

import os
from collections import Counter

import pytest
from sqlalchemy import select
from support import databases, lived, settled

from community.accounts.models import Member
from community.kernel import consumers
from community.kernel import db as kernel_db
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.outbox import OutboxRow
from community.kernel.rooms import house
from community.kernel.weeks import Week
from community.porting.commands import import_
from tests.shared_data import shared
from tests.voc.insight.agreeing import disagreeing
from voc.insight.memo import documents, pages, queries
from voc.insight.memo.backfill import backfill
from voc.insight.topics import business_zone
from voc.listening.models import Voice

WHOLE = os.environ.get("PROVE") == "full"
LONGEST, SHORT = 20, 3
LIVES = [("sqlite", LONGEST), ("postgresql", SHORT)] if WHOLE else [("sqlite", SHORT)]
one_kind = pytest.mark.parametrize("kind", databases.KINDS[:1], indirect=True, scope="session")
SECTIONS = ("themes", "articles", "moved", "waiting")


def read_all():
    settled.settle()
    for projection in house().projections:
        consumers.run(projection)


def unsaid(page):
    """Return what of a memo is neither there nor said to be missing."""
    empty = [name for name in SECTIONS if not getattr(page, name) and not page.empty[name]]
    silent = [number.label for number in page.numbers if not number.words]
    missing = [gap.label for gap in (*page.gaps, *page.suppressed) if not gap.why.endswith(".")]
    return [*empty, *silent, *missing, *(["evidence"] if not page.evidence else [])]


@pytest.mark.prove
@pytest.mark.timeout(1_500)
@pytest.mark.parametrize(
    ("kind", "weeks"),
    LIVES,
    indirect=["kind"],
    scope="session",
    ids=[f"{kind}-{weeks}-weeks-{'whole' if weeks == LONGEST else 'reduced'}" for kind, weeks in LIVES],
)
def test_memos_of_consecutive_weeks_are_filled_right_and_stay_the_same(live_app, weeks, record_property):
    planned = lived.sample(None if weeks == LONGEST else 5)
    read_all()
    with kernel_db.reading():
        signer = db.session.scalar(select(Member).where(Member.role == "editor").order_by(Member.id).limit(1))
        by, last = Viewer(member_id=signer.id, role=signer.role), _last_week(planned, whole=weeks == LONGEST)
        apart = disagreeing(last.back(weeks))

    backfill(last.back(weeks), by)
    with kernel_db.reading():
        found = [pages.page_of(week) for week in last.back(weeks)]
        again = [documents.as_json(pages.page_of(week)) for week in last.back(weeks)]
        mails = db.session.scalars(select(OutboxRow.key).where(OutboxRow.key.like("insight memo%"))).all()

    kind = db.engine.dialect.name
    record_property("proven", ["every section of a memo is filled", kind, f"{weeks} weeks"])
    record_property("proven", ["numbers of the week equal a naive reading of the tables", kind, f"{weeks} weeks"])
    assert apart == {}
    assert {page.week: unsaid(page) for page in found if unsaid(page)} == {}
    assert [page.status for page in found] == ["published"] * weeks
    assert all(page.quotes and page.headline and page.signed for page in found)
    assert all(len(page.numbers) == 8 for page in found)
    assert [documents.as_json(page) for page in found] == again
    assert found[-1].asks
    assert all(ask.headline and ask.action for ask in found[-1].asks)
    assert mails == []


def _last_week(planned, *, whole):
    until = Week.of(planned.until, business_zone()).plus(-1)
    return until if whole else Week.of(planned.since, business_zone()).plus(4)


@pytest.mark.prove
@one_kind
def test_a_rebuild_changes_no_memo_and_its_quotes_name_nobody(live_app):
    planned = lived.sample(4)
    read_all()
    week = Week.of(planned.since, business_zone()).plus(3)
    with kernel_db.reading():
        page, handles = pages.page_of(week), set(db.session.scalars(select(Member.handle)))
    quotes = [quote for one in (page, *page.others) for quote in one.quotes]

    for projection in house().projections:
        consumers.rebuild(projection)
    with kernel_db.reading():
        rebuilt = documents.as_json(pages.page_of(week))

    assert rebuilt == documents.as_json(page)
    assert len(quotes) > 3
    assert all(quote.url and quote.who.split()[0] in ("a", "an") for quote in quotes)
    assert not [quote.text for quote in quotes if handles & set(quote.text.lower().replace("@", " ").split())]


@pytest.mark.prove
@one_kind
def test_memos_of_a_real_community_say_why_a_number_is_missing(live_app):
    folder = shared("stackexchange/bicycles_meta")
    imported = live_app.test_cli_runner().invoke(import_, ["stackexchange", str(folder)], catch_exceptions=False)
    assert imported.exit_code == 0
    read_all()
    with kernel_db.reading():
        zone = business_zone()
        weeks = Counter(Week.of(at, zone) for at in db.session.scalars(select(Voice.said_at)))
        ranked = sorted(weeks, key=lambda week: (-weeks[week], week))
        found = [pages.page_of(week) for week in (*ranked[:3], *ranked[-3:])]

    assert {page.week: unsaid(page) for page in found if unsaid(page)} == {}
    assert all(page.evidence.startswith("Seen in") for page in found[:3])
    assert any("import does not bring" in gap.why for page in found for gap in page.gaps)
    assert queries.memo_of(ranked[0]) is None
