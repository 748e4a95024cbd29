"""Customer records: each value with source and day, for staff only, and every look at one is written down."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from support import people

from community.accounts import customer_merges, customers, handles, keys, looks
from community.accounts.customer_personal import PERSONAL
from community.accounts.customer_record import record_of
from community.accounts.customers import CustomerNote, record_customers
from community.accounts.models import CustomerValue, Handle, Look, Member, RecordMerge
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import EventRow
from community.kernel.rooms import house

AGENT = Viewer(role="agent")
PAGE = "/accounts/people/ines-asker/customer"


def tell(member, day, source="CRM", **values):
    note = CustomerNote(member_id=member.id, source=source, as_of=date(2026, 3, day), values=values)
    record_customers([note])


def said(rows):
    return [(row.field, row.value, row.source, row.as_of.day) for row in rows]


@pytest.fixture
def program(browser):
    """Return a function that asks the API in a member's name, with the rights of their role."""

    def send(member, method, path, words=None, *, with_role=True):
        secret = keys.issue(
            by=people.viewer(member), name="x", lifetime=timedelta(days=30), may_write=True, with_role=with_role
        )
        return browser.open(f"/api/v1/{path}", method=method, json=words, headers={"Authorization": f"Bearer {secret}"})

    return send


def test_the_newest_value_of_each_source_is_shown_and_what_came_before_is_kept(asker):
    tell(asker, 1, tier="silver")
    tell(asker, 3, tier="gold")
    tell(asker, 2, source="Survey", tier="bronze")

    record = record_of(asker.id)

    assert sorted(said(record.values)) == [("tier", "bronze", "Survey", 2), ("tier", "gold", "CRM", 3)]
    assert said(record.earlier) == [("tier", "silver", "CRM", 1)]


def test_of_one_day_what_was_told_last_counts(asker):
    tell(asker, 1, source="Web", tier="silver")
    tell(asker, 1, source="CRM", tier="gold")
    tell(asker, 1, source="Web", tier="bronze")

    assert customers.customers(date(2026, 3, 1))[asker.id].tier.value == "bronze"


def test_what_is_known_already_changes_nothing_and_is_no_fact(asker):
    tell(asker, 1, tier="gold", arpu="80 EUR")
    before = db.session.scalars(select(CustomerValue.id)).all()

    tell(asker, 1, tier="gold", arpu="80 EUR")

    facts = select(func.count()).select_from(EventRow).where(EventRow.kind == "accounts.customers_recorded")
    assert db.session.scalars(select(CustomerValue.id)).all() == before
    assert db.session.scalar(facts) == 1


def test_the_page_shows_values_names_the_owner_and_what_they_wrote(asker, agent, topic, signed_in):
    tell(asker, 1, contract_value="12000.50 EUR", account_owner=str(agent.id))
    handles.link(member=asker, channel="x", handle="@ines", verified=True, reason="She wrote from it.", by=AGENT)

    page = signed_in(agent).get(PAGE).text

    assert all(word in page for word in ("12000.50 EUR", "CRM", agent.name, "@ines", topic.title))


def test_every_look_by_page_and_program_is_written_later(asker, agent, admin, signed_in, program):
    looks.waiting().drain()
    signed_in(agent).get(PAGE)
    program(admin, "GET", "customers/ines-asker")
    signed_in(agent).post(f"{PAGE}/handles", data={})  # refused, and the record is shown again
    said = {"source": "CRM", "as_of": "2026-11-01", "values": {"tier": "gold"}}
    program(admin, "PUT", "customers/ines-asker", said)  # answers the record

    written = looks.write_looks()  # other rooms hold what other tests left behind

    rows = db.session.execute(select(Look.by_id, Look.member_id).order_by(Look.id)).all()
    shown = signed_in(admin).get("/accounts/looks").text
    assert looks.write_looks in house().flushes
    assert written == 4
    assert rows == [(agent.id, asker.id), (admin.id, asker.id)] * 2
    assert agent.name in shown


