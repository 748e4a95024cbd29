"""Names: held to the words check, and nobody looks like an employee who is none."""

import pytest
from support import people, rulings
from support.people import viewer

from community.accounts import names, queries, services
from community.forum.models import Tag
from community.forum.services import boards, edits
from community.kernel.db import db
from community.kernel.errors import Refused

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


@pytest.mark.parametrize("name", ["Abel Agent", "ABEL AGENT", "Аbel Аgent", "Abe1 Agent", "Abel  Agént", "AbelAgent"])
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
