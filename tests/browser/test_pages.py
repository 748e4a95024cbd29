"""Every kind of page, as a visitor, a member and a moderator see it: on phones and desks, by day and by night."""

import os
from itertools import cycle
from typing import Any

import pytest
from browser.windows import Look

pytestmark = pytest.mark.browser

BUDGET_BYTES = 150_000
PHONE_BY_NIGHT, DESK_BY_DAY = Look(390, "dark"), Look(1280, "light")
PHONE_BY_DAY, DESK_BY_NIGHT = Look(390, "light"), Look(1280, "dark")
WHOLE = os.environ.get("PROVE") == "full"
SIDES = (
    [(PHONE_BY_NIGHT, DESK_BY_DAY), (PHONE_BY_DAY, DESK_BY_NIGHT)]
    if WHOLE
    else [(PHONE_BY_NIGHT,), (DESK_BY_DAY,), (PHONE_BY_DAY,), (DESK_BY_NIGHT,)]
)
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
    ("", "topic hidden"),
    ("", "history"),
    ("", "/accounts/people"),
    ("", "/accounts/people?sort=newest&role=employee&q=zzyzx"),
    ("", "/forum/people/ines-asker/topics"),
    ("", "/forum/people/tom-helper/accepted"),
    ("", "/kb_harvest/people/tom-helper"),
    ("", "/ideas/people/ines-asker"),
    ("", "/accounts/people/tom-helper"),
    ("", "board social"),
    ("", "/accounts/people/ines-asker"),
    ("", "/search/"),
    ("", "/search/?q=pilot&board=charging"),
    ("", "/search/?q=zzyzx"),
    ("", "/accounts/sign-in"),
    ("", "/accounts/sign-up"),
    ("", "/accounts/reset"),
    ("", "/no-such-page"),
    ("", "/style"),
    ("admin", "/style"),
    ("mvp", "/style"),
    ("asker", "/style"),
    ("asker", "/"),
    ("mvp", "/"),
    ("agent", "/"),
    ("editor", "/"),
    ("executive", "/"),
    ("admin", "/"),
    ("asker", "topic quiet"),
    ("admin", "topic quiet"),
    ("helper", "post with files to edit"),
    ("admin", "file to remove"),
    ("asker", "/forum/ask"),
    ("asker", "post to edit"),
    ("asker", "topic"),
    ("asker", "answer to deny"),
    ("asker", "/forum/drafts"),
    ("asker", "/forum/bookmarks"),
    ("asker", "/forum/new"),
    ("asker", "/forum/new?by=followed"),
    ("asker", "/forum/following"),
    ("helper", "/forum/following"),
    ("asker", "/forum/following?what=boards"),
    ("asker", "/forum/following?what=tags"),
    ("helper", "/forum/following?what=boards"),
    ("helper", "/forum/following?what=tags"),
    ("asker", "board"),
    ("asker", "tag"),
    ("asker", "/accounts/people/tom-helper"),
    ("agent", "/forum/ask"),
    ("agent", "board of an organisation"),
    ("helper", "/forum/drafts"),
    ("helper", "/forum/ask?title=Pilot+error+again"),
    ("asker", "/accounts/settings"),
    ("asker", "/accounts/tokens"),
    ("asker", "/accounts/address"),
    ("asker", "/accounts/leave"),
    ("asker", "/accounts/my-data"),
    ("asker", "/accounts/passkeys"),
    ("asker", "/accounts/password"),
    ("asker", "/accounts/privacy"),
    ("asker", "/accounts/second-step"),
    ("asker", "/accounts/sessions"),
    ("asker", "/notifications/"),
    ("asker", "/notifications/settings"),
    ("", "/api/docs"),
    ("", "/api/docs/forum"),
    ("asker", "/accounts/people/ines-asker"),
    ("asker", "/forum/new-board"),
    ("", "/ideas/"),
    ("", "idea"),
    ("asker", "/ideas/new"),
    ("asker", "idea"),
    ("agent", "idea"),
    ("asker", "/ideas/votes"),
    ("", "article"),
    ("", "/kb_harvest/articles"),
    ("editor", "article"),
    ("editor", "article to edit"),
    ("editor", "/kb_harvest/articles/new"),
    ("editor", "/kb_harvest/candidates"),
    ("editor", "/kb_harvest/review"),
    ("", "/reputation/people/tom-helper"),
    ("", "/reputation/rules"),
    ("", "/reputation/influence"),
    ("", "/insight/methodology"),
    ("agent", "/listening/voices"),
    ("agent", "/engagement/watchlist"),
    ("executive", "/insight/"),
    ("executive", "health of a week"),
    ("executive", "response of a week"),
    ("executive", "rows/posts of a week"),
    ("executive", "/insight/memos"),
    ("executive", "memo"),
    ("editor", "memo to sign"),
    ("", "/blogs/"),
    ("", "/blogs/by/tom-helper"),
    ("", "blog post"),
    ("", "blog news"),
    ("", "blog history"),
    ("asker", "blog post"),
    ("agent", "/blogs/"),
    ("agent", "/blogs/drafts"),
    ("agent", "/blogs/new"),
    ("agent", "/blogs/new/unpopular-news"),
    ("agent", "blog post"),
    ("agent", "blog draft"),
    ("agent", "blog post to edit"),
    ("agent", "blog news to edit"),
    ("agent", "blog comment to a topic"),
    ("", "/moderation/policy"),
    ("asker", "flag"),
    ("asker", "/moderation/yours"),
    ("asker", "/moderation/trust"),
    ("mvp", "/moderation/queue"),
    ("agent", "case"),
    ("agent", "redact"),
    ("agent", "sanction"),
    ("admin", "/moderation/log"),
    ("admin", "/moderation/figures"),
    ("admin", "/moderation/sanctions"),
    ("admin", "/moderation/words"),
    ("admin", "/accounts/questions"),
    ("admin", "/accounts/staff"),
    ("admin", "second step"),
    ("admin", "/mail/"),
    ("admin", "/admin/"),
    ("admin", "/admin/settings"),
    ("admin", "/admin/jobs"),
    ("admin", "/admin/outbox?state=sent"),
    ("admin", "/admin/sources"),
    ("admin", "/admin/roles"),
    ("admin", "/admin/audit"),
    ("admin", "/admin/webhooks"),
    ("admin", "webhook"),
    ("mvp", "topic quiet"),
    ("mvp", "topic hidden"),
    ("", "topic grown"),
    ("mvp", "topic grown"),
    ("mvp", "topic grown to move"),
    ("mvp", "topic grown to merge"),
    ("mvp", "topic grown to merge with another"),
    ("mvp", "topic to split"),
    ("mvp", "topic closed"),
    ("admin", "/forum/"),
    ("admin", "topic"),
    ("admin", "board of staff"),
    ("admin", "board to change"),
    ("admin", "/forum/new-board"),
]
SEEN = [
    pytest.param(*page, looks, id=f"{page[0] or 'visitor'} {page[1]} {' '.join(map(str, looks))}")
    for page, looks in zip(PAGES if WHOLE else PAGES[::8], cycle(SIDES), strict=False)
]


@pytest.mark.prove
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
