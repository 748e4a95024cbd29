"""The way through the community with JavaScript switched off: every act is a link or a form."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.browser


def fill_in(window: Any, **words: str) -> None:
    """Type into the form of the page's main part, by the names of its fields."""
    for name, text in words.items():
        window.page.locator(f"main form.composer [name={name}]").first.fill(text)


def press(window: Any, button: str, within: str = "main") -> None:
    window.page.locator(within).get_by_role("button", name=button).first.click()


def auckland(moment: Any) -> datetime:
    """Return the moment of a <time> as clocks in Auckland show it."""
    return datetime.fromisoformat(str(moment.get_attribute("datetime"))).astimezone(ZoneInfo("Pacific/Auckland"))


@pytest.fixture
def asked(windows: Any) -> str:
    """A question of the asker's with an answer of the helper's."""
    return str(windows.community.question())


def test_search_leads_to_the_topic(plain: Any) -> None:
    window = plain().open("/")

    window.page.get_by_label("What are you looking for?").fill("pilot error")
    press(window, "Search")
    window.page.locator("main .row-link").first.click()

    assert re.search(r"/forum/topics/\d+/|/forum/posts/\d+", window.page.url)
    assert "Pilot error" in window.page.inner_text("h1")


def test_newcomer_joins_leaves_and_comes_back_to_where_they_wanted_to_be(plain: Any) -> None:
    window = plain().open("/accounts/sign-up")

    fill_in(window, name="Nora Newcomer", email="nora@people.example", password="a-long-enough-word")
    press(window, "Create account")
    window.page.locator(".menu summary").click()
    press(window, "Sign out", within=".menu")
    said = window.text()
    window.open("/forum/ask")
    fill_in(window, email="nora@people.example", password="a-long-enough-word")
    press(window, "Sign in")

    assert "You are signed out." in said
    assert window.page.inner_text("h1") == "Ask or tell"
    assert "Good to see you, Nora Newcomer" in window.open("/").text()


def test_question_stands_on_its_page_as_it_was_written(plain: Any) -> None:
    window = plain("asker").open("/forum/ask")

    fill_in(window, title="Why does the light blink?", body="It worked **last week**.", tags="charging, plain")
    press(window, "Post it")

    assert re.search(r"/forum/topics/\d+/why-does-the-light-blink$", window.page.url)
    assert window.page.inner_text(".prose strong") == "last week"
    assert [tag.inner_text() for tag in window.page.locator("main .tag").all()] == ["charging", "plain"]


def test_reply_is_shown_where_it_stands(plain: Any, asked: str) -> None:
    window = plain("thanker").open(asked)

    fill_in(window, body="Mine waits as well.")
    press(window, "Post reply")

    assert window.page.url.startswith(f"{window.base}{asked}#p")
    assert [by.inner_text() for by in window.page.locator(".talk .post-author").all()] == ["Tom Helper", "Theo Thanker"]


def test_asker_accepts_the_answer(plain: Any, asked: str) -> None:
    window = plain("asker").open(asked)

    press(window, "Accept answer")

    assert "Accepted answer" in window.page.inner_text("article.is-accepted")
    assert "Solved" in window.page.inner_text(".topic-head")
    assert "It waits for the tariff." in window.page.inner_text("article.is-accepted")


def test_thanks_are_given_and_taken_back(plain: Any, asked: str) -> None:
    window = plain("thanker").open(asked)
    answer = window.page.locator(".talk article").first

    answer.get_by_role("button", name="Kudos").click()
    given = answer.get_by_role("button", name="1 kudos").get_attribute("aria-pressed")
    answer.get_by_role("button", name="1 kudos").click()

    assert given == "true"
    assert answer.get_by_role("button", name="Kudos").get_attribute("aria-pressed") == "false"


def test_comment_stands_under_its_post(plain: Any, asked: str) -> None:
    window = plain("thanker").open(asked)
    answer = window.page.locator(".talk article").first

    answer.locator(".drawer summary", has_text="Comment").click()
    answer.locator("textarea").fill("Mine as well.")
    answer.get_by_role("button", name="Add comment").click()

    assert "Mine as well." in answer.locator(".comments").inner_text()


def test_edit_keeps_the_version_before(plain: Any, asked: str) -> None:
    window = plain("helper").open(asked)
    answer = window.page.locator(".talk article").first

    answer.get_by_role("link", name="Edit").click()
    fill_in(window, body="It waits for the cheap hours.", reason="Said more exactly")
    press(window, "Save changes")
    now = answer.locator(".prose").first.inner_text()
    answer.get_by_role("link", name="edited").click()

    assert now == "It waits for the cheap hours."
    assert [text.inner_text() for text in window.page.locator(".source").all()] == [now, "It waits for the tariff."]
    assert "Said more exactly" in window.text()


def test_moderator_hides_a_post_and_shows_it_again(plain: Any, asked: str) -> None:
    moderator, visitor = plain("mvp").open(asked), plain()
    answer = moderator.page.locator(".talk article").first

    answer.locator(".drawer summary", has_text="Hide").click()
    answer.get_by_label("Why?").fill("It is beside the point.")
    answer.get_by_role("button", name="Hide this post").click()
    while_hidden = visitor.open(asked).text()
    answer.get_by_role("button", name="Show again").click()

    assert "It waits for the tariff." not in while_hidden
    assert "It waits for the tariff." in visitor.open(asked).text()


def test_chosen_time_zone_shows_in_every_time(plain: Any, asked: str) -> None:
    window = plain("thanker").open("/accounts/settings")

    window.page.get_by_label("Time zone").select_option("Pacific/Auckland")
    press(window, "Save settings")
    said = window.text()

    moment = window.open(asked).page.locator("time").first
    assert "Your settings are saved." in said
    assert f"{auckland(moment):%H:%M}" in str(moment.get_attribute("title"))
