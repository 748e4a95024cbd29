"""Leaving: seven days to think again, then forgotten; and who may not leave, and who may send somebody away."""

from datetime import timedelta
from functools import partial

import pytest
from flask import current_app
from sqlalchemy import select
from support import people
from support.at_once import at_once
from support.doors import boss, is_signed_in, letters, sign_in

from community.accounts import erasures, guesses, leaving, queries, services
from community.accounts.door_models import Guesses
from community.accounts.intake import Handles, IncomingMember, take_members
from community.accounts.models import Member
from community.forum import addresses, personal
from community.forum.services import bookmarks, follows, saved_drafts
from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from community.kernel.outbox import OutboxRow

__all__ = ["boss"]
PASSWORD = "a-long-password-4u"


@pytest.fixture
def leaver(app):
    made = services.create_member(name="Lea Leaver", email="lea@people.example", password=PASSWORD, role="member")
    db.session.commit()
    return made


def erased(member, why="left"):
    """Erase somebody, and let the worker take their name out of everything."""
    leaving.erase(member, why=why, by=member.id)
    db.session.commit()
    while erasures.go_on(current_app.extensions["settings"], lambda: False):
        pass
    return db.session.get_one(Member, member.id, populate_existing=True)


def test_whoever_leaves_has_seven_days_and_a_mail_that_says_so(leaver, signed_in):
    client = signed_in(leaver)

    left = client.post("/accounts/leave", data={"password": PASSWORD}, follow_redirects=True)

    letter = db.session.scalars(select(OutboxRow).order_by(OutboxRow.id.desc())).first().payload
    assert db.session.get_one(Member, leaver.id).leaving_at > clock.now() + timedelta(days=6, hours=23)
    assert "You are leaving" in left.text
    assert "You are leaving" in client.get("/").text
    assert letter["to"] == "lea@people.example"
    assert "Until then you can change your mind" in letter["text"]


def test_leaving_needs_the_password(leaver, signed_in):
    page = signed_in(leaver).post("/accounts/leave", data={"password": "not-this-one"})

    assert page.status_code == 422
    assert "This is not your password." in page.text
    assert db.session.get_one(Member, leaver.id).leaving_at is None


def test_who_has_no_password_is_told_how_to_get_one(asker, signed_in):
    page = signed_in(asker).post("/accounts/leave", data={"password": PASSWORD})

    assert page.status_code == 422
    assert "You have no password yet." in page.text


def test_who_thinks_again_stays(leaver, signed_in):
    leaving.begin_leaving(leaver)

    stayed = signed_in(leaver).post("/accounts/stay", follow_redirects=True)
    with clock.at(clock.now() + timedelta(days=30)):
        leaving.erase_due("2026-11-22T10Z")

    assert "Good that you stay" in stayed.text
    assert db.session.get_one(Member, leaver.id).email == "lea@people.example"


def test_nobody_is_erased_before_seven_days_are_over(leaver):
    leaving.begin_leaving(leaver)

    with clock.at(clock.now() + timedelta(days=6, hours=23)):
        leaving.erase_due("2026-11-22T10Z")
        before = leaver.erased_at
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        leaving.erase_due("2026-11-22T10Z")

    assert before is None
    assert db.session.get_one(Member, leaver.id).erased_at is not None


def test_the_last_administrator_cannot_leave(admin, app):
    with pytest.raises(Refused, match="the only administrator"):
        leaving.begin_leaving(admin)
    with pytest.raises(Refused, match="the only administrator"):
        leaving.erase(admin, why="asked", by=admin.id)


def test_an_administrator_leaves_where_there_is_another_one(admin):
    second = people.member("Sven Second", role="admin")

    gone = erased(admin)

    assert gone.erased_at is not None
    with pytest.raises(Refused, match="the only administrator"):
        leaving.begin_leaving(second)


def test_words_stay_under_former_member_without_link_handle_or_initial(topic, helper, browser):
    made = people.answer(topic, helper, "Press the button for ten seconds.")

    erased(helper)
    page = browser.get(addresses.topic(topic.id, topic.slug)).text

    assert "Press the button for ten seconds." in page
    assert "former member" in page
    assert [word for word in ("Tom Helper", "tom-helper", f"~{helper.id}") if word in page] == []
    assert made.author_id == helper.id


