"""What the client does when the community is busy, says no, or is silent; and that nobody else sees its token."""

import json
import logging
import pickle
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests
from support.clients import ADDRESS, TOKEN, Answers, answer, client_for

from groundswell_client import NULL, Client, Problem, Refused, Unexpected, Unreachable
from groundswell_client.errors import Busy, NotFound, TooMany
from groundswell_client.resource import KEY

LOST = requests.ConnectionError("The line is cut.")
MADE = {"id": 42, "url": "/forum/topics/42", "notices": []}
TAGS = {"tags": [{"name": "battery", "description": "", "topics": 3}]}


class Said:
    """A community that says one thing after the other, and a client that does not really wait."""

    def __init__(self, *things, **more):
        self._things = list(things)
        self.answers = Answers(self._next)
        self.client = client_for(self.answers, **more)
        self.waits = []
        self.client._wire._sleep = self.waits.append

    def _next(self, request):
        thing = self._things.pop(0)
        if isinstance(thing, Exception):
            raise thing
        status, body, headers = thing
        return answer(request, status, body if isinstance(body, bytes) else json.dumps(body).encode(), **headers)

    @property
    def asked(self):
        return self.answers.asked


def ok(body, status=200, **headers):
    return status, body, {"Content_Type": "application/json", **headers}


def no(status, detail="", errors=(), **headers):
    told = {"title": "No", "status": status, "detail": detail, "instance": "/api/v1/topics", "errors": list(errors)}
    return status, told, {"Content_Type": "application/problem+json", **headers}


@pytest.mark.parametrize("status", [429, 503])
def test_what_is_busy_is_asked_again_after_the_time_it_names(status):
    said = Said(no(status, Retry_After="7"), ok(TAGS))

    tags = said.client.tags.list()

    assert tags.tags[0].name == "battery"
    assert said.waits == [7.0]


def test_a_date_to_come_back_at_is_understood_too():
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    said = Said(no(503, Retry_After=later), ok(TAGS))

    said.client.tags.list()

    assert 35 < said.waits[0] <= 40


def test_waits_grow_and_end():
    said = Said(*[no(503)] * 4, attempts=4)

    with pytest.raises(Busy):
        said.client.tags.list()

    assert [round(wait) for wait in said.waits] == sorted(round(wait) for wait in said.waits)
    assert len(said.asked) == 4
    assert 0.25 <= said.waits[0] <= 0.75
    assert 1 <= said.waits[2] <= 3


def test_a_wait_beyond_ones_patience_is_left_to_the_caller():
    said = Said(no(429, Retry_After="3600"), patience=60)

    with pytest.raises(TooMany) as told:
        said.client.tags.list()

    assert told.value.retry_after == 3600
    assert said.waits == []


def test_a_request_that_got_lost_is_sent_again_with_its_key():
    said = Said(LOST, requests.ReadTimeout(), no(503, Retry_After="1"), ok(MADE, 201))

    made = said.client.topics.create(board="hub", title="The hub blinks", body="Red.")

    assert made.id == 42
    assert len({request.headers[KEY] for request in said.asked}) == 1
    assert len({request.body for request in said.asked}) == 1


def test_a_form_with_files_is_the_same_when_it_is_sent_again():
    said = Said(LOST, ok({"files": [], "refused": []}, 201))

    said.client.files.upload(files=[("hub.txt", b"It blinks.")])

    assert len({(request.body, request.headers["Content-Type"]) for request in said.asked}) == 1


def test_an_act_that_got_lost_for_good_can_be_taken_up_with_its_key():
    said = Said(LOST, ok(MADE, 201), attempts=1)

    with pytest.raises(Unreachable) as lost:
        said.client.topics.answer(42, body="Restart it.")
    said.client.topics.answer(42, body="Restart it.", idempotency_key=lost.value.idempotency_key)

    assert said.asked[0].headers[KEY] == said.asked[1].headers[KEY] == lost.value.idempotency_key


def test_a_file_is_sent_from_where_it_lies(tmp_path):
    (tmp_path / "hub.log").write_bytes(b"It blinks.")
    said = Said(ok({"files": [], "refused": ["hub.log is empty."]}, 201))

    taken = said.client.files.upload(files=[tmp_path / "hub.log"])

    assert taken.refused == ("hub.log is empty.",)
    assert b'name="files"; filename="hub.log"' in said.asked[0].body
    assert b"It blinks." in said.asked[0].body


def test_each_act_has_a_key_of_its_own_or_that_of_the_caller():
    said = Said(ok(MADE, 201), ok(MADE, 201), ok(MADE, 201))

    said.client.topics.answer(42, body="Restart it.")
    said.client.topics.answer(42, body="Restart it.")
    said.client.topics.answer(42, body="Restart it.", idempotency_key="mine")

    keys = [request.headers[KEY] for request in said.asked]
    assert len(set(keys)) == 3
    assert keys[2] == "mine"


def test_a_change_that_got_lost_and_could_count_twice_is_not_sent_again():
    said = Said(LOST)

    with pytest.raises(Unreachable, match="did not answer PATCH /posts/42"):
        said.client.posts.edit(42, body="Restart it twice.")

    assert len(said.asked) == 1


def test_nobody_there_is_said_in_the_end():
    said = Said(LOST, LOST, LOST, attempts=3)

    with pytest.raises(Unreachable, match=ADDRESS):
        said.client.posts.give_kudos(42)

    assert len(said.asked) == 3


def test_a_certificate_that_is_not_trusted_is_told_at_once():
    said = Said(requests.exceptions.SSLError("Not trusted."))

    with pytest.raises(Unreachable):
        said.client.tags.list()

    assert len(said.asked) == 1


