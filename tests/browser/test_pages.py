"""Every kind of page, as a visitor, a member and a moderator see it: on phones and desks, by day and by night."""

from itertools import cycle
from typing import Any

import pytest
from browser.windows import Look

pytestmark = pytest.mark.browser

BUDGET_BYTES = 150_000
BOTH_SIDES = cycle([(Look(390, "dark"), Look(1280, "light")), (Look(390, "light"), Look(1280, "dark"))])
PAGES = [
    ("", "/"),
    ("", "/forum/"),
    ("", "board"),
    ("", "board empty"),
    ("", "board without solved"),
    ("", "/forum/topics"),
    ("", "/forum/tags"),
    ("", "tag"),
    ("", "topic"),
    ("", "topic closed"),
    ("", "topic duplicate"),
    ("", "history"),
    ("", "/accounts/people"),
    ("", "/accounts/people/ines-asker"),
    ("", "/search/"),
    ("", "/search/?q=pilot&board=charging"),
    ("", "/search/?q=zzyzx"),
    ("", "/accounts/sign-in"),
    ("", "/accounts/sign-up"),
    ("", "/accounts/reset"),
    ("", "/no-such-page"),
    ("asker", "/"),
    ("asker", "topic quiet"),
    ("asker", "/forum/ask"),
    ("asker", "post to edit"),
    ("asker", "/accounts/settings"),
    ("asker", "/accounts/people/ines-asker"),
    ("asker", "/forum/new-board"),
    ("", "/ideas/"),
    ("asker", "/ideas/new"),
    ("asker", "/ideas/votes"),
    ("mvp", "topic quiet"),
    ("mvp", "topic hidden"),
    ("mvp", "topic closed"),
    ("admin", "/forum/"),
    ("admin", "topic"),
    ("admin", "board of staff"),
    ("admin", "board to change"),
    ("admin", "/forum/new-board"),
]
SEEN = [pytest.param(*page, next(BOTH_SIDES), id=f"{page[0] or 'visitor'} {page[1]}") for page in PAGES]


@pytest.mark.parametrize(("reader", "page", "looks"), SEEN)
def test_page_shuts_nobody_out(
    settled_windows: Any, windows: Any, reader: str, page: str, looks: tuple[Look, Look]
) -> None:
    opened = settled_windows(reader)
    found = {}

    for look in looks:
        opened.look(look)
        if look is looks[0]:
            opened.open(windows.community.places.get(page, page))
        found[str(look)] = (opened.barriers(), opened.overflow())

    assert found == dict.fromkeys(map(str, looks), ([], 0))
    assert opened.complaints == []


OPENERS = [".menu summary", ".topic-acts .drawer summary", "article .drawer summary", ".tips summary"]


@pytest.mark.parametrize("look", [Look(390, "light"), Look(1280, "dark")], ids=str)
@pytest.mark.parametrize("opener", OPENERS)
def test_what_opens_shuts_nobody_out(settled_windows: Any, windows: Any, opener: str, look: Look) -> None:
    opened = settled_windows("admin").open(windows.community.places["topic quiet"])
    opened.look(look)

    opened.page.locator(opener).first.click()

    assert opened.page.locator("details[open]").count() == 1
    assert (opened.barriers(), opened.overflow()) == ([], 0)


@pytest.mark.parametrize("look", [Look(390, "dark"), Look(1280, "light")], ids=str)
def test_form_that_was_refused_shuts_nobody_out(settled_windows: Any, look: Look) -> None:
    opened = settled_windows("asker").open("/forum/ask")
    opened.look(look)
    opened.page.get_by_label("Title").fill("Short")
    opened.page.get_by_label("Text", exact=True).fill("Something to say.")

    opened.page.get_by_role("button", name="Post it").click()
    opened.page.wait_for_selector("[role=alert]")

    assert opened.page.get_by_label("Text", exact=True).input_value() == "Something to say."
    assert (opened.barriers(), opened.overflow()) == ([], 0)


def test_styles_and_scripts_of_a_page_are_light_on_the_wire(window: Any, windows: Any) -> None:
    opened = window("admin")
    requests: list[Any] = []

    def note(request: Any) -> None:
        requests.append(request)

    opened.page.on("requestfinished", note)

    opened.open(windows.community.places["topic"])

    weighed = {r.url: r.sizes()["responseBodySize"] for r in requests if r.resource_type in ("stylesheet", "script")}
    assert len(weighed) >= 5
    assert [r.url for r in requests if not r.url.startswith(opened.base)] == []
    assert sum(weighed.values()) < BUDGET_BYTES


def test_opened_drawer_leaves_its_button_in_place(settled_windows: Any, windows: Any) -> None:
    opened = settled_windows("admin").open(windows.community.places["topic quiet"])
    button = opened.page.locator("article .drawer summary").first
    before = button.bounding_box()

    button.click()

    assert button.bounding_box() == before
