"""Whatever goes wrong, the answer helps: a page for people, problem+json for programs."""

import pytest
from house.matrix import MATRIX
from house.test_matrix import rules
from sqlalchemy.exc import IntegrityError, OperationalError
from support import people
from werkzeug.routing import Rule

from community.forum.services import visibility
from community.kernel.auth import Viewer
from community.kernel.web.error_words import WORDS

LOST = [
    ("/no-such-page", 404),
    ("/forum/boards/no-such-board", 404),
    ("/forum/boards/no-such-board/feed.rss", 404),
    ("/forum/tags/no-such-tag", 404),
    ("/forum/topics/999999", 404),
    ("/forum/topics/999999/feed.rss", 404),
    ("/forum/topics/minus-one", 404),
    ("/forum/posts/999999", 404),
    ("/forum/posts/999999/history", 404),
    ("/accounts/people/nobody", 404),
    ("/forum/topics?sort=cheapest", 404),
    ("/forum/topics?after=made-up", 400),
    ("/forum/topics?after=W10", 400),
    ("/accounts/people?after=made-up", 400),
    ("/static/0123456789ab/app.css", 404),
]


@pytest.mark.parametrize(("address", "code"), LOST)
def test_a_page_that_is_not_there_leads_on(address, code, app, browser):
    page = browser.get(address)

    assert page.status_code == code
    assert page.mimetype == "text/html"
    assert 'action="/search/"' in page.text
    assert 'href="/"' in page.text
    assert f'<p class="error-code">{code}</p>' in page.text


def test_a_key_that_is_not_ours_says_what_to_do(app, browser):
    page = browser.get("/forum/topics?after=made-up")

    assert "This page address is not complete; go back to the list" in page.text


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/v1/no-such-thing", 404),
        ("/api/v1/topics/999999", 404),
        ("/api/v1/topics?limit=1000", 422),
        ("/api/v1/topics?limit=many", 422),
        ("/api/v1/topics?after=made-up", 422),
        ("/api/v1/search", 422),
        ("/api/v1/search?q=x&limit=0", 422),
        ("/api/v1/search?q=x&after=made-up", 422),
        ("/api/v1/search?q=x&board=nowhere", 404),
    ],
)
def test_every_error_of_the_api_is_a_problem(address, code, app, browser):
    answer = browser.get(address)

    assert answer.status_code == code
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == code
    assert answer.json["title"]
    assert answer.json["detail"]


def test_a_method_that_the_api_does_not_take_is_a_problem_too(app, browser):
    answer = browser.patch("/api/v1/topics", json={})

    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


def test_a_method_that_a_page_does_not_take_has_its_page(app, browser):
    pages = [browser.post("/forum/topics"), browser.get("/forum/posts/1/kudos"), browser.delete("/forum/ask")]

    assert [page.status_code for page in pages] == [405, 405, 405]
    assert {page.mimetype for page in pages} == {"text/html"}
    assert all("That does not work here" in page.text for page in pages)


def _bare(rule: Rule) -> bool:
    return not rule.arguments and ("GET", rule.endpoint) in MATRIX


def test_every_page_without_arguments_answers_a_head_as_it_answers_a_get(app, browser):
    addresses = sorted({rule.rule for method, rule in rules(app) if method == "GET" and _bare(rule)})

    pairs = {address: (browser.head(address), browser.get(address)) for address in addresses}

    assert len(pairs) >= 14
    assert {a for a, (head, get) in pairs.items() if head.status_code != get.status_code or head.data} == set()


def test_the_load_balancer_is_told_that_all_is_well(app, browser):
    answer = browser.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_a_crash_is_told_without_its_reasons(app, browser, monkeypatch):
    def broken(**_):
        raise RuntimeError("secret reasons")

    monkeypatch.setitem(app.view_functions, "forum.boards", broken)

    page = browser.get("/forum/")

    assert page.status_code == 500
    assert "Something broke on our side" in page.text
    assert "secret reasons" not in page.text
    assert page.headers["X-Request-ID"] in page.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/forum/topics/999999/pilot-error-after-the-update", "pilot error after the update"),
        ("/forum/boards/no_such%20board.html", "no such board html"),
        ("/forum/topics/999999", ""),
        ('/"><script>alert', "script alert"),
    ],
)
def test_a_lost_page_offers_to_search_for_the_words_of_its_address(address, words, app, browser):
    page = browser.get(address)

    assert page.status_code == 404
    assert f'name="q" value="{words}">' in page.text


