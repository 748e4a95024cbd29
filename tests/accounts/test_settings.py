"""What members tell about themselves, and how they read."""

import html
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from support import people

from community.accounts import services
from community.accounts.models import Member
from community.forum import addresses
from community.kernel import clock
from community.kernel.db import db

EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
FORM = {"name": "Ines Renamed", "about": "I like lamps & <b>hubs</b>.", "time_zone": "Asia/Tokyo"}


def test_settings_are_saved_and_shown(asker, signed_in, browser):
    client = signed_in(asker)

    saved = client.post("/accounts/settings", data=FORM, follow_redirects=True)
    page = browser.get(f"/accounts/people/{asker.handle}").text

    assert "Your settings are saved." in saved.text
    assert "Ines Renamed" in page
    assert html.escape(FORM["about"]) in page
    assert "<b>hubs" not in page


def test_a_time_zone_changes_the_times_that_are_shown(board, asker, signed_in):
    client = signed_in(asker)
    with clock.at(EVENING):
        topic = people.topic(board, asker, "Posted in the evening")
    address = addresses.topic(topic.id, topic.slug)
    before = client.get(address).text

    client.post("/accounts/settings", data=FORM)
    after = client.get(address).text

    assert "2 March 2026, 20:00" in before
    assert "3 March 2026, 05:00" in after


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Please fill this in"),
        ({"name": "\u202e\u202e\u202e"}, "Please fill this in"),
        ({"name": "x" * 61}, "between 2 and 60"),
        ({"about": "x" * 501}, "cannot be longer than 500"),
        ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
    ],
)
def test_refused_settings_keep_what_was_typed_and_change_nothing(changes, sentence, asker, signed_in):
    page = signed_in(asker).post("/accounts/settings", data=FORM | changes)

    about = re.search(r'<textarea[^>]*name="about"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)[1]
    assert page.status_code == 422
    assert sentence in html.unescape(page.text)
    assert html.unescape(about).strip() == (FORM | changes)["about"]
    assert asker.name == "Ines Asker"


def test_zeros_and_turning_characters_are_dropped_from_names(asker, signed_in, app):
    signed_in(asker).post("/accounts/settings", data=FORM | {"name": "In\x00es \u202eA"})
    app.test_client().post(
        "/accounts/sign-up",
        data={"name": "No\x00ra", "email": "nora@people.example", "password": "a-long-password-4u"},
    )

    names = set(db.session.scalars(select(Member.name)))

    assert names == {"Ines A", "Nora"}


def test_a_new_role_counts_from_the_next_page_on(asker, topic, signed_in):
    client = signed_in(asker)
    before = client.post(addresses.topic_act(topic.id, "close"), data={"reason": "It is settled."}).status_code
    services.give_role(member=asker, role="agent", by=None)
    db.session.commit()
    during = client.post(addresses.topic_act(topic.id, "close"), data={"reason": "It is settled."}).status_code
    services.give_role(member=asker, role="member", by=None)
    db.session.commit()

    after = client.post(addresses.topic_act(topic.id, "reopen")).status_code

    assert (before, during, after) == (403, 303, 403)


def test_a_member_who_is_no_longer_active_is_gone_from_pages_and_signed_out(asker, topic, signed_in, browser):
    client = signed_in(asker)
    asker.active = False

    codes = [browser.get(f"/accounts/people/{asker.handle}").status_code, client.get("/accounts/settings").status_code]

    assert codes == [404, 303]
    assert asker.handle not in browser.get("/accounts/people").text


def test_two_members_of_one_name_have_handles_of_their_own(app):
    members = [people.member("Kim Lee", email=f"kim{n}@people.example") for n in range(3)]

    handles = [member.handle for member in members]

    assert handles == ["kim-lee", "kim-lee-2", "kim-lee-3"]