def test_a_look_that_could_not_be_written_waits_on(asker, agent, monkeypatch):
    looks.waiting().drain()
    looks.note(asker.id, agent.viewer)
    with monkeypatch.context() as broken:
        broken.setattr(db.session, "execute", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            looks.write_looks()

    assert looks.write_looks() == 1


def test_all_looks_are_read_page_by_page(asker, agent):
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    db.session.add_all(Look(by_id=agent.id, member_id=asker.id, at=moment) for _ in range(looks.LOOKS_PER_PAGE + 3))
    db.session.commit()

    first = looks.looks(None)
    second = looks.looks(first.next_key)

    assert (len(first.rows), len(second.rows), second.next_key) == (looks.LOOKS_PER_PAGE, 3, None)


@pytest.mark.parametrize(("role", "status"), [("member", 403), ("mvp", 403), ("editor", 403), ("agent", 200)])
def test_the_api_answers_agents_and_administrators_only(role, status, asker, program):
    caller = people.member("Cal Caller", role=role)

    read = program(caller, "GET", "customers/ines-asker")
    written = program(
        caller, "PUT", "customers/ines-asker", {"source": "x", "as_of": "2026-03-01", "values": {"tier": "gold"}}
    )

    assert (read.status_code, written.status_code) == (status, status)


def test_the_api_asks_for_a_token_with_the_rights_of_the_role(asker, agent, program, browser):
    plain = program(agent, "GET", "customers/ines-asker", with_role=False)
    nobody = browser.get("/api/v1/customers/ines-asker")

    assert (plain.status_code, nobody.status_code) == (403, 401)


def test_the_api_keeps_what_a_source_says(asker, agent, program):
    words = {"source": "CRM", "as_of": "2026-03-01", "values": {"tier": "Gold", "account_owner": agent.handle}}

    program(agent, "PUT", "customers/ines-asker", words)
    told = program(agent, "GET", "customers/ines-asker").json["values"]

    assert told == [
        {"field": "tier", "value": "gold", "source": "CRM", "as_of": "2026-03-01"},
        {"field": "account_owner", "value": agent.handle, "source": "CRM", "as_of": "2026-03-01"},
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"values": {"tier": "top"}}, "is no tier"),
        ({"values": {"shoe_size": "44"}}, "There is no field"),
        ({"values": {}}, "it says nothing"),
        ({"as_of": "2999-01-01"}, "lies in the future"),
        ({"values": {"account_owner": "tom-helper"}}, "no employee is called tom-helper"),
    ],
)
def test_the_api_refuses_a_bad_value_with_a_sentence_and_keeps_nothing(change, says, asker, helper, agent, program):
    words = {"source": "CRM", "as_of": "2026-03-01", "values": {"tier": "gold"}} | change

    answer = program(agent, "PUT", "customers/ines-asker", words)

    assert answer.status_code == 422
    assert says in answer.json["detail"]
    assert db.session.scalars(select(CustomerValue)).all() == []


@pytest.mark.parametrize("who", ["abel-agent", "nobody"])
def test_an_employee_and_nobody_have_no_record(who, agent, program, signed_in):
    page = signed_in(agent).get(f"/accounts/people/{who}/customer")
    answer = program(agent, "GET", f"customers/{who}")

    assert (page.status_code, answer.status_code) == (404, 404)


def test_a_member_is_told_everything_that_is_held_and_leaving_empties_it(asker, helper, agent):
    tell(asker, 1, organisation="Hillside", external_score="70")
    handles.link(member=asker, channel="x", handle="@ines", verified=True, reason="She wrote from it.", by=AGENT)
    customer_merges.merge(kept=asker, dropped=helper, reason="She told us so.", by=AGENT)
    db.session.add(Look(by_id=agent.id, member_id=asker.id, at=clock.now()))
    db.session.flush()

    told = str([personal.told(asker.id) for personal in PERSONAL])
    for _ in range(2):
        for personal in PERSONAL:
            personal.erase(asker.id)

    assert all(word in told for word in ("Hillside", "CRM", "@ines", "She told us so.", agent.name))
    assert (db.session.scalars(select(CustomerValue)).all(), db.session.scalars(select(Handle)).all()) == ([], [])
    assert db.session.scalars(select(RecordMerge.reason)).all() == [""]
    assert customer_merges.family(asker.id) == (asker.id,)
    assert db.session.scalar(select(Member.organisation_id).where(Member.id == asker.id)) is None