def test_a_mention_leads_nowhere_and_names_nobody(topic, helper, asker, browser):
    made = people.answer(
        topic, asker, "Thanks @tom-helper, and Tom Helper's friend. Write to tom.helper@people.example."
    )

    erased(helper)
    db.session.refresh(made)

    assert made.body == "Thanks [withdrawn], and [withdrawn]'s friend. Write to [withdrawn]."
    assert "/accounts/people/" not in made.html


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("Ann", "Ann and Anna can, @ann too", "[withdrawn] and Anna can, [withdrawn] too"),
        ("river", "Throw it into the river, @river", "Throw it into the river, [withdrawn]"),
        ("Will", "Ask Will if it will work", "Ask [withdrawn] if it will work"),
        ("Jo Müller", "jo  müller knows JO MÜLLER", "[withdrawn] knows [withdrawn]"),
        ("Жанна", "Спасибо, Жанна!", "Спасибо, [withdrawn]!"),
    ],
)
def test_names_are_whole_words(name, said, left, topic, asker):
    made = people.answer(topic, asker, said)

    erased(people.member(name, email="x@people.example"))
    db.session.refresh(made)

    assert made.body == left


def test_what_only_they_needed_is_gone_and_what_others_count_stays(topic, board, asker, helper):
    viewer = people.viewer(asker)
    saved_drafts.save_draft(by=viewer, words={"body": "Unsaid words"}, topic_id=topic.id)
    bookmarks.bookmark(topic=topic, by=viewer)
    follows.follow_member(member=helper, by=viewer)
    db.session.commit()

    erased(asker)
    kept = {kind.name: len(kind.told(asker.id)) for kind in personal.PERSONAL}

    assert (kept["drafts"], kept["bookmarks"], kept["people_followed"], kept["topics"]) == (0, 0, 1, 1)
    assert db.session.get_one(Member, helper.id).followers == 1


def test_the_way_in_is_closed(leaver, signed_in, browser):
    client = signed_in(leaver)
    before = client.get("/accounts/settings").status_code

    erased(leaver)

    door = browser.post("/accounts/sign-in", data={"email": "lea@people.example", "password": PASSWORD})
    assert (before, client.get("/accounts/settings").status_code) == (200, 303)
    assert door.status_code != 302
    assert queries.member_by_email("lea@people.example") is None


def test_erasing_is_a_fact_that_says_who_did_it_and_why_and_never_whom_by_name(leaver, admin):
    leaving.erase_called(member=leaver, handle="@lea-leaver", why="law", by=admin.id)

    fact = db.session.scalars(select(EventRow).where(EventRow.kind == "accounts.member_erased")).one()
    assert (fact.payload, fact.actor_id) == ({"member_id": leaver.id, "why": "law"}, admin.id)


def test_a_second_time_changes_nothing(leaver):
    erased(leaver)
    at = leaver.erased_at

    erased(leaver)

    assert leaver.erased_at == at


def test_an_administrator_erases_from_the_page_of_a_member(leaver, boss, signed_in):
    client, url = signed_in(boss), f"/accounts/people/{leaver.id}/erase"
    way = client.get("/accounts/people/lea-leaver").text

    wrong = client.post(url, data={"why": "asked", "handle": "somebody-else", "password": PASSWORD})
    right = client.post(url, data={"why": "asked", "handle": "lea-leaver", "password": PASSWORD}, follow_redirects=True)

    assert url in way
    assert wrong.status_code == 422
    assert "nobody was erased" in wrong.text
    assert "They are erased." in right.text
    assert "Lea Leaver" not in right.text
    assert client.get(url).status_code == 404
    assert client.get("/accounts/people/lea-leaver").status_code == 404


@pytest.mark.parametrize(
    ("password", "sentence"), [("", "Please fill this in."), ("not-this-one", "This is not your password.")]
)
def test_erasing_takes_the_administrators_own_password(password, sentence, leaver, boss, signed_in):
    form = {"why": "asked", "handle": "lea-leaver", "password": password}

    page = signed_in(boss).post(f"/accounts/people/{leaver.id}/erase", data=form)

    assert page.status_code == 422
    assert sentence in page.text
    assert db.session.get_one(Member, leaver.id, populate_existing=True).erased_at is None


def test_the_password_cannot_be_guessed_where_somebody_is_erased(leaver, boss, signed_in):
    client, form = signed_in(boss), {"why": "asked", "handle": "lea-leaver"}
    for _ in range(guesses.FREE):
        client.post(f"/accounts/people/{leaver.id}/erase", data=form | {"password": "not-this-one"})

    page = client.post(f"/accounts/people/{leaver.id}/erase", data=form | {"password": PASSWORD})

    assert "too many wrong tries" in page.text
    assert db.session.get_one(Member, leaver.id, populate_existing=True).erased_at is None


