"""Who shows their pages to members only is away for strangers, at every address that names a person."""

import pytest
from flask import Flask
from support import people

from community.accounts import privacy
from community.kernel.db import db

OTHERS = {"accounts.avatar"}  # addresses with a handle that tell nothing beyond what stands beside each post


def about_people(app: Flask) -> list[str]:
    """Return every address that takes nothing but somebody's handle and may be read."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.arguments == {"handle"} and "GET" in rule.methods]
    return [rule.rule.replace("<handle>", "{}") for rule in rules if rule.endpoint not in OTHERS]


@pytest.fixture
def private(app):
    """Somebody who shows their pages to members only."""
    member = people.member("Pia Private")
    privacy.choose(member=member, listed=True, open_profile=False, indexed=False)
    db.session.commit()
    return member


def test_strangers_are_led_to_the_door_at_every_address_of_a_person(app, private, browser):
    addresses = [*about_people(app), "/api/v1/blogs?author={}"]

    answers = {address: browser.get(address.format(private.handle)).status_code for address in addresses}

    assert len(addresses) > 10
    assert {address: code for address, code in answers.items() if code not in (302, 303, 401)} == {}


def test_members_find_them(app, private, asker, signed_in, program):
    shown = program(asker, "GET", f"people/{private.handle}")

    assert (shown.status_code, shown.json["name"]) == (200, "Pia Private")
    assert signed_in(asker).get(f"/accounts/people/{private.handle}").status_code == 200


def test_the_list_of_people_leaves_them_out_for_strangers(private, asker, browser, program):
    seen = [browser.get("/api/v1/people").text, program(asker, "GET", "people").text]

    assert [private.handle in text for text in seen] == [False, True]
