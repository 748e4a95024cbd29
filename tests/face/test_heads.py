"""What pages tell search engines: addresses, descriptions and data of what everybody may read, and nothing else."""

import json
import re
from html import unescape

import pytest
from support import articles, blogging, people, wishes

from community.forum.services import topics, visibility
from community.kernel.auth import Viewer
from community.kernel.db import db

BASE = "http://127.0.0.1:8000"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
EVIL = "</script><script>alert(1)</script><!-- <b>& \u2028 \"quoted\" 'so'"


def data_of(page):
    """Return what a page says in JSON-LD, by type."""
    said = [json.loads(text) for text in DATA.findall(page.text)]
    return {one["@type"]: one for one in said}


def told(page, name):
    """Return the content of a meta element or the target of a link, None without one."""
    pattern = rf'<(?:meta (?:name|property)="{name}" content|link rel="{name}" href)="([^"]*)"'
    found = re.search(pattern, page.text)
    return unescape(found[1]) if found else None


def address(topic):
    return f"/forum/topics/{topic.id}/{topic.slug}"


def test_a_solved_question_is_a_question_with_its_answers(resolved_topic, helper, browser):
    people.answer(resolved_topic, helper, "Or **wait** a minute.")
    db.session.refresh(resolved_topic)

    asked = data_of(browser.get(address(resolved_topic)))["QAPage"]["mainEntity"]

    assert (asked["@type"], asked["name"], asked["answerCount"]) == ("Question", resolved_topic.title, 2)
    assert asked["author"] == {"@type": "Person", "name": "Ines Asker", "url": f"{BASE}/accounts/people/ines-asker"}
    assert asked["text"] == "It worked last week."
    assert [a["text"] for a in asked["acceptedAnswer"]] == ["Press the button on its side for five seconds."]
    assert [a["text"] for a in asked["suggestedAnswer"]] == ["Or wait a minute."]
    assert asked["acceptedAnswer"][0]["url"].startswith(f"{BASE}{address(resolved_topic)}#p")
    assert asked["acceptedAnswer"][0]["upvoteCount"] == 0
    assert asked["datePublished"].endswith("+00:00")


def test_a_discussion_is_one_with_its_replies(board, asker, helper, browser):
    words = {"title": "What did you build this summer?", "body": "Show it here.", "kind": "discussion"}
    topic = topics.start_topic(board=board, by=people.viewer(asker), tags=(), **words)
    people.answer(topic, helper, "A roof over the charger.")

    said = data_of(browser.get(address(topic)))["DiscussionForumPosting"]

    assert (said["headline"], said["text"], said["commentCount"]) == (words["title"], words["body"], 1)
    assert [(reply["text"], reply["author"]["name"]) for reply in said["comment"]] == [
        ("A roof over the charger.", "Tom Helper")
    ]
    assert said["interactionStatistic"]["userInteractionCount"] == 0


def test_the_way_to_a_topic_leads_over_its_board(topic, board, browser):
    crumbs = data_of(browser.get(address(topic)))["BreadcrumbList"]["itemListElement"]

    assert [(c["position"], c["name"], c["item"]) for c in crumbs] == [
        (1, "Boards", f"{BASE}/forum/"),
        (2, board.name, f"{BASE}/forum/boards/{board.slug}"),
        (3, topic.title, f"{BASE}{address(topic)}"),
    ]


def test_a_shared_address_shows_what_it_is_about(topic, browser):
    page = browser.get(address(topic))

    assert told(page, "og:title") == topic.title
    assert told(page, "og:description") == told(page, "description") == "It worked last week."
    assert told(page, "og:type") == "article"
    assert told(page, "og:url") == told(page, "canonical") == BASE + address(topic)
    assert browser.get(told(page, "og:image").removeprefix(BASE)).mimetype == "image/png"
    assert told(page, "robots") is None


