"""Whatever goes wrong, the answer helps: a page for people, problem+json for programs."""

import pytest
from house.matrix import MATRIX
from house.test_matrix import rules
from werkzeug.routing import Rule

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
    assert 'href="/search/"' in page.text
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
        ("/api/v1/topics?after=made-up", 400),
        ("/api/v1/search", 422),
        ("/api/v1/search?q=x&page=0", 422),
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


def test_only_the_api_stands_in_its_description(app, browser):
    described = browser.get("/api/openapi.json").json["paths"]

    assert described
    assert [path for path in described if not path.startswith("/api/v1/")] == []


def test_an_unsigned_post_leads_to_the_sign_in_and_changes_nothing(app, browser):
    sent = browser.post("/forum/ask", data={"title": "A title that fits", "body": "Text."})

    assert sent.status_code == 303
    assert sent.location.startswith("/accounts/sign-in?next=")
