"""Visitors get a topic's page again as it was drawn, for as long as nothing of it is different."""

from datetime import UTC, datetime, timedelta

import pytest
from support import people

from community.forum import addresses
from community.forum.services import edits, kudos, visibility
from community.forum.views import topics as views
from community.kernel import clock
from community.kernel.auth import Viewer

MODERATOR = Viewer(role="admin")
NOON = datetime(2026, 3, 2, 12, 0, 5, tzinfo=UTC)


@pytest.fixture
def topic(board, asker):
    with clock.at(NOON - timedelta(hours=2)):
        return people.topic(board, asker, "Why does the lighthouse blink")


@pytest.fixture
def drawings(monkeypatch):
    """What was drawn since the test began."""
    drawn, draw = [], views.render_template
    monkeypatch.setattr(views, "render_template", lambda name, **values: drawn.append(name) or draw(name, **values))
    return drawn


def page(reader, topic, at=NOON, **headers):
    with clock.at(at):
        return reader.get(addresses.topic(topic.id, topic.slug), headers=headers).text


def test_a_second_visitor_gets_the_page_as_it_was_drawn(topic, browser, drawings):
    first, second = page(browser, topic), page(browser, topic, NOON + timedelta(seconds=40))

    assert first == second
    assert drawings == ["forum/topic.html"]


def test_what_is_hidden_or_changed_shows_at_once(topic, helper, browser):
    answer = people.answer(topic, helper, "Turn the third screw.")
    before = page(browser, topic)
    edits.edit_post(post=answer, topic=topic, by=people.viewer(helper), body="Turn the fourth screw.")
    changed = page(browser, topic)
    visibility.hide_post(post=answer, topic=topic, by=MODERATOR, reason="Off the topic.")

    hidden = page(browser, topic)

    assert ("third screw" in before, "fourth screw" in changed) == (True, True)
    assert "third screw" not in changed
    assert "screw" not in hidden


def test_kudos_are_counted_at_once(topic, helper, browser):
    answer = people.answer(topic, helper)
    before = page(browser, topic)
    kudos.give_kudos(post=answer, topic=topic, by=people.viewer(people.member("Karl Kind")))

    after = page(browser, topic)

    assert "1 kudos" not in before
    assert "1 kudos" in after


def test_an_hour_later_the_page_says_so(topic, browser):
    first, later = page(browser, topic), page(browser, topic, NOON + timedelta(hours=1))

    assert "2 hours ago" in first
    assert "3 hours ago" in later


def test_each_language_has_its_own(topic, browser):
    english, german = (page(browser, topic, **{"Accept-Language": language}) for language in ("en", "de"))

    assert 'lang="en"' in english
    assert 'lang="de"' in german


def test_members_get_pages_of_their_own(topic, asker, helper, browser, signed_in):
    page(browser, topic)

    theirs = [page(signed_in(member), topic) for member in (asker, helper)]

    assert all(f"@{member.handle}" in text for member, text in zip((asker, helper), theirs, strict=True))
    assert f"@{asker.handle}</span></p>" not in page(browser, topic)


def test_a_notice_is_told_to_the_visitor_whom_it_concerns_and_to_nobody_else(topic, browser, app):
    with browser.session_transaction() as session:
        session["_flashes"] = [("info", "You are signed out.")]

    told, stranger = page(browser, topic), page(app.test_client(), topic)

    assert "You are signed out." in told
    assert "You are signed out." not in stranger
