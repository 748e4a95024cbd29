"""Files in a real browser: by form alone, by paste and drop, and under names that would be scripts."""

import base64
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from browser.test_attacks import FOREIGN
from browser.windows import Look
from support import uploading

pytestmark = pytest.mark.browser

LINES = Path(__file__).parents[1].joinpath("kernel/script_attacks.txt").read_text().splitlines()
WRITERS = ("wordy", "helper", "thanker", "mvp")  # by turns, since nobody may write that fast
NAMES = [line for line in LINES if line.startswith(("<", '"', "'")) and "/" not in line and 8 <= len(line) <= 80][::3][
    :10
]
PICTURE = {"name": "pump.png", "mimeType": "image/png", "buffer": uploading.picture(size=(900, 600))}
LOG = {"name": "hub.log", "mimeType": "text/plain", "buffer": b"2026-11-22 hub failed\n"}
PAGE = {"name": "page.png", "mimeType": "image/png", "buffer": b"<svg onload=alert(1)>"}
# Pictures of our own are what this page is about.
INTRUDERS = FOREIGN.replace("img, ", "img:not([src^='/forum/files/']), ")
GIVE = """([place, event, name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type: "image/png" }));
  const how = { bubbles: true, cancelable: true };
  const given = event === "drop" ? new DragEvent("drop", { ...how, dataTransfer: data })
    : new ClipboardEvent("paste", { ...how, clipboardData: data });
  document.querySelector(place).dispatchEvent(given);
}"""


def loaded(window: Any, selector: str) -> bool:
    """Tell whether the first picture there has come from the server."""
    picture = window.page.locator(selector).first
    picture.scroll_into_view_if_needed()
    return bool(picture.evaluate("async (one) => { await one.decode(); return one.naturalWidth > 0; }"))


def test_files_go_with_a_reply_without_any_script_on_a_phone(plain: Any, windows: Any) -> None:
    window = plain("thanker").open(windows.community.question())
    window.look(Look(390, "light"))
    window.page.locator("#reply textarea").fill("It leaks here.")

    window.page.locator("input[type=file]").set_input_files([PICTURE, LOG, PAGE])
    window.page.get_by_role("button", name="Preview").click()
    said = window.text()
    window.page.get_by_label("What does it show?").fill("A pump that leaks")
    overflow = window.overflow()
    window.page.get_by_role("button", name="Post reply").click()

    assert "“page.png” was not attached." in said
    assert window.page.get_by_role("img", name="A pump that leaks").count() == 1
    assert loaded(window, ".post-picture img")
    assert window.page.get_by_role("link", name="hub.log").count() == 1
    assert (overflow, window.overflow()) == (0, 0)


@pytest.mark.parametrize(("place", "event"), [("#body", "paste"), ("#body", "drop"), (".files", "drop")])
def test_picture_that_is_pasted_or_dropped_stands_in_the_text(
    place: str, event: str, window: Any, windows: Any
) -> None:
    opened = window("thanker").open(windows.community.question())
    opened.look(Look(390, "dark"))
    box = opened.page.locator("#reply textarea")
    box.fill("It leaks here.")

    opened.page.evaluate(GIVE, [place, event, "pump.png", base64.b64encode(PICTURE["buffer"]).decode()])
    opened.page.get_by_label("What does it show?").fill("A pump [that leaks]")
    opened.page.get_by_label("What does it show?").blur()
    written = box.input_value()
    opened.page.get_by_role("button", name="Post reply").click()
    opened.page.wait_for_url("**#p*")

    assert written.startswith("It leaks here.\n\n![A pump that leaks](attachment:")
    assert loaded(opened, '.prose img[alt="A pump that leaks"]')
    assert opened.overflow() == 0
    assert opened.complaints == []


def test_chosen_files_come_one_after_the_other_and_a_refused_one_says_why(window: Any) -> None:
    opened = window("thanker").open("/forum/ask")

    opened.page.locator("input[type=file]").set_input_files([PICTURE, PAGE, LOG])
    opened.page.get_by_role("checkbox", name="hub.log").wait_for()

    assert "“page.png” was not attached." in opened.page.inner_text(".files-state")
    assert [one.is_checked() for one in opened.page.locator("[name=keep]").all()] == [True, True]
    assert opened.page.locator("input[type=file]").input_value() == ""
    assert opened.complaints == []


@pytest.mark.parametrize(("name", "writer"), list(zip(NAMES, cycle(WRITERS), strict=False)))
def test_name_that_would_be_a_script_stays_words(name: str, writer: str, settled_windows: Any, windows: Any) -> None:
    window = settled_windows(writer).open(windows.community.places["topic quiet"])
    window.page.locator("#reply textarea").fill("See below.")

    window.page.locator("input[type=file]").set_input_files([PICTURE | {"name": name}])
    window.page.get_by_label("What does it show?").fill(name)
    window.page.get_by_label("What does it show?").blur()
    brought = [*window.page.evaluate(INTRUDERS), *window.complaints]
    window.page.get_by_role("button", name="Post reply").click()
    window.page.wait_for_url("**#p*")

    assert loaded(window, "article:target img")
    assert [*brought, *window.page.evaluate(INTRUDERS), *window.complaints] == []


def test_ten_names_are_tried() -> None:
    assert len(set(NAMES)) == 10
