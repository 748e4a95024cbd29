"""Roles are given with a reason, the last administrator stays, and what is kept of a person is theirs."""

import pytest
from sqlalchemy import select
from support import people

from community.accounts.models import Member
from community.admin import personal, queries, services
from community.admin.models import RoleChange
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow


def give(member, role, by, reason="Helped forty people."):
    services.give_role(member=member, role=role, reason=reason, by=people.viewer(by))


def facts():
    rows = db.session.scalars(select(EventRow).where(EventRow.kind == "accounts.role_given"))
    return [(row.payload, row.actor_id) for row in rows]


def test_role_is_given_with_its_reason_and_the_fact_holds_no_words(admin, helper):
    give(helper, "mvp", admin)

    change = queries.changes()[0]
    assert helper.role == "mvp"
    assert (change.from_role, change.to_role, change.reason) == ("member", "mvp", "Helped forty people.")
    assert (change.member.id, change.by.id) == (helper.id, admin.id)
    assert facts() == [({"member_id": helper.id, "role": "mvp"}, admin.id)]


@pytest.mark.parametrize("reason", ["", "  ", "ab", "x" * 301])
def test_without_a_reason_nothing_is_given(admin, helper, reason):
    with pytest.raises(Refused, match="give a reason"):
        give(helper, "mvp", admin, reason)

    assert helper.role == "member"


def test_last_administrator_cannot_be_let_go(admin):
    with pytest.raises(Refused, match="last administrator"):
        give(admin, "member", admin)


def test_administrator_can_go_while_another_one_stays(admin):
    other = people.member("Otto Other", role="admin")

    give(other, "agent", admin)

    assert other.role == "agent"


def test_one_who_may_not_sign_in_any_more_does_not_count(admin):
    people.member("Otto Other", role="admin").active = False
    db.session.flush()

    with pytest.raises(Refused, match="last administrator"):
        give(admin, "member", admin)


def test_page_gives_a_role_and_shows_who_has_one(admin, helper, signed_in):
    client = signed_in(admin)

    page = client.post(
        "/admin/roles",
        data={"handle": f"@{helper.handle}", "role": "agent", "reason": "Joined our team."},
        follow_redirects=True,
    )

    assert db.session.get_one(Member, helper.id).role == "agent"
    assert "Joined our team." in page.text
    assert f"<code>{helper.handle}</code>" in page.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"handle": "nobody-at-all", "role": "mvp", "reason": "Good."}, "Nobody here is called that"),
        ({"handle": "ada-admin", "role": "member", "reason": "Tired."}, "last administrator"),
        ({"handle": "ada-admin", "role": "admin", "reason": "Once more."}, "has this role already"),
    ],
)
def test_page_says_why_not_and_keeps_what_was_typed(admin, signed_in, form, sentence):
    page = signed_in(admin).post("/admin/roles", data=form)

    assert page.status_code == 422
    assert sentence in page.text
    assert form["reason"] in page.text


def test_reason_is_told_to_its_member_and_emptied_when_they_leave(admin, helper):
    give(helper, "mvp", admin)

    told = personal.ROLE_CHANGES.told(helper.id)
    personal.ROLE_CHANGES.erase(helper.id)
    personal.ROLE_CHANGES.erase(helper.id)

    assert [(one["to_role"], one["reason"]) for one in told] == [("mvp", "Helped forty people.")]
    assert db.session.scalars(select(RoleChange.reason)).all() == [""]
