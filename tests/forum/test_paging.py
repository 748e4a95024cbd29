"""Lists page by key: walking all pages meets each row once, also while new rows arrive; links lead to their place."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from support import people

from community.forum import addresses
from community.forum.services import visibility
from community.kernel import clock
from community.kernel.auth import Viewer

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ADMIN = Viewer(role="admin")


def pages(browser, address, between=lambda: None):
    """Follow the links to the next page; return the text of each page."""
    texts = []
    while address:
        texts.append(browser.get(address).text)
        following = re.search(r'rel="next" href="([^"]+)"', texts[-1])
        address = following[1].replace("&amp;", "&") if following else None
        between()
    return texts


def titles(texts):
    return [title for text in texts for title in re.findall(r">(Topic number \d+)<", text)]


@pytest.fixture
def many_topics(board, asker):
    """65 topics, some of which share their moment."""
    made = []
    for number in range(65):
        with clock.at(MORNING + timedelta(minutes=number // 4)):
            made.append(people.topic(board, asker, f"Topic number {number:03}"))
    return made


@pytest.mark.parametrize(
    "address",
    ["/forum/topics", "/forum/boards/getting-started?sort=newest", "/forum/topics?sort=unanswered"],
)
def test_all_pages_of_a_list_show_each_topic_once_the_newest_first(address, many_topics, browser):
    texts = pages(browser, address)

    assert len(texts) == 3
    assert titles(texts) == [topic.title for topic in reversed(many_topics)]


def test_topics_that_arrive_meanwhile_move_nothing(many_topics, board, asker, browser):
    texts = pages(browser, "/forum/topics", between=lambda: people.topic(board, asker, "Topic number 999"))

    assert titles(texts) == [topic.title for topic in reversed(many_topics)]


def test_the_solved_and_the_unanswered_are_told_apart(many_topics, asker, helper, browser):
    solved, answered = many_topics[3], many_topics[7]
    people.accept(solved, people.answer(solved, helper), asker)
    people.answer(answered, helper)

    listed = {sort: titles(pages(browser, f"/forum/topics?sort={sort}")) for sort in ("solved", "unanswered")}

    assert listed["solved"] == [solved.title]
    assert len(listed["unanswered"]) == 63
    assert not {solved.title, answered.title} & set(listed["unanswered"])


def test_all_pages_of_people_show_each_member_once_also_while_others_join(app, browser):
    for number in range(60):
        people.member(f"Person {number:03}")
    joining = iter(range(100))

    texts = pages(browser, "/accounts/people", between=lambda: people.member(f"Late {next(joining)}"))

    found = [name for text in texts for name in re.findall(r"<h2[^>]*><a[^>]*>(Person \d+)<", text)]
    assert sorted(found) == [f"Person {number:03}" for number in range(60)]


@pytest.fixture
def many_answers(topic, helper):
    made = []
    for number in range(45):
        with clock.at(MORNING + timedelta(minutes=number // 3)):
            made.append(people.answer(topic, helper, f"Answer number {number:03}."))
    return made


def test_all_pages_of_a_topic_show_each_answer_once_the_oldest_first(topic, many_answers, helper, browser):
    late = iter(range(10))

    texts = pages(
        browser,
        addresses.topic(topic.id, topic.slug),
        between=lambda: people.answer(topic, helper, f"Late {next(late)}."),
    )

    found = [number for text in texts for number in re.findall(r"<p>Answer number (\d+)\.", text)]
    assert found == [f"{number:03}" for number in range(45)]
    assert [bool(re.search(r'rel="prev"', text)) for text in texts] == [False, True, True]


@pytest.mark.parametrize("number", [0, 19, 20, 39, 40, 44])
def test_the_link_of_a_post_leads_to_its_page_and_place(number, many_answers, browser):
    post = many_answers[number]

    led = browser.get(addresses.post(post.id))
    page = browser.get(led.location)

    assert led.location.endswith(f"#p{post.id}")
    assert f'id="p{post.id}"' in page.text
    assert f"<p>Answer number {number // 20 * 20:03}." in page.text


def test_the_link_of_a_comment_leads_to_the_page_of_its_answer(topic, many_answers, asker, browser):
    remark = people.comment(many_answers[33], topic, asker, "Just what I needed.")
    above = people.comment(people.opening(topic), topic, asker, "Any ideas?")

    led = [browser.get(addresses.post(post.id)).location for post in (remark, above)]

    assert [location.partition("#")[2] for location in led] == [f"c{remark.id}", f"c{above.id}"]
    assert f'id="c{remark.id}"' in browser.get(led[0]).text
    assert "after=" not in led[1]


def test_links_hold_when_answers_before_them_are_hidden(topic, many_answers, browser):
    for post in many_answers[10:25]:
        visibility.hide_post(post=post, topic=topic, by=ADMIN, reason="Off the topic.")

    shown = [*many_answers[:10], *many_answers[25:]]
    lost = [p.id for p in shown if f'id="p{p.id}"' not in browser.get(addresses.post(p.id), follow_redirects=True).text]

    assert lost == []


def test_an_address_of_a_page_leads_to_its_topic_by_any_name(topic, browser):
    moved = browser.get(f"/forum/topics/{topic.id}/an-older-title")

    assert (moved.status_code, moved.location) == (301, addresses.topic(topic.id, topic.slug))
    assert browser.get(f"/forum/topics/{topic.id}").location == addresses.topic(topic.id, topic.slug)


def test_readers_of_a_topic_are_offered_only_what_they_may_do(topic, answer, asker, helper, *, signed_in, browser):
    clients = {"asker": signed_in(asker), "helper": signed_in(helper), "nobody": browser}
    acts = {act: addresses.post_act(answer.id, act) for act in ("accept", "edit", "kudos")}
    acts["flag"] = f"/moderation/flag/post/{answer.id}"

    texts = {who: client.get(addresses.topic(topic.id, topic.slug)).text for who, client in clients.items()}

    offered = {who: {act for act, address in acts.items() if address in text} for who, text in texts.items()}
    assert offered == {"asker": {"accept", "kudos", "flag"}, "helper": {"edit"}, "nobody": set()}
