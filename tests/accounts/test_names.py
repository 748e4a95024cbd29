"""Names: held to the words check, and nobody looks like an employee who is none."""

import pytest
from accounts.test_oidc import provider
from support import people, rulings
from support.openid import walk
from support.people import viewer

from community.accounts import names, queries, services
from community.forum.models import Tag
from community.forum.services import boards, edits
from community.kernel.db import db
from community.kernel.errors import Refused

__all__ = ["provider"]
JOIN = {"name": "Nora New", "email": "nora@people.example", "password": "a-long-password-4u"}


def rename(member, name, about=""):
    services.change_settings(member=member, name=name, about=about, time_zone="", language="")


@pytest.mark.parametrize(
    "name",
    [
        "Admin",
        "Аdmіn",
        "The Administrator",
        "adm1n",
        "Moderat0r Max",
        "Support",
        "S U P P O R T",
        "Groundswell Helper",
        "GroundsweIl",
    ],
)
def test_a_name_that_speaks_for_the_house_is_refused(name, asker):
    with pytest.raises(Refused, match="as if you spoke for us"):
        rename(asker, name)


@pytest.mark.parametrize(
    "name", ["Abel Agent", "ABEL AGENT", "Аbel Аgent", "Abe1 Agent", "Abel  Agént", "AbelAgent", "Abel\u3164Agent"]
)
def test_a_name_that_looks_like_an_employees_is_refused(name, asker, agent):
    with pytest.raises(Refused, match="like that of an employee"):
        rename(asker, name)


@pytest.mark.parametrize(
    "name", ["Abel Agnew", "Teamwork Tess", "Adminka", "Mo Deraton", "Ines Asker", "Supporter Sue", "Анна"]
)
def test_other_names_are_free(name, asker, agent):
    rename(asker, name)

    assert asker.name == name


def test_employees_may_be_called_what_they_are(agent):
    rename(agent, "Abel, Admin")

    assert agent.name == "Abel, Admin"


UNSEEN = {
    "zero-width spaces": "\u200b" * 5,
    "soft hyphens": "\u00ad\u00ad",
    "fillers": "\u3164" * 3,
    "half fillers": "\uffa0\u115f\u1160",
    "empty braille": "\u2800\u2800",
    "marks": "\u0301\u034f\u17b4",
    "signs alone": "... !",
    "joiners and signs": "\u200d-\u2060-\ufeff",
    "hieroglyphs": "\U00013441\U00013442",
}
FORMER = [
    "former member",
    "Former Member",
    "FORMER  MEMBER",
    "fоrmer mеmber",
    "f0rmer\u200bmember.",
    "former\u3164member",
]


@pytest.mark.parametrize("name", UNSEEN.values(), ids=UNSEEN)
def test_a_name_that_nobody_sees_is_refused(name, asker, agent):
    for member in (asker, agent):
        with pytest.raises(Refused, match="a letter or a digit that can be seen"):
            rename(member, name)


@pytest.mark.parametrize("name", [*FORMER, "ehemaliges Mitglied", "Ehemaliges Mitgl1ed"])
def test_nobody_is_called_what_stands_for_those_who_left(name, asker, agent):
    for member in (asker, agent):
        with pytest.raises(Refused, match="stands for people who left"):
            rename(member, name)


@pytest.mark.parametrize("name", ["李雷", "김 철수", "अनीता", "Zoë ☀", "4", "Former Membrane", "عمر"])
def test_a_name_in_any_script_is_seen(name, asker):
    rename(asker, name)

    assert asker.name == name