def test_a_gateway_that_gave_up_is_asked_again_where_that_is_safe():
    said = Said((502, b"<h1>Bad gateway</h1>", {}), ok(TAGS), (502, b"", {}))

    said.client.tags.list()
    with pytest.raises(Problem) as told:
        said.client.posts.edit(42, body="Restart it twice.")

    assert told.value.status == 502
    assert len(said.asked) == 3


def test_a_refusal_names_what_does_not_fit():
    said = Said(no(422, "The title is too short.", [{"at": "body.title", "detail": "At least 5 characters."}]))

    with pytest.raises(Refused) as told:
        said.client.topics.create(board="hub", title="Hub", body="Red.")

    refused = told.value
    assert (refused.status, refused.title, refused.detail) == (422, "No", "The title is too short.")
    assert [(one.at, one.detail) for one in refused.fields] == [("body.title", "At least 5 characters.")]
    assert str(refused) == "422 No: The title is too short. (body.title: At least 5 characters.)"


def test_a_problem_without_words_is_a_problem_all_the_same():
    said = Said((404, b"<h1>Nothing here</h1>", {"Content_Type": "text/html"}))

    with pytest.raises(NotFound, match="404 As a test says"):
        said.client.topics.show(42)


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        ((301, b"", {"Location": "https://elsewhere.example"}), "leads to https://elsewhere.example"),
        ((200, b"<h1>Hello</h1>", {}), "something else than JSON"),
        (ok({"labels": []}), "no “tags”"),
        (ok({"tags": [7]}), "no Tag"),
        (ok({"tags": None}), "not as described"),
    ],
)
def test_what_is_no_answer_of_ours_is_told(thing, words):
    with pytest.raises(Unexpected, match=words):
        Said(thing).client.tags.list()


def test_what_is_new_in_an_answer_harms_nobody():
    said = Said(ok({"tags": [{"name": "battery", "description": "", "topics": 3, "colour": "teal"}], "more": 1}))

    assert said.client.tags.list().tags[0].topics == 3


def test_a_change_is_bound_to_the_version_that_was_read():
    post = {
        "id": 42,
        "kind": "answer",
        "author": "Tom",
        "author_handle": "tom",
        "html": "",
        "created_at": "2026-03-02T09:30:00+00:00",
    }
    post |= {"edited_at": None, "kudos": 0, "worked": 0, "failed": 0, "accepted": False, "topic": 7, "url": "/"}
    said = Said(ok(post | {"body": None, "files": [], "comments": []}, ETag='"abc"'), ok(MADE))

    read = said.client.posts.show(42)
    said.client.posts.edit(42, body="Restart it twice.", if_match=read.etag)

    assert read.created_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert said.asked[1].headers["If-Match"] == '"abc"'


def test_what_did_not_change_is_not_sent_again():
    said = Said(ok(TAGS, ETag='"abc"'), (304, b"", {"ETag": '"abc"'}))

    first, second = said.client.tags.list(), said.client.tags.list()

    assert said.asked[1].headers["If-None-Match"] == '"abc"'
    assert first == second
    assert second.etag == '"abc"'


def test_what_is_not_named_is_not_sent_and_null_is():
    board = {"slug": "hub", "name": "Hub", "description": "", "visibility": "public", "organisation": "", "kind": ""}
    said = Said(ok(board | {"staff_start_topics": False, "topics": 0, "posts": 0}))

    said.client.boards.change("hub", visibility="public", organisation=NULL)

    assert json.loads(said.asked[0].body) == {"visibility": "public", "organisation": None}


def test_a_word_in_an_address_stays_one_word():
    said = Said(no(404))

    with pytest.raises(NotFound):
        said.client.people.show("../me?x=1")

    assert said.asked[0].url == f"{ADDRESS}/api/v1/people/..%2Fme%3Fx%3D1"


def test_the_token_is_shown_to_the_community_and_to_nobody_else(caplog):
    caplog.set_level(logging.DEBUG)
    said = Said(LOST, no(422, "No."), ok(TAGS))

    with pytest.raises(Refused) as told:
        said.client.posts.give_kudos(42)
    said.client.tags.list()

    assert {request.headers["Authorization"] for request in said.asked} == {f"Bearer {TOKEN}"}
    seen = [repr(said.client), repr(said.client.topics), repr(said.client._wire), repr(vars(said.client._wire))]
    assert all(TOKEN not in words for words in [*seen, caplog.text, repr(told.value), str(told.value)])
    assert "groundswell_client" in caplog.text


def test_a_password_on_this_machine_is_not_taken_for_a_token(tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine community.example login ines password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    answers = Answers(lambda request: answer(request, 200, json.dumps(TAGS).encode()))
    session = requests.Session()
    session.mount(ADDRESS, answers)

    Client(ADDRESS, session=session).tags.list()
    Client(ADDRESS, TOKEN, session=session).tags.list()

    assert [request.headers.get("Authorization") for request in answers.asked] == [None, f"Bearer {TOKEN}"]


def test_what_can_be_no_token_is_refused_without_showing_it():
    with pytest.raises(ValueError, match="no token") as told:
        Client(ADDRESS, "gsw_secret\r\nX-More: 1")

    assert "secret" not in str(told.value)


@pytest.mark.parametrize("address", ["community.example", "", "ftp://community.example"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match="no address of a community"):
        Client(address)


def test_a_problem_can_be_handed_to_another_process():
    problem = NotFound(404, "Not found", "It is gone.", retry_after=None)

    assert str(pickle.loads(pickle.dumps(problem))) == str(problem)
