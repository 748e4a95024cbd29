"""Whatever a program does wrong, it is told as a problem (RFC 9457), and nothing of it breaks the house."""

import json

import jsonschema_rs
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from support.programs import Program

TOPIC = {"board": "getting-started", "title": "Why does it blink at night?", "body": "It *blinks*."}
HUGE = 2**63
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture
def writer(app, asker, board):
    return Program(app, asker)


def is_problem(answer, code):
    told = answer.json
    assert answer.status_code == code
    assert answer.mimetype == "application/problem+json"
    assert told["status"] == code
    assert told["title"]
    assert told["detail"]
    assert told["instance"].startswith("/api")
    return True


@pytest.mark.parametrize(
    ("method", "address", "code"),
    [
        ("GET", "/api", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/v1", 404),
        ("GET", "/api/v1/nothing-here", 404),
        ("POST", "/api/v2/topics", 404),
        ("GET", "/api/v1/topics/tomorrow", 404),
        ("GET", f"/api/v1/topics/{HUGE}", 404),
        ("GET", f"/api/v1/topics/{HUGE - 1}", 404),
        ("GET", f"/api/v1/topics/{'9' * 400}", 404),
        ("GET", "/api/v1/topics/%00", 404),
        ("DELETE", f"/api/v1/topics/{HUGE}/follow", 404),
        ("GET", "/api/v1/topics?after=%00", 400),
        ("GET", "/api/v1/topics?after=made-up", 422),
        ("GET", "/api/v1/topics?limit=0", 422),
        ("GET", f"/api/v1/topics?limit={HUGE}", 422),
        ("GET", "/api/v1/topics?limit=many", 422),
        ("GET", f"/api/v1/search?q=hub&limit={HUGE}", 422),
        ("DELETE", "/api/v1/boards", 405),
        ("PATCH", "/api/openapi.json", 405),
        ("POST", "/api/v1/topics", 401),
    ],
)
def test_what_cannot_be_answered_is_a_problem(method, address, code, app, browser):
    answer = browser.open(address, method=method)

    assert is_problem(answer, code)


@pytest.mark.parametrize(
    ("method", "address", "known"),
    [
        ("GET", "topics?bord=hub-and-app", "board"),
        ("GET", "topics?BOARD=hub-and-app", "board"),
        ("GET", "boards?limit=5", "nothing"),
        ("PUT", "notices/read?dry=1", "nothing"),
    ],
)
def test_a_name_in_the_query_that_nobody_knows_is_refused_with_those_that_are_known(method, address, known, writer):
    answer = writer.send(method, address)

    assert is_problem(answer, 422)
    assert f"“{address.partition('?')[2].partition('=')[0]}” is not among" in answer.json["detail"]
    assert known in answer.json["detail"].partition(": ")[2]


def test_wrong_method_names_the_right_ones(app, browser):
    answer = browser.delete("/api/v1/topics")

    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("body", "media_type", "code"),
    [
        ('{"board": ', "application/json", 400),
        ("", "application/json", 400),
        (DEEP, "application/json", 400),
        ('{"board": NaN}', "application/json", 400),
        (b'{"board": "\xff\xfe"}', "application/json", 400),
        ("[]", "application/json", 422),
        ('"a topic"', "application/json", 422),
        (json.dumps(TOPIC | {"title": "A \0 title"}), "application/json", 422),
        (json.dumps(TOPIC | {"title": "A \ud800 title"}), "application/json", 422),
        (json.dumps(TOPIC | {"title": 10**30}), "application/json", 422),
        (json.dumps(TOPIC | {"colour": "red"}), "application/json", 422),
        (json.dumps(TOPIC | {"board": "no-such-board"}), "application/json", 404),
        (json.dumps(TOPIC | {"title": "?"}), "application/json", 422),
        (json.dumps(TOPIC), "text/plain", 415),
        (json.dumps(TOPIC), "", 415),
        ("title=A+title", "application/x-www-form-urlencoded", 415),
        (json.dumps(TOPIC | {"body": "x" * 1_100_000}), "application/json", 413),
    ],
)
def test_body_that_does_not_fit_is_refused(body, media_type, code, writer):
    answer = writer.send("POST", "topics", data=body, content_type=media_type)

    assert is_problem(answer, code)


def test_each_value_that_does_not_fit_is_named(writer):
    answer = writer.send("POST", "topics", json={"board": 3, "body": "It blinks.", "tags": ["a", 7]})

    assert {error["at"] for error in answer.json["errors"]} == {"body.board", "body.title", "body.tags.1"}
    assert "body.title: Missing data for required field." in answer.json["detail"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OperationalError("", {}, Exception("database is locked")), 503),
        (IntegrityError("", {}, Exception("secret reasons")), 409),
        (RuntimeError("secret reasons"), 500),
    ],
)
def test_what_breaks_below_is_a_problem_without_its_secrets(error, code, writer, monkeypatch):
    def broken(*_, **__):
        raise error

    monkeypatch.setattr("community.forum.services.topics.start_topic", broken)
    answer = writer.send("POST", "topics", json=TOPIC)

    assert is_problem(answer, code)
    assert "secret reasons" not in answer.text
    assert ("Retry-After" in answer.headers) is (code == 503)


@pytest.mark.parametrize("path", ["topics/%5D%25%EE%A7%83", "%25%25", "topics/#%C3%A9%20x"])
def test_the_address_of_a_problem_is_a_valid_reference(path, writer):
    told = writer.get(path).json["instance"]

    assert jsonschema_rs.is_valid({"format": "uri-reference"}, told, validate_formats=True)
