"""One true line through the product: from what a customer asks to what an executive reads, and back to the posts."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from browser.windows import Look, Window
from playwright.sync_api import Locator

pytestmark = pytest.mark.browser

PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Trouble:
    """What is asked, what helps, and by which words somebody else finds it."""

    question: str
    answer: str
    sought: str
    wish: str


WALL_BOX = Trouble(
    question="How do I wake the wall box after a power cut?",
    answer="Hold the reset button for ten seconds, then switch the fuse off and on again.",
    sought="fuse reset button power cut",
    wish="Begin to charge by itself after a power cut",
)
INVOICE = Trouble(
    question="Why does my invoice name two tariffs at once?",
    answer="The meter was read in the middle of the month; both readings stand on its second page.",
    sought="meter reading two tariffs on one bill invoice",
    wish="One tariff on every bill, please",
)


@pytest.mark.parametrize(
    ("width", "weeks_ago", "trouble"), [(1280, 1, WALL_BOX), (390, 2, INVOICE)], ids=["desk", "phone"]
)
def test_what_a_customer_asks_reaches_the_executive(
    settled_windows: Any, windows: Any, width: int, weeks_ago: int, trouble: Trouble
) -> None:
    def of(reader: str) -> Window:
        opened: Window = settled_windows(reader)
        opened.look(Look(width, "light"))
        return opened

    week = windows.community.weeks[weeks_ago]
    address = ask(of("asker"), trouble)
    answer_and_accept(of("helper"), of("asker"), trouble, address)
    harvest(of("editor"), trouble)
    find_article(of("thanker"), trouble, address)
    wish_and_answer(of, trouble)
    sign_memo(of("editor"), week)
    open_a_number(of("executive"), week)


def ask(customer: Window, trouble: Trouble) -> str:
    """Ask a question; return its address."""
    customer.open("/forum/ask")
    customer.page.locator("main [name=title]").fill(trouble.question)
    customer.page.locator("main [name=body]").fill(f"{trouble.question} I tried all that I could think of.")

    customer.page.get_by_role("button", name="Post it").click()
    customer.page.wait_for_url("**/forum/topics/*/*")

    assert trouble.question in customer.text()
    return customer.page.url.removeprefix(customer.base)


def answer_and_accept(helper: Window, asker: Window, trouble: Trouble, address: str) -> None:
    helper.open(address).page.locator(".reply textarea").fill(trouble.answer)
    helper.page.get_by_role("button", name="Post reply").click()
    helper.page.wait_for_url("**#p*")

    asker.open(address).page.get_by_role("button", name="Accept answer").click()

    assert "Accepted answer" in asker.page.inner_text("article.is-accepted")


def harvest(editor: Window, trouble: Trouble) -> None:
    """Draft an article from the topic in one click, and publish it."""
    candidate = editor.page.locator(".candidate", has_text=trouble.question)
    until(lambda: leads_to(candidate, editor, "/kb_harvest/candidates"))
    assert "of 100" in candidate.inner_text()

    candidate.get_by_role("button", name="Draft an article").click()
    editor.page.wait_for_url("**/kb_harvest/articles/**")
    editor.page.get_by_label("Everybody").check()
    editor.page.locator("#publish").get_by_role("button", name="Publish").click()

    assert trouble.answer in editor.page.inner_text("article.long-read")


def leads_to(candidate: Locator, editor: Window, queue: str) -> bool:
    """Walk the pages of the queue up to the candidate; tell whether it is there."""
    onward = editor.page.get_by_role("link", name="Next page")
    editor.open(queue)
    while not candidate.count() and onward.count():
        onward.click()
        editor.page.wait_for_load_state()
    return candidate.count() == 1


def find_article(reader: Window, trouble: Trouble, address: str) -> None:
    """Find the article by words of one's own, and see its topic point to it."""
    asked = f"/search/?q={trouble.sought.replace(' ', '+')}"
    found = reader.page.locator("main .row-link[href*='/kb_harvest/articles/']")
    until(lambda: bool(reader.open(asked)) and found.count() > 0)

    found.first.click()

    assert trouble.answer in reader.page.inner_text("article.long-read")
    assert "Tom Helper" in reader.page.inner_text("article.long-read")
    assert "This talk became an article" in reader.open(address).text()


def wish_and_answer(of: Callable[[str], Window], trouble: Trouble) -> None:
    """One wishes, another votes, an employee answers."""
    wisher = of("asker").open("/ideas/new")
    wisher.page.locator("main [name=title]").fill(trouble.wish)
    wisher.page.locator("main [name=body]").fill(f"{trouble.wish}: it would spare me a call each time.")
    wisher.page.get_by_role("button", name="Submit it").click()
    wisher.page.wait_for_url(re.compile(r"/ideas/\d+/"))
    address = wisher.page.url.removeprefix(wisher.base)

    voter = of("thanker").open(address)
    voter.page.get_by_role("button", name="I want this too").click()
    employee = of("agent").open(address)
    employee.page.locator("#respond summary").click()
    employee.page.locator("#respond [name=to]").select_option("planned")
    employee.page.locator("#respond [name=response]").fill("It comes with the release of the spring.")
    employee.page.locator("#respond").get_by_role("button", name="Move it").click()

    told = voter.open(address).text()
    assert "1 person wants this" in told
    assert "It comes with the release of the spring." in told
    assert "Employee" in told


def sign_memo(editor: Window, week: str) -> None:
    """Choose what the week is remembered for, in words of one's own, and sign."""
    editor.open(f"/insight/memos/{week}/edit")
    editor.page.locator("[name=headline]").fill(
        "Customers fear warm cables, and nobody of us has told them what is normal"
    )
    editor.page.locator("[name=why]").fill("Fear keeps them from charging.")
    editor.page.locator("[name=action]").fill("Print the safe temperature on the cable.")

    editor.page.get_by_role("button", name="Sign the memo").click()
    editor.page.wait_for_url(f"**/insight/memos/{week}")

    assert "Signed by Edda Editor" in editor.text()


def open_a_number(executive: Window, week: str) -> None:
    """Read the memo, and go from a number down to a post behind it."""
    executive.open(f"/insight/memos/{week}")
    assert "Customers fear warm cables" in executive.page.inner_text("h1")
    posts = executive.page.locator(
        ".memo-numbers div", has=executive.page.locator("dt", has_text=re.compile("^Posts$"))
    )
    counted = posts.locator("dd a").inner_text()

    posts.locator("dd a").click()
    executive.page.wait_for_url("**/insight/rows/posts*")
    executive.page.locator("main ol a[href*='/forum/']").first.click()
    executive.page.wait_for_url("**/forum/**")

    assert int(counted) >= 24
    assert "Is a cable of" in executive.text()
    assert executive.complaints == []


def until(look: Callable[[], bool]) -> None:
    """Wait until the worker has seen to what was done."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not look():
        assert time.monotonic() < end, "the worker did not see to it"
        time.sleep(0.3)
