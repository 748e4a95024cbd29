"""The audit log finds acts of power by who, what, whose and when, and is read only."""

from datetime import timedelta

import pytest
from support import people

from community.accounts import customer_merges
from community.accounts import services as accounts
from community.admin import audit
from community.app import load_house
from community.kernel import clock
from community.kernel.events import KINDS


@pytest.fixture
def acted(admin, helper, asker, board):
    """Ada gave a role yesterday and one today; the command line gave one."""
    with clock.at(clock.now() - timedelta(days=1)):
        accounts.give_role(member=helper, role="mvp", by=admin.id)
    accounts.give_role(member=asker, role="editor", by=admin.id)
    accounts.give_role(member=asker, role="mvp", by=None)


def found(**asked):
    return [(act.kind, act.whose.id if act.whose else None) for act in audit.acts(**asked).rows]


def test_newest_stands_first_with_who_and_whose(acted, admin, asker):
    act = audit.acts(kind="accounts.role_given").rows[1]

    assert str(act.words) == "A role was given"
    assert (act.by.id, act.whose.id, act.details) == (admin.id, asker.id, {"role": "editor"})


def test_acts_are_found_by_who_what_and_whose(acted, admin, helper, asker):
    role = "accounts.role_given"

    assert found(by=admin.id) == [(role, asker.id), (role, helper.id)]
    assert found(whose=asker.id) == [(role, asker.id)] * 2
    assert found(kind="forum.board_opened") == [("forum.board_opened", None)]
    assert found(kind="forum.board_opened", by=admin.id) == []


def test_acts_are_found_by_their_day(acted, admin, helper, asker):
    today = clock.now().date()

    assert found(by=admin.id, since=today) == [("accounts.role_given", asker.id)]
    assert found(by=admin.id, until=today - timedelta(days=1)) == [("accounts.role_given", helper.id)]


def test_what_people_write_is_no_act_of_power(acted, topic):
    assert "forum.topic_started" not in {act.kind for act in audit.acts().rows}


def test_every_act_of_power_is_a_kind_of_fact_with_words_of_its_own():
    powers = load_house().powers

    assert set(powers) <= set(KINDS)
    assert len({str(words) for words in powers.values()}) == len(powers)


def test_pages_follow_each_other_without_losing_a_line(acted, monkeypatch):
    monkeypatch.setattr(audit, "PER_PAGE", 2)
    whole = [act.id for act in _walk()]

    assert whole == sorted(whole, reverse=True)
    assert len(whole) == len(set(whole)) == 4


def _walk():
    page = audit.acts()
    while True:
        yield from page.rows
        if page.next_key is None:
            return
        page = audit.acts(after=page.next_key)


ODD = ("since=yesterday", "kind=forum.sneezed", "until=9999-12-31", "since=0001-01-01")


def test_what_was_done_to_somebody_is_found_after_they_left(acted, admin, helper, signed_in):
    helper.active = False

    page = signed_in(admin).get(f"/admin/audit?whose={helper.handle}&kind=accounts.role_given")

    assert (page.status_code, "role=mvp" in page.text) == (200, True)


def test_merging_customers_and_asking_newcomers_are_acts_of_power(admin, helper, asker):
    by = people.viewer(admin)
    customer_merges.merge(kept=asker, dropped=helper, reason="She wrote from both.", by=by)
    question = accounts.add_question(question="Which colour has a ripe tomato?", answers="red", by=by)
    accounts.remove_question(question=question, by=by)

    assert found(whose=helper.id) == found(whose=asker.id) == [("accounts.records_merged", asker.id)]
    assert [kind for kind, _ in found(by=admin.id)][:2] == ["accounts.question_removed", "accounts.question_added"]


def test_page_asks_by_handle_and_says_when_nobody_is_called_that(acted, admin, helper, signed_in):
    client = signed_in(admin)

    page = client.get(f"/admin/audit?whose={helper.handle}&kind=accounts.role_given").text
    unknown = client.get("/admin/audit?by=nobody-at-all")
    odd = [client.get(f"/admin/audit?{asked}").status_code for asked in ODD]

    assert "role=mvp" in page
    assert "role=editor" not in page
    assert unknown.status_code == 422
    assert "Nobody here is called that" in unknown.text
    assert odd == [422] * len(ODD)
    assert 'value="nobody-at-all"' in unknown.text


def test_member_who_left_no_trace_is_not_found(app):
    assert found(by=people.member("Rea Reader").id) == []