@pytest.mark.parametrize("page", ["my-data", "leave"])
def test_a_wrong_password_there_counts_like_one_at_the_door(page, leaver, signed_in, app):
    client, moment = signed_in(leaver), clock.now()
    for number in range(guesses.TOLD_AFTER):
        with clock.at(moment + timedelta(minutes=16 * number)):
            client.post(f"/accounts/{page}", data={"password": "not-this-one"})

    with clock.at(moment + timedelta(minutes=16 * number, seconds=10)):
        here = client.post(f"/accounts/{page}", data={"password": PASSWORD})
        at_the_door = app.test_client()
        sign_in(at_the_door, "lea@people.example")

        assert "too many wrong tries" in here.text
        assert not is_signed_in(at_the_door)
    assert [one["to"] for one in letters() if "tries to sign in" in one["subject"]] == ["lea@people.example"]


def test_a_copy_is_read_and_the_guesses_before_it_are_written(live_app):
    made = services.create_member(name="Lea Leaver", email="lea@people.example", password=PASSWORD, role="member")
    client = live_app.test_client().sign_in(made)

    wrong = client.post("/accounts/my-data", data={"password": "not-this-one"})
    counted = db.session.scalars(select(Guesses.failures)).all()
    right = client.post("/accounts/my-data", data={"password": PASSWORD})

    assert (wrong.status_code, counted) == (422, [1, 1])
    assert (right.status_code, right.mimetype) == (200, "application/zip")
    assert db.session.scalars(select(Guesses.failures)).all() == [1]  # the address's; the account's are forgotten


@pytest.mark.parametrize("page", ["my-data", "leave"])
def test_the_right_password_forgets_the_wrong_ones(page, leaver, signed_in):
    client = signed_in(leaver)
    for password in (*["not-this-one"] * (guesses.FREE - 1), PASSWORD):
        client.post(f"/accounts/{page}", data={"password": password})

    after = client.post("/accounts/my-data", data={"password": "not-this-one"})
    right = client.post("/accounts/my-data", data={"password": PASSWORD})

    assert "This is not your password." in after.text
    assert right.mimetype == "application/zip"


def test_of_two_last_administrators_who_leave_the_second_stays_and_is_told_why(admin, boss):
    moment = clock.now()
    for number, one in enumerate((admin, boss)):
        with clock.at(moment + timedelta(minutes=number)):
            leaving.begin_leaving(one, with_words=True)

    with clock.at(moment + leaving.TIME_TO_THINK + timedelta(hours=1)):
        leaving.erase_due("2026-11-22T10Z")
        leaving.erase_due("2026-11-22T11Z")

    facts = db.session.scalars(select(EventRow).where(EventRow.kind == "accounts.leaving_undone")).all()
    told = [one for one in letters() if one["to"] == "bea@people.example"]
    assert (admin.erased_at is None, boss.erased_at) == (False, None)
    assert (boss.leaving_at, boss.leaving_words) == (None, False)
    assert [(fact.payload, fact.actor_id) for fact in facts] == [({"member_id": boss.id}, None)]
    assert [one["subject"] for one in told][1:] == ["You are still a member of Groundswell"]
    assert "could not be erased: This is the only administrator." in told[-1]["text"]


def test_two_last_administrators_who_are_erased_at_once_wait_for_each_other(live_app):
    both = [people.member(name, role="admin").id for name in ("Ada Admin", "Bea Boss")]

    def gone(member_id):
        try:
            with live_app.app_context(), kernel_db.writing():
                leaving.erase(db.session.get_one(Member, member_id), why="asked", by=None)
        except Refused:
            return False
        return True

    went = at_once(*(partial(gone, one) for one in both))

    assert sorted(went) == [False, True]
    assert len(db.session.scalars(select(Member.id).where(Member.erased_at.is_(None), Member.id.in_(both))).all()) == 1


def test_an_import_does_not_bring_a_name_back(app):
    told = IncomingMember(source_id=7, name="Ivo Imported", joined_at=clock.now(), about="From afar.")
    take_members([told], source="elsewhere", handles=Handles())
    made = db.session.scalars(select(Member).where(Member.source == "elsewhere")).one()

    erased(made)
    again = take_members([told], source="elsewhere", handles=Handles())

    assert (again["new"], again["changed"]) == (0, 0)
    assert (made.name, made.about) == ("former member", "")