@pytest.mark.parametrize("name", ["\u200b\u200b\u200b", "Former member"])
def test_no_door_takes_an_unseen_name(name, browser, asker, signed_in, program, provider):
    provider.person |= {"name": "Olga Outside", "email_verified": True}
    signed_up = browser.post("/accounts/sign-up", data=JOIN | {"name": name})
    walk(browser, provider)
    joined = browser.post("/accounts/oidc/join", data={"name": name})
    set_there = signed_in(asker).post("/accounts/settings", data={"name": name, "about": "", "time_zone": ""})
    by_program = program(asker, "PATCH", "me", json={"name": name})

    assert "can be seen" in signed_up.text or "people who left" in signed_up.text
    assert [one.status_code for one in (joined, set_there, by_program)] == [422, 422, 422]
    assert queries.member_by_email("nora@people.example") is None
    assert queries.member_by_email("olga@people.example") is None
    assert asker.name == "Ines Asker"


def test_the_command_line_adds_nobody_unseen(app):
    with pytest.raises(Refused, match="can be seen"):
        services.create_member(name="\u3164\u3164", email="x@people.example", password=JOIN["password"], role="admin")


@pytest.mark.parametrize("action", ["block", "hold", "mask"])
def test_a_watched_word_stands_in_no_name(action, asker):
    rulings.watch("casino", action)

    with pytest.raises(Refused):
        rename(asker, "Cаsino Jack")


def test_a_watched_word_stands_in_no_words_about_oneself(asker):
    rulings.watch("casino", "hold")

    with pytest.raises(Refused, match="watched word"):
        rename(asker, asker.name, about="Visit my casino.")


def test_who_changes_neither_name_nor_words_is_not_asked(asker):
    asker.about = "Visit my casino."
    rulings.watch("casino", "block")

    rename(asker, asker.name, about=asker.about)

    assert asker.about == "Visit my casino."


def test_signing_up_as_admin_shows_why_not_at_the_name(browser):
    page = browser.post("/accounts/sign-up", data=JOIN | {"name": "Аdmin"})

    assert "This name looks as if you spoke for us" in page.text
    assert queries.member_by_email("nora@people.example") is None


def test_signing_up_with_a_watched_word_shows_why_not(browser):
    rulings.watch("casino", "hold")

    page = browser.post("/accounts/sign-up", data=JOIN | {"name": "Casino Nora"})

    assert "A watched word stands in this" in page.text
    assert queries.member_by_email("nora@people.example") is None


def test_the_settings_page_keeps_what_was_typed_and_says_why_not(asker, signed_in):
    page = signed_in(asker).post("/accounts/settings", data={"name": "Admin", "about": "Kept words", "time_zone": ""})

    assert page.status_code == 422
    assert "This name looks as if you spoke for us" in page.text
    assert "Kept words" in page.text


@pytest.mark.parametrize("action", ["block", "hold", "mask"])
def test_a_watched_word_is_no_tag(action, board, asker, topic):
    rulings.watch("casino", action)

    with pytest.raises(Refused):
        people.topic(board, asker, "A fine question here", tags=("hub", "casino"))
    db.session.rollback()
    with pytest.raises(Refused):
        edits.edit_post(post=people.opening(topic), topic=topic, by=viewer(asker), body="All fine.", tags=("casino",))
    db.session.rollback()
    assert db.session.query(Tag).filter_by(name="casino").count() == 0


def test_a_tag_that_a_topic_carries_is_not_asked_about_again(board, asker):
    made = people.topic(board, asker, "A fine question here", tags=("casino",))
    rulings.watch("casino", "block")

    edits.edit_post(post=people.opening(made), topic=made, by=viewer(asker), body="All fine.", tags=("casino", "hub"))

    assert db.session.query(Tag).count() == 2


@pytest.mark.parametrize("words", [{"name": "Casino games"}, {"description": "All about the casino."}])
def test_a_watched_word_stands_in_no_board(words, board, admin):
    rulings.watch("casino", "block")
    named = {"name": "Games", "description": "", "visibility": "public", "by": viewer(admin)} | words

    with pytest.raises(Refused, match="casino"):
        boards.open_board(**named)
    with pytest.raises(Refused, match="casino"):
        boards.change_board(board=board, **named)


def test_a_new_name_is_asked_about_without_a_member(app):
    assert names.checked_name("Nora New") == "Nora New"
