"""The sitemap names every public page once, in parts, and nothing that is not for everybody."""

import re
from xml.etree import ElementTree as ET

import pytest
from house import index, secrets
from house.secrets import READERS_OF
from support import articles, blogging, people, wishes

from community.forum.services import visibility
from community.kernel import sitemaps
from community.kernel.auth import Viewer

BASE = "http://127.0.0.1:8000"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(browser):
    """Return the paths of all pages of the sitemap with their last change, asked for as an engine does."""
    parts = [loc.text for loc in ET.fromstring(browser.get("/sitemap.xml").data).iter(f"{SPACE}loc")]
    pages = [page for part in parts for page in ET.fromstring(browser.get(part).data).iter(f"{SPACE}url")]
    found = [(page.find(f"{SPACE}loc").text, page.findtext(f"{SPACE}lastmod")) for page in pages]
    assert len({address for address, _ in found}) == len(found)
    return {address.removeprefix(BASE): changed for address, changed in found}


def test_every_kind_of_public_page_is_listed_with_its_last_change(resolved_topic, board, asker, agent, browser):
    editor = people.member("Edda Editor", role="editor")
    article = articles.publish(articles.draft(resolved_topic, editor), editor)
    post, idea = blogging.post(agent), wishes.idea(asker)

    pages = listed(browser)

    own = {
        f"/forum/boards/{board.slug}",
        f"/forum/topics/{resolved_topic.id}/{resolved_topic.slug}",
        f"/kb_harvest/articles/{article.id}/{article.slug}",
        f"/blogs/{post.id}/{post.slug}",
        f"/ideas/{idea.id}/{idea.slug}",
    }
    assert own < set(pages)
    assert all(pages[path].endswith("+00:00") for path in own)
    assert {"/", "/forum/", "/blogs/", "/ideas/", "/kb_harvest/articles", "/moderation/policy"} < set(pages)
    assert [browser.get(path).status_code for path in pages] == [200] * len(pages)


def test_what_is_private_hidden_or_a_draft_is_not_listed(app, browser):
    planted = secrets.plant()
    index.settle()

    said = " ".join(listed(browser))

    assert re.search(r"/forum/topics/\d+/the-lighthouse-and-the-grobalith", said)
    assert {word for word in READERS_OF if word in said} == {"grobalith"}
    assert [board.slug for board in planted.boards if f"/boards/{board.slug}" in said] == ["the-open-board"]


def test_a_long_sitemap_comes_in_parts(monkeypatch, board, asker, browser):
    topics = [people.topic(board, asker, f"Why does the charger wait? ({number})") for number in range(5)]
    monkeypatch.setattr(sitemaps, "IDS_PER_PART", 2)
    monkeypatch.setattr("community.kernel.web.sitemaps.IDS_PER_PART", 2)
    monkeypatch.setattr("community.kernel.web.sitemaps.BATCH", 1)

    parts = re.findall(r"/sitemaps/topics-(\d+)\.xml", browser.get("/sitemap.xml").text)
    pages = listed(browser)

    assert len(parts) >= 3
    assert {f"/forum/topics/{topic.id}/{topic.slug}" for topic in topics} < set(pages)


@pytest.mark.parametrize("part", ["topics-0", "topics-999", "pages-2", "secrets-1"])
def test_a_part_that_is_not_there_is_not_found(part, topic, browser):
    assert browser.get(f"/sitemaps/{part}.xml").status_code == 404


def test_who_has_the_present_sitemap_gets_it_again_only_when_something_happened(topic, browser, count_queries):
    index.settle()
    before = browser.get("/sitemaps/topics-1.xml")
    shown, known = before.text, {"If-None-Match": before.headers["ETag"]}

    queries = count_queries(lambda: browser.get("/sitemaps/topics-1.xml", headers=known))
    same = browser.get("/sitemaps/topics-1.xml", headers=known)
    visibility.hide_post(post=people.opening(topic), topic=topic, by=Viewer(role="admin"), reason="Off the topic.")
    index.settle()
    after = browser.get("/sitemaps/topics-1.xml", headers=known)

    assert (same.status_code, same.data, after.status_code) == (304, b"", 200)
    assert queries <= 2
    assert topic.slug in shown
    assert topic.slug not in after.text


def test_robots_are_led_to_the_sitemap_and_kept_from_the_search(app, browser):
    said = browser.get("/robots.txt")

    assert said.mimetype == "text/plain"
    assert f"Sitemap: {BASE}/sitemap.xml" in said.text.splitlines()
    assert {"User-agent: *", "Disallow: /search/", "Disallow: /api/"} < set(said.text.splitlines())