def test_words_of_people_do_not_break_out_of_the_data(board, asker, helper, browser):
    topic = people.topic(board, asker, f"A title {EVIL}", body=f"`{EVIL}`")
    people.answer(topic, helper, f"`{EVIL}`")

    page = browser.get(address(topic))

    assert "<script>alert" not in page.text
    assert "\u2028" not in DATA.findall(page.text)[0]
    asked = data_of(page)["QAPage"]["mainEntity"]
    assert asked["name"] == topic.title
    assert "</script>" in asked["suggestedAnswer"][0]["text"]
    assert data_of(page)["BreadcrumbList"]["itemListElement"][-1]["name"] == topic.title


def test_later_pages_of_a_topic_stand_for_themselves_and_hold_no_question(topic, helper, browser):
    for number in range(21):
        people.answer(topic, helper, f"Try number {number}.")

    first = browser.get(address(topic))
    second = browser.get(told(first, "next"))

    assert told(second, "canonical") == BASE + told(first, "next")
    assert (told(second, "robots"), told(second, "next")) == (None, None)
    assert "QAPage" in data_of(first)
    assert list(data_of(second)) == ["BreadcrumbList"]


def test_lists_in_another_order_lead_to_the_plain_list(topic, board, browser):
    at = f"/forum/boards/{board.slug}"
    canonical = {a: told(browser.get(a), "canonical") for a in (at, f"{at}?sort=newest", "/ideas/?sort=hot")}

    assert list(canonical.values()) == [BASE + at, BASE + at, f"{BASE}/ideas/"]


def test_later_pages_of_a_list_are_followed_and_not_kept(board, asker, browser):
    for number in range(31):
        people.topic(board, asker, f"Why does the charger wait? ({number})")

    second = browser.get(told(browser.get("/forum/topics"), "next"))

    assert "?after=" in told(second, "canonical")
    assert told(second, "robots") == "noindex, follow"


def test_articles_blog_posts_and_ideas_say_what_they_are(resolved_topic, agent, asker, browser):
    editor = people.member("Edda Editor", role="editor")
    article = articles.publish(articles.draft(resolved_topic, editor), editor)
    post, idea = blogging.post(agent), wishes.idea(asker)

    read = browser.get(f"/kb_harvest/articles/{article.id}/{article.slug}")
    told_post = data_of(browser.get(f"/blogs/{post.id}/{post.slug}"))["BlogPosting"]
    wished = browser.get(f"/ideas/{idea.id}/{idea.slug}")

    said = data_of(read)["Article"]
    assert (said["headline"], [who["name"] for who in said["author"]]) == (article.title, ["Tom Helper"])
    assert told(read, "description")
    assert (told_post["headline"], told_post["author"][0]["name"]) == (post.title, "Abel Agent")
    assert told_post["publisher"]["name"] == "Groundswell"
    assert (told(wished, "og:title"), told(wished, "canonical")) == (idea.title, f"{BASE}/ideas/{idea.id}/{idea.slug}")


@pytest.mark.parametrize("page", ["/search/?q=hub", "/accounts/sign-in", "/accounts/people", "/no-such-page"])
def test_what_serves_its_reader_only_asks_to_be_left_out(page, app, browser):
    shown = browser.get(page)

    assert told(shown, "robots") == "noindex"
    assert (told(shown, "canonical"), told(shown, "og:title"), data_of(shown)) == (None, None, {})


def test_what_is_not_for_everybody_tells_nothing(staff_board, topic, asker, admin, agent, signed_in):
    inside = people.topic(staff_board, agent, "What we pay for a charger")
    visibility.hide_post(post=people.opening(topic), topic=topic, by=Viewer(role="admin"), reason="Off the topic.")
    draft = blogging.draft(agent)
    client = signed_in(admin)

    pages = [client.get(address(inside)), client.get(address(topic)), client.get(f"/blogs/{draft.id}/{draft.slug}")]

    assert [page.status_code for page in pages] == [200, 200, 200]
    said = [(told(page, "robots"), told(page, "og:title"), data_of(page)) for page in pages]
    assert said == [("noindex", None, {})] * 3
