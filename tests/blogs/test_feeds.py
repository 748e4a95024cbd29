"""Feeds tell the newest public posts in both formats, valid whatever was written, and say for whom each speaks."""

from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from support import blogging
from support.people import viewer

from community.blogs.services import posts
from community.kernel.db import db

ATOM = "{http://www.w3.org/2005/Atom}"


def rss(client):
    answer = client.get("/blogs/feed.rss")
    return answer, ElementTree.fromstring(answer.data).find("channel")


def atom(client):
    answer = client.get("/blogs/feed.atom")
    return answer, ElementTree.fromstring(answer.data)


def titles(client):
    of_rss = [item.findtext("title") for item in rss(client)[1].findall("item")]
    of_atom = [entry.findtext(f"{ATOM}title") for entry in atom(client)[1].findall(f"{ATOM}entry")]
    assert of_rss == of_atom
    return of_rss


def test_both_feeds_tell_the_newest_posts_first(browser, agent):
    made = [blogging.post(agent, blogging.words(f"Post number {n} & more")) for n in (1, 2, 3)]

    told = titles(browser)

    assert told == [post.title for post in reversed(made)]
    assert rss(browser)[0].mimetype == "application/rss+xml"
    assert atom(browser)[0].mimetype == "application/atom+xml"


def test_feeds_hold_public_posts_only_whoever_asks(signed_in, agent):
    shown = blogging.post(agent)
    for visibility in ("members", "mvps", "staff"):
        blogging.post(agent, blogging.words("Not for everybody", visibility=visibility))
    blogging.draft(agent, blogging.words("Not finished yet"))

    assert titles(signed_in(agent)) == [shown.title]


def test_every_entry_says_that_an_employee_speaks_and_for_whom(browser, agent):
    blogging.post(agent, blogging.words(voice="own"))

    item, entry = rss(browser)[1].find("item"), atom(browser)[1].find(f"{ATOM}entry")

    assert "It does not speak for the company." in item.findtext("description")
    assert "It does not speak for the company." in entry.findtext(f"{ATOM}content")
    assert entry.find(f"{ATOM}author").findtext(f"{ATOM}name") == "Abel Agent (Employee)"
    assert "Abel Agent (Employee)" in item.findtext("author")


def test_an_edit_moves_the_moment_of_an_atom_entry_and_of_its_feed(browser, blog_post, agent):
    before = parsedate_to_datetime(rss(browser)[1].find("item").findtext("pubDate"))
    posts.edit_post(post=blog_post, by=viewer(agent), words=blogging.words(body="Better words, and more of them."))
    db.session.commit()

    feed = atom(browser)[1]

    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated") == blog_post.edited_at.isoformat()
    assert parsedate_to_datetime(rss(browser)[1].find("item").findtext("pubDate")) == before


def test_a_new_title_leaves_an_entry_the_same(browser, blog_post, agent):
    before = atom(browser)[1].find(f"{ATOM}entry").findtext(f"{ATOM}id")
    posts.edit_post(post=blog_post, by=viewer(agent), words=blogging.words("A title that is better"))

    after = atom(browser)[1].find(f"{ATOM}entry")

    assert after.findtext(f"{ATOM}title") == "A title that is better"
    assert after.findtext(f"{ATOM}id") == before


def test_every_link_of_the_feeds_is_a_full_address_that_leads_somewhere(app, browser, blog_post):
    base = app.extensions["settings"].base_url
    feed, channel = atom(browser)[1], rss(browser)[1]

    links = {link.get("href") for link in feed.iter(f"{ATOM}link")} | {node.text for node in feed.iter(f"{ATOM}id")}
    links |= {channel.findtext("link"), *(item.findtext(n) for item in channel.iter("item") for n in ("link", "guid"))}

    assert len(links) == 3
    assert {link for link in links if not link.startswith(base)} == set()
    assert {browser.get(urlsplit(link).path, follow_redirects=True).status_code for link in links} == {200}


@pytest.mark.parametrize("odd", ["a\x0bb\x1bc", "]]> & <b>", "\u202eright", "🎉", "&#0; &amp;lt;", "\uffff"])
def test_odd_characters_leave_both_feeds_valid(odd, browser, agent):
    blogging.post(agent, blogging.words(f"A title with {odd} in it", f"A long enough text with {odd} in it."))

    assert len(titles(browser)) == 1


def test_an_empty_blog_has_valid_feeds(browser, app):
    assert titles(browser) == []
    assert browser.get("/blogs/feed.atom").status_code == 200