def test_what_a_moderator_removed_is_gone_and_says_why_and_nothing_else(
    topic, answer, asker, agent, signed_in, browser
):
    by = people.viewer(agent)
    visibility.hide_post(post=answer, topic=topic, by=by, reason="It only advertises.")
    visibility.hide_post(post=people.opening(topic), topic=topic, by=by, reason="Off the topic")

    page, reply = browser.get(f"/forum/topics/{topic.id}"), browser.get(f"/forum/posts/{answer.id}")
    sent = signed_in(people.member("Rea Reader")).post(
        f"/forum/topics/{topic.id}/reply", data={"body": "My own words."}
    )

    assert (page.status_code, reply.status_code, sent.status_code) == (410, 410, 410)
    assert "The reason: Off the topic" in page.text
    assert 'href="/moderation/policy"' in page.text
    assert "The reason: It only advertises." in reply.text
    assert "My own words." in sent.text
    assert "Send it again" not in sent.text
    assert not [said for said in (topic.title, topic.slug, "Press the button") if said in page.text + reply.text]
    assert browser.get(f"/api/v1/topics/{topic.id}").status_code == 404


def test_what_waits_for_a_moderator_or_is_private_is_not_there(topic, staff_board, agent, browser):
    inside = people.topic(staff_board, agent, "What we pay for a charger")
    visibility.hide_post(post=people.opening(topic), topic=topic, by=Viewer(role="admin"), reason="It waits")
    visibility.hide_post(post=people.opening(inside), topic=inside, by=people.viewer(agent), reason="Off the topic")

    codes = {browser.get(f"/forum/topics/{gone.id}").status_code for gone in (topic, inside)}

    assert codes == {404}


def test_words_that_are_too_many_are_refused_with_the_limit(asker, signed_in):
    page = signed_in(asker).post("/ideas/new", data={"body": "x" * 1_100_000})

    assert page.status_code == 413
    assert "larger than the 1 MB" in page.text
    assert "going back in your browser" in page.text


def test_words_that_are_too_many_for_a_page_that_is_not_there_do_no_harm(app, browser):
    page = browser.post("/no-such-page", data={"body": "x" * 1_100_000})

    assert page.status_code == 404
    assert "What you wrote" not in page.text


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (RuntimeError("secret reasons"), 500, "Nothing was saved yet, and nothing is lost"),
        (OperationalError("", {}, Exception("database is locked")), 503, "Send it again"),
        (IntegrityError("", {}, Exception("secret reasons")), 409, "Send it again"),
    ],
)
def test_words_that_met_a_breakdown_are_kept(error, code, says, topic, asker, signed_in, app, monkeypatch):
    def broken(**_):
        raise error

    monkeypatch.setitem(app.view_functions, "forum.reply", broken)

    page = signed_in(asker).post(f"/forum/topics/{topic.id}/reply", data={"body": "Half an hour of\nmy work."})

    assert page.status_code == code
    assert "Half an hour of\nmy work." in page.text
    assert says in page.text
    assert "secret reasons" not in page.text


def test_who_may_not_is_told_what_to_do(asker, signed_in):
    page = signed_in(asker).get("/moderation/queue")

    assert page.status_code == 403
    assert "ask the people who run this community" in page.text


def test_every_error_says_what_happened_what_was_kept_and_what_to_do(app):
    assert {400, 403, 404, 410, 413, 429, 500, 503} <= set(WORDS)
    assert [code for code, words in WORDS.items() if not (words.title and words.happened and words.act)] == []
    assert [code for code, words in WORDS.items() if not words.kept] == [404]


def test_only_the_api_stands_in_its_description(app, browser):
    described = browser.get("/api/openapi.json").json["paths"]

    assert described
    assert [path for path in described if not path.startswith("/api/v1/")] == []


def test_an_unsigned_post_leads_to_the_sign_in_and_changes_nothing(app, browser):
    sent = browser.post("/forum/ask", data={"title": "A title that fits", "body": "Text."})

    assert sent.status_code == 303
    assert sent.location.startswith("/accounts/sign-in?next=")
