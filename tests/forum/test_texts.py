"""Whatever people write is kept and shown, however odd, and never runs."""

import time

import pytest
from support import people

from community.forum import addresses

ODD = {
    "right to left": "שלום עולם، مرحبا \u202eabc",
    "emoji": "It works 🎉👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈",
    "brackets": "[" * 10_000,
    "stars": "*a_" * 3_000,
    "quotes": ">" * 2_000 + " deep",
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "controls": "before\x0b\x0c\x1b[31mafter",
    "noncharacters": "before\uffffafter\ufffe",
    "the longest": "word " * 5_999,
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_is_posted_shown_and_fed(name, topic, helper, signed_in):
    client = signed_in(helper)
    begun = time.monotonic()

    sent = client.post(addresses.topic_act(topic.id, "reply"), data={"body": ODD[name]})
    page = client.get(addresses.topic(topic.id, topic.slug))
    feed = client.get(addresses.topic_feed(topic.id))

    assert (sent.status_code, page.status_code, feed.status_code) == (303, 200, 200)
    assert "<script>alert" not in page.text
    assert "<img src" not in page.text
    assert time.monotonic() - begun < 10


def test_zeros_are_dropped_from_every_field(board, asker, agent, signed_in):
    form = {
        "title": "A ti\x00tle of its own",
        "board": board.slug,
        "kind": "question",
        "body": "Te\x00xt",
        "tags": "a\x00b",
    }
    client = signed_in(asker)

    refused = client.post("/forum/ask", data=form)
    taken = client.post("/forum/ask", data=form | {"tags": ""})
    page = client.get(taken.location)

    assert refused.status_code == 422
    assert taken.status_code == 303
    assert "A title of its own" in page.text
    assert "Text" in page.text


@pytest.mark.parametrize(
    ("act", "form"),
    [
        ("edit", {"body": "Better.", "reason": "be\x00cause"}),
        ("comment", {"body": "re\x00mark"}),
    ],
)
def test_zeros_harm_no_act_on_a_post(*, act, form, topic, answer, agent, signed_in):
    done = signed_in(agent).post(addresses.post_act(answer.id, act), data=form)

    assert done.status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        *("/forum/topics?sort=%00", "/search/?q=%00", "/search/?q=a%00b&board=%00&tag=%00&author=%00"),
        "/api/v1/search?q=a%00b&board=%00&tag=%00&author=%00",
        *("/forum/boards/%00", "/forum/tags/%00", "/accounts/people/%00", "/forum/boards/getting-started?tag=%00"),
        *(f"{page}/{10**22}" for page in ("/forum/topics", "/forum/posts", "/api/v1/topics")),
    ],
)
def test_no_address_breaks_the_house(address, topic, browser):
    page = browser.get(address)

    assert page.status_code in ((200, 400, 404, 503) if "search" in address else (400, 404))


def test_a_title_of_letters_unknown_to_addresses_still_has_one(board, asker, browser):
    topic = people.topic(board, asker, "Как подключить датчик?")

    page = browser.get(addresses.topic(topic.id, topic.slug))

    assert topic.slug == "topic"
    assert "Как подключить датчик?" in page.text
