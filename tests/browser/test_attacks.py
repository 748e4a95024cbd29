"""Words that would be scripts: wherever somebody may write them, they are read and never run."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from browser.windows import Window

pytestmark = pytest.mark.browser

LINES = Path(__file__).parents[1].joinpath("kernel/script_attacks.txt").read_text().splitlines()
ATTACKS = [line for line in LINES if line.startswith("<") and 8 <= len(line) <= 140][::10][:12]
FOREIGN = """() => {
  const ours = (script) => script.src.startsWith(location.origin + "/static/");
  const armed = (element) => [...element.attributes].some(
    (a) => a.name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(a.value));
  return [...document.querySelectorAll("*")]
    .filter((e) => e.matches("iframe, object, embed, base, meta[http-equiv], style, [style], img, video, math")
      || e.matches("svg:not([class])") || (e.matches("script") && !ours(e)) || armed(e))
    .map((e) => e.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def window(settled_windows: Any) -> Window:
    """A window of somebody who writes attacks and may do everything."""
    found: Window = settled_windows("attacker")
    return found


def send(window: Window, path: str, **form: str) -> Any:
    """Send a form from the page in the window, without leaving it; return the page that it leads to."""
    token = window.page.locator("[name=csrf_token]").first.input_value()
    answer = window.page.request.post(window.base + path, form={"csrf_token": token, **form})
    assert answer.ok, answer.status
    return answer


def found_in(window: Window) -> list[str]:
    """Return what the page in the window holds that is more than words."""
    return [*window.page.evaluate(FOREIGN), *window.complaints]


def test_a_dozen_attacks_are_tried() -> None:
    assert len(set(ATTACKS)) == 12


def test_unguarded_page_would_be_noticed(window: Window) -> None:
    window.open("/forum/tags")

    window.page.evaluate("document.querySelector('main').innerHTML = '<img src=x onerror=alert(1)>'")

    assert '<img src="x" onerror="alert(1)">' in found_in(window)


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_stays_words_in_a_topic(window: Window, attack: str) -> None:
    window.open("/accounts/settings")
    send(window, "/accounts/settings", name=attack[:60], about=attack, time_zone="")
    asked = send(window, "/forum/ask", title=attack, body=attack, board="charging", kind="question", once=attack)
    post = re.search(r"/forum/posts/(\d+)/comment", asked.text())
    send(window, post[0], body=attack, once=f"comment {attack}")
    send(window, f"{asked.url.removeprefix(window.base).rpartition('/')[0]}/close", reason=attack)

    window.page.goto(asked.url)

    assert attack.split(maxsplit=1)[0][:10] in window.page.inner_text("h1")
    assert found_in(window) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_stays_words_in_a_form_that_is_shown_again(settled_windows: Any, attack: str) -> None:
    window = settled_windows("wordy").open("/forum/ask")
    for name in ("title", "body", "tags"):
        window.page.locator(f"form.composer [name={name}]").fill(attack)

    window.page.get_by_role("button", name="Post it").click()
    window.page.wait_for_selector("[role=alert]")

    assert window.page.locator("form.composer [name=tags]").input_value() == attack
    assert found_in(window) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_stays_words_on_the_blog(settled_windows: Any, attack: str) -> None:
    window = settled_windows("admin")  # of another than the attacker of topics, who may write so much a minute
    words = {"title": attack, "body": f"{attack}\n\nAnd some more words.", "voice": "own", "visibility": "public"}
    window.open("/blogs/new")
    told = send(window, "/blogs/new", publish="1", once=f"blog {attack}", **words)
    comment = re.search(r"/blogs/posts/\d+/comment", told.text())
    send(window, comment[0], body=attack, once=f"blog comment {attack}")

    window.page.goto(told.url)

    assert attack.split(maxsplit=1)[0][:10] in window.page.inner_text("h1")
    assert found_in(window) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_stays_words_in_a_search(window: Window, attack: str) -> None:
    address = urlencode({"q": attack, "tag": attack, "author": attack})

    window.open(f"/search/?{address}")

    assert window.page.locator("#q").input_value() == attack
    assert found_in(window) == []


def test_attacks_stay_words_in_lists_and_on_pages_of_people(window: Window) -> None:
    found = [found_in(window.open(page)) for page in ("/forum/topics", "/blogs/", "/accounts/people/al-attacker", "/")]

    assert found == [[], [], [], []]
