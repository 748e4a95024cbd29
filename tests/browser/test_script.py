"""What scripts add where they run: small comforts, and one reply for two clicks."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def theme(window: Any) -> Any:
    return window.page.evaluate("document.documentElement.dataset.bsTheme ?? 'auto'")


def test_double_click_makes_one_reply(window: Any, windows: Any) -> None:
    opened = window("helper").open(windows.community.places["topic quiet"])
    opened.page.locator(".reply textarea").fill("I do, from the second floor.")

    opened.page.get_by_role("button", name="Post reply").dblclick()
    opened.page.wait_for_url("**#p*")

    assert opened.open(windows.community.places["topic quiet"]).text().count("I do, from the second floor.") == 1
    assert opened.complaints == []


def test_words_survive_a_closed_tab_and_the_preview_follows_them(window: Any, windows: Any) -> None:
    opened = window("thanker").open("/forum/ask")
    opened.page.get_by_label("Title").fill("Why does the light blink?")
    opened.page.get_by_role("button", name="Preview").click()

    opened.page.locator("main [name=body]").fill("It blinks **red**.")
    shown = opened.page.wait_for_selector(".preview strong").inner_text()
    opened.page.get_by_text("Draft kept").wait_for()
    opened.open("/forum/ask")

    assert shown == "red"
    assert opened.page.locator("main [name=body]").input_value() == "It blinks **red**."
    assert opened.complaints == []


def test_quoting_stays_on_the_page_and_behind_what_is_written(window: Any, windows: Any) -> None:
    opened = window("thanker").open(windows.community.question())
    box = opened.page.locator("#reply textarea")
    box.fill("I think so.")

    opened.page.locator(".talk article").first.get_by_role("link", name="Quote").click()

    assert box.input_value() == "I think so.\n\n@tom-helper:\n\n> It waits for the tariff.\n\n"
    assert opened.page.evaluate("document.activeElement.name") == "body"


def test_similar_topics_come_while_a_title_is_typed(window: Any) -> None:
    opened = window("helper").open("/forum/ask")

    opened.page.get_by_label("Title").press_sequentially("pilot error")

    opened.page.locator(".similar .row-link").first.wait_for()
    assert opened.complaints == []


def test_theme_goes_round_and_is_kept(window: Any) -> None:
    opened = window().open("/")
    toggle = opened.page.locator("[data-theme-toggle]")
    gone_through = [theme(opened)]

    for _ in range(3):
        toggle.click()
        opened.open("/forum/")
        gone_through.append(theme(opened))

    assert gone_through == ["auto", "light", "dark", "auto"]


def test_slash_leads_to_search_unless_someone_writes(window: Any, windows: Any) -> None:
    opened = window("asker").open(windows.community.places["topic quiet"])
    body = opened.page.locator(".reply textarea")

    body.press_sequentially("and/or")
    opened.page.locator("h1").click()
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("pilot")

    assert body.input_value() == "and/or"
    assert opened.page.get_by_label("Search the community").input_value() == "pilot"


def test_visitor_reads_times_in_their_own_zone(window: Any, windows: Any) -> None:
    opened = window(timezone_id="Pacific/Auckland").open(windows.community.places["topic"])
    first = opened.page.locator("time").first

    said = " ".join(str(first.get_attribute("title")).split())

    there = datetime.fromisoformat(str(first.get_attribute("datetime"))).astimezone(ZoneInfo("Pacific/Auckland"))
    assert said == f"{there:%B} {there.day}, {there.year} at {there:%I:%M %p}".replace("at 0", "at ")


def test_the_tab_one_is_on_is_in_sight_on_a_phone(window: Any) -> None:
    opened = window("admin")
    opened.page.set_viewport_size({"width": 390, "height": 844})
    opened.open("/admin/audit")

    expect(opened.page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=0.9)
    assert opened.page.evaluate("window.scrollY") == 0


def test_escape_closes_the_menu_and_keeps_the_place(window: Any) -> None:
    opened = window("asker").open("/")
    opened.page.locator(".menu summary").click()

    opened.page.keyboard.press("Escape")

    assert opened.page.locator(".menu[open]").count() == 0
    assert opened.page.evaluate("document.activeElement.matches('.menu summary')")


def test_first_tab_offers_to_skip_to_the_content(window: Any) -> None:
    opened = window().open("/forum/")

    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")

    assert opened.page.evaluate("document.activeElement.id") == "content"


def test_thanks_change_the_post_and_nothing_else(window: Any, windows: Any) -> None:
    opened = window("thanker").open(windows.community.question())
    opened.page.locator("#reply textarea").fill("Half a reply.")
    opened.page.evaluate("window.stayed = true")
    answer = opened.page.locator(".talk article").first

    answer.get_by_role("button", name="Kudos").click()
    answer.get_by_role("button", name="1 kudos").wait_for()
    focused = opened.page.evaluate("[document.activeElement.id, document.activeElement.ariaPressed]")
    answer.get_by_role("button", name="This worked for me").click()
    answer.get_by_text("Worked for 1 person").wait_for()

    assert focused == [f"kudos-{str(answer.get_attribute('id'))[1:]}", "true"]
    assert opened.page.evaluate("window.stayed")
    assert opened.page.locator("#reply textarea").input_value() == "Half a reply."
    assert opened.complaints == []


def test_accepting_and_following_keep_the_page_and_its_focus(window: Any, windows: Any) -> None:
    opened = window("asker").open(windows.community.question())
    opened.page.evaluate("window.stayed = true")

    opened.page.get_by_role("button", name="Accept answer").first.click()
    opened.page.locator(".topic-head .chip", has_text="Solved").wait_for()
    opened.page.get_by_role("button", name="Bookmark").click()
    opened.page.get_by_role("button", name="Bookmarked").wait_for()

    assert opened.page.evaluate("document.activeElement.id") == "bookmark"
    assert opened.page.evaluate("window.stayed")
    assert opened.complaints == []


def test_following_a_board_keeps_the_page_and_its_focus(window: Any, windows: Any) -> None:
    opened = window("thanker").open(windows.community.places["board"])
    opened.page.evaluate("window.stayed = true")

    opened.page.get_by_role("button", name="Follow", exact=True).click()
    opened.page.get_by_role("button", name="Following").click()
    opened.page.get_by_role("button", name="Follow", exact=True).wait_for()

    assert opened.page.evaluate("document.activeElement.id") == "follow"
    assert opened.page.evaluate("window.stayed")
    assert opened.complaints == []


def test_what_is_refused_is_said_where_one_is(window: Any, windows: Any) -> None:
    opened = window("asker").open(windows.community.question())
    own = str(opened.page.locator("#thread > article").get_attribute("id"))[1:]
    opened.page.evaluate(
        "own => document.querySelector('[id^=accept-]').setAttribute('formaction', '/forum/posts/'+own+'/kudos')", own
    )
    opened.page.evaluate("window.stayed = true")

    opened.page.get_by_role("button", name="Accept answer").first.click()

    assert opened.page.locator("#said .notice").inner_text() != ""
    assert opened.page.evaluate("window.stayed")


def test_more_rows_come_below_and_take_the_focus(window: Any) -> None:
    opened = window().open("/forum/topics")
    before = opened.page.locator(".row-link").count()

    opened.page.get_by_role("link", name="Show more").click()

    fresh = opened.page.locator(".row-link").nth(before)
    expect(fresh).to_be_focused()
    assert opened.complaints == []


def test_a_doubtful_sign_up_is_asked_for_a_sum_that_the_browser_does(window: Any) -> None:
    opened = window().open("/accounts/sign-up")
    page = opened.page

    def send() -> None:
        page.get_by_label("Mail address").fill("quick@yopmail.com")
        page.get_by_label("Password").fill("a-long-password-4u")
        page.get_by_label("Your name").fill("Quentin Quick")
        page.get_by_role("button", name="Create account").click()

    send()
    page.get_by_text("That is done.").wait_for()
    proof, asked = page.locator("[name=proof]").input_value(), page.locator("[data-challenge-question]").is_visible()
    send()
    page.wait_for_url(lambda url: "sign-up" not in url)

    assert proof.isdigit()
    assert not asked
    assert opened.complaints == []


def test_keys_walk_through_rows_and_posts_and_open_them(window: Any, windows: Any) -> None:
    opened = window("asker").open("/forum/topics")
    keys = opened.page.keyboard

    for key in "jjk":
        keys.press(key)
    first = opened.page.evaluate("document.activeElement === document.querySelector('main .row-link')")
    opened.open(windows.community.question())
    for key in "jj":
        keys.press(key)
    post = opened.page.evaluate("document.activeElement.id")
    keys.press("q")

    assert first
    assert post == opened.page.locator(".talk article").first.get_attribute("id")
    assert opened.page.locator("#reply textarea").input_value().startswith("@tom-helper:")
    keys.press("?")  # while one writes, it is a letter
    assert opened.page.locator("dialog[open]").count() == 0


def test_two_keys_go_somewhere_and_the_list_switches_them_off(window: Any) -> None:
    opened = window("asker").open("/forum/tags")
    keys = opened.page.keyboard

    keys.press("g")
    keys.press("b")
    opened.page.wait_for_url("**/forum/")
    keys.press("?")
    barriers = opened.barriers()
    opened.page.get_by_label("Shortcuts are on, on this device").uncheck()
    keys.press("Escape")
    keys.press("j")
    opened.page.get_by_role("button", name="Keyboard shortcuts").click()

    assert barriers == []
    assert opened.page.evaluate("!document.querySelector('main .row-link').matches(':focus')")
    assert not opened.page.get_by_label("Shortcuts are on, on this device").is_checked()
    assert opened.complaints == []
