"""The way through the community with JavaScript switched off: every act is a link or a form."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.browser


WITHOUT_DOUBT_MS = 3_100  # who fills in the form within three seconds is asked a question first


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

    window.page.wait_for_timeout(WITHOUT_DOUBT_MS)
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


def test_reader_says_that_it_worked_and_then_why_it_did_not(plain: Any, asked: str) -> None:
    window = plain("thanker").open(asked)
    answer = window.page.locator(".talk article").first

    answer.get_by_role("button", name="This worked for me").click()
    worked = answer.inner_text()
    answer.get_by_role("link", name="It did not work").click()
    fill_in(window, body="It still waits.")
    press(window, "Say that it did not work")

    assert "Worked for 1 person" in worked
    assert "It still waits." in answer.locator(".comments").inner_text()
    assert "Did not work" in answer.locator(".comments .chip").inner_text()


def test_somebody_has_the_trouble_too(plain: Any, asked: str) -> None:
    window = plain("thanker").open(asked)

    press(window, "I have this too")

    assert "1 person has this too" in window.page.inner_text(".topic-head")


def test_similar_topic_is_found_before_asking_and_leads_back(plain: Any) -> None:
    window = plain("thanker").open("/forum/ask")

    window.page.get_by_label("Was it asked before?").fill("Pilot error once again")
    press(window, "Look for similar topics")
    window.page.locator(".similar .row-link").first.click()
    asked_there = window.text()
    window.page.get_by_role("link", name="No, back to my question").click()

    assert "Did this topic answer it?" in asked_there
    assert window.page.get_by_label("Title").input_value() == "Pilot error once again"


def test_draft_and_preview_need_no_script(plain: Any, asked: str) -> None:
    window = plain("thanker").open(asked)

    fill_in(window, body="It *really* waits.")
    press(window, "Preview")
    seen = window.page.inner_text(".preview em")
    press(window, "Save draft")
    kept = window.page.locator("#reply textarea").input_value()
    window.open("/forum/drafts")

    assert (seen, kept) == ("really", "It *really* waits.")
    assert "It *really* waits." in window.text()


def test_quote_is_a_link_that_fills_the_reply(plain: Any, asked: str) -> None:
    window = plain("thanker").open(asked)

    window.page.locator(".talk article").first.get_by_role("link", name="Quote").click()

    assert window.page.locator("#reply textarea").input_value() == "@tom-helper:\n\n> It waits for the tariff.\n\n"


def test_bookmark_is_listed(plain: Any, asked: str) -> None:
    window = plain("thanker").open(asked)
    title = window.page.inner_text("h1")

    press(window, "Bookmark")

    assert title in window.open("/forum/bookmarks").text()


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
    newest, first = window.page.locator(".source").all()
    assert (first.inner_text(), newest.locator("ins").count()) == ("It waits for the tariff.", 1)
    assert "Said more exactly" in window.text()


def test_mvp_flags_a_threat_and_an_agent_shows_it_again(plain: Any, asked: str) -> None:
    mvp, visitor, agent = plain("mvp").open(asked), plain(), plain("agent")

    mvp.page.locator(".talk article").first.get_by_role("link", name="Flag").first.click()
    mvp.page.get_by_label("Hate or violence").check()
    press(mvp, "Flag it")
    while_hidden = visitor.open(asked).text()
    agent.open("/moderation/queue").page.locator("main .row-link").first.click()
    press(agent, "Keep it")

    assert "It waits for the tariff." not in while_hidden
    assert "It waits for the tariff." in visitor.open(asked).text()


def test_idea_is_submitted_and_a_vote_for_it_given_and_taken_back(plain: Any) -> None:
    asker, mvp = plain("asker").open("/ideas/new"), plain("mvp")

    fill_in(asker, title="Let the light be switched off", body="It is too bright at night.")
    press(asker, "Submit it")
    mvp.open(asker.page.url.removeprefix(asker.base))
    press(mvp, "I want this too")
    given = mvp.text()
    press(mvp, "Take my vote back")

    assert "1 person wants this" in given
    assert "1 person wants this" not in mvp.text()


def test_article_is_found_read_and_names_who_solved_it(plain: Any) -> None:
    window = plain().open("/kb_harvest/articles")

    window.page.locator("main .row-link").first.click()

    assert "/kb_harvest/articles/" in window.page.url
    assert "Tom Helper" in window.text()


def test_chosen_time_zone_shows_in_every_time(plain: Any, asked: str) -> None:
    window = plain("thanker").open("/accounts/settings")

    window.page.get_by_label("Time zone").select_option("Pacific/Auckland")
    press(window, "Save settings")
    said = window.text()

    moment = window.open(asked).page.locator("time").first
    assert "Your settings are saved." in said
    assert f"{auckland(moment):%H:%M}" in str(moment.get_attribute("title"))
