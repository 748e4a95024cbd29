"""The search page and its twin for programs: what they find, narrow, suggest, and say when the index is not there."""

import html
import re
import shutil

import pytest
from house import index
from support import blogging, people, wishes

from community.forum import addresses
from community.kernel import indexer


@pytest.fixture
def conversation(board, asker, helper):
    topic = people.topic(board, asker, "The hub loses its battery", body="It blinks.", tags=("hub", "c#"))
    answer = people.answer(topic, helper, "Replace the <b>capacitor</b> & restart.")
    people.accept(topic, answer, asker)
    other = people.topic(people.board("Lamps"), helper, "A lamp near the hub", body="Is that well?", tags=("lamp",))
    index.bring_up()
    return topic, answer, other


def found(page):
    """Return the addresses of the hits, in their order."""
    return re.findall(r'class="row-link"[^>]* href="(/forum/(?:topics|posts)/[^"]+)"', page.text)


def test_a_word_of_an_answer_leads_to_it_with_the_word_marked(conversation, browser):
    _, answer, _ = conversation

    page = browser.get("/search/?q=capacitor")

    assert found(page) == [addresses.post(answer.id)]
    assert re.search(r"<mark[^>]*>capacitor</mark>", page.text)
    assert "<b>capacitor" not in page.text


@pytest.mark.parametrize(
    ("narrowed", "titles"),
    [
        ("", {"The hub loses its battery", "A lamp near the hub"}),
        ("&board=lamps", {"A lamp near the hub"}),
        ("&tag=lamp", {"A lamp near the hub"}),
        ("&tag=c%23", {"The hub loses its battery"}),
        ("&author=ines-asker", {"The hub loses its battery"}),
        ("&solved=1", {"The hub loses its battery"}),
        ("&solved=1&tag=lamp", set()),
        ("&board=no-such-board", set()),
        ("&page=2", set()),
    ],
)
def test_filters_narrow_what_is_found(narrowed, titles, conversation, browser):
    page = browser.get(f"/search/?q=hub{narrowed}")

    heads = re.findall(r'class="row-link"[^>]*>(.*?)</a>', page.text, re.DOTALL)
    assert {html.unescape(re.sub(r"<[^>]+>", "", head)).strip() for head in heads} == titles


def test_a_hit_links_its_tags_and_its_author(conversation, browser):
    page = browser.get("/search/?q=battery").text

    assert 'href="/forum/tags/c%23"' in page
    assert 'href="/accounts/people/ines-asker"' in page


def test_a_slip_of_the_pen_is_met_with_a_suggestion_that_works(conversation, browser):
    page = browser.get("/search/?q=batery").text
    meant = re.search(r'Did you mean.*?href="([^"]+)"', page, re.DOTALL)[1].replace("&amp;", "&")

    assert "battery" in page
    assert found(browser.get(meant)) != []


def test_nothing_found_is_said_and_a_way_on_is_shown(conversation, browser):
    page = browser.get("/search/?q=xylophonist").text

    assert "Nothing found" in page
    assert "/forum/ask" in page


@pytest.mark.parametrize("text", ["", "   ", "'", '"', "(hub", "hub OR", "*", "title:", "é" * 300, "%", "\\"])
def test_no_question_breaks_the_page(text, conversation, browser):
    page = browser.get("/search/", query_string={"q": text})

    assert page.status_code == 200


def test_a_question_is_shown_as_text(conversation, browser):
    page = browser.get("/search/", query_string={"q": "<script>alert(1)</script>"}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_programs_are_told_what_readers_see(conversation, browser):
    topic, answer, _ = conversation

    answered = browser.get("/api/v1/search?q=capacitor").json

    assert (answered["total"], answered["relaxed"]) == (1, False)
    assert [(hit["kind"], hit["url"], hit["board"]) for hit in answered["hits"]] == [
        ("post", addresses.post(answer.id), "Getting started")
    ]
    assert answered["hits"][0]["title"] == topic.title


def test_a_hit_leads_a_program_on(conversation, helper, api):
    topic, answer, _ = conversation
    client = api()

    (hit,) = client.search("capacitor").hits

    assert (hit.id, client.topics.show(hit.thread_id).topic.id) == (answer.id, topic.id)
    assert client.boards.show(hit.board_slug).name == hit.board
    assert client.people.show(hit.author_handle).id == helper.id
    assert hit in client.search("capacitor", board=hit.board_slug, author=hit.author_handle).hits


def test_comments_elsewhere_lead_to_what_they_are_about(asker, agent, api):
    idea, post = wishes.idea(agent, "Charge from the sun alone"), blogging.post(agent)
    wishes.comment(idea, asker, "My lighthouse needs this.")
    blogging.comment(post, asker, "My lighthouse needs this too.")
    index.bring_up()

    hits = api().search("lighthouse").hits

    assert {(hit.kind, hit.thread_id, hit.board_slug) for hit in hits} == {
        ("idea_comment", idea.id, None),
        ("blog_comment", post.id, None),
    }


def test_programs_go_through_every_page(board, asker, api, browser, monkeypatch):
    made = {people.topic(board, asker, f"The hub blinks in colour {number}").id for number in range(5)}
    index.bring_up()
    monkeypatch.setattr("groundswell_client.operations.search.LONGEST_PAGE", 2)

    through = [hit.id for hit in api().search.all_hits("hub")]
    page = browser.get("/api/v1/search?q=hub&limit=2")

    assert (len(through), set(through)) == (5, made)
    assert page.headers["Link"].endswith(f'after={page.json["next"]}>; rel="next"')


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("board=no-such-board", "no such board"),
        ("board=staff-room", "no such board"),
        ("tag=no-such-tag", "bears this tag"),
        ("author=nobody", "no member"),
    ],
)
def test_programs_are_told_which_filter_names_nothing(asked, sentence, conversation, staff_board, browser):
    told = browser.get(f"/api/v1/search?q=hub&{asked}")

    assert (told.status_code, sentence in told.json["detail"]) == (404, True)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True, scope="session")
def test_a_lost_index_is_said_and_comes_back(live_app):
    board, asker = people.board("Getting started"), people.member("Ines Asker")
    people.topic(board, asker, "The hub loses its battery")
    index.settle()
    shutil.rmtree(live_app.extensions["settings"].index_dir, ignore_errors=True)
    browser = live_app.test_client()

    lost, refused = browser.get("/search/?q=battery"), browser.get("/api/v1/search?q=battery")
    indexer.keep_up()
    back = browser.get("/search/?q=battery")

    assert (lost.status_code, refused.status_code) == (200, 503)
    assert "being built anew" in lost.text
    assert refused.mimetype == "application/problem+json"
    assert len(found(back)) == 1
