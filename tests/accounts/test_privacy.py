"""What members choose to show of themselves, at every door."""

import pytest
from support import people

from community.accounts import privacy
from community.accounts.models import Member
from community.kernel.db import db

PAGES = [
    "/accounts/people/{}",
    "/forum/people/{}/topics",
    "/forum/people/{}/answers",
    "/forum/people/{}/accepted",
    "/ideas/people/{}",
    "/kb_harvest/people/{}",
    "/reputation/people/{}",
    "/blogs/by/{}",
]
ALL = {"listed": True, "open_profile": True, "indexed": False}


def choose(member, **choices):
    privacy.choose(member=member, **(ALL | choices))
    db.session.commit()


def test_choices_are_saved(asker, signed_in):
    client = signed_in(asker)
    before = client.get("/accounts/privacy").text

    client.post("/accounts/privacy", data={"indexed": "y"})

    saved = db.session.get_one(Member, asker.id, populate_existing=True)
    assert (saved.listed, saved.open_profile, saved.indexed) == (False, False, True)
    assert before.count("checked") == 2


@pytest.mark.parametrize("page", ["/accounts/people", "/accounts/people?sort=newest", "/accounts/people?q=tom"])
def test_who_does_not_want_to_stands_in_no_list_of_people(page, helper, asker, signed_in, browser):
    before = browser.get(page).text

    choose(helper, listed=False)

    assert "Tom Helper" in before
    assert "Tom Helper" not in browser.get(page).text
    assert "Tom Helper" not in signed_in(asker).get(page).text


def test_who_is_not_listed_is_not_among_the_helpers_of_the_first_page(topic, asker, helper, browser):
    people.accept(topic, people.answer(topic, helper), asker)
    before = browser.get("/").text

    choose(helper, listed=False)

    assert "Tom Helper" in before
    assert "Tom Helper" not in browser.get("/").text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_for_members_shows_strangers_the_door(page, helper, asker, signed_in, browser):
    address = page.format(helper.handle)
    before = browser.get(address).status_code

    choose(helper, open_profile=False)

    after = browser.get(address)
    assert (before, signed_in(asker).get(address).status_code) == (200, 200)
    assert after.location.startswith("/accounts/sign-in")
    assert "Tom Helper" not in after.text


def test_strangers_do_not_find_a_page_for_members_in_the_directory(helper, asker, signed_in, browser):
    choose(helper, open_profile=False)

    assert "Tom Helper" not in browser.get("/accounts/people").text
    assert "Tom Helper" in signed_in(asker).get("/accounts/people").text


@pytest.mark.parametrize(
    ("choices", "found"), [({}, False), ({"indexed": True}, True), ({"indexed": True, "open_profile": False}, False)]
)
def test_search_engines_list_a_page_only_if_its_owner_wants_it(choices, found, helper, browser):
    choose(helper, **choices)

    page = browser.get(f"/accounts/people/{helper.handle}").text

    assert ('content="noindex' not in page and 'rel="canonical"' in page) is found
