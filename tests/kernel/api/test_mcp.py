"""The door for language models speaks their protocol, in today's revision and in those with a handshake."""

import base64
import json
from datetime import timedelta

import jsonschema_rs
import pytest
from flask import Flask
from support import people
from support.models import DOOR, Model, open_door
from support.programs import Program

from community.accounts import keys
from community.accounts.models import Token
from community.app import MOST_FORM_BYTES
from community.kernel import clock
from community.kernel.api.mcp import messages, versions
from community.kernel.db import db
from community.kernel.web.limits import limiter

OLD = versions.BY_HANDSHAKE


@pytest.fixture
def door(app, monkeypatch) -> Flask:
    open_door(app, monkeypatch)
    return app


@pytest.fixture
def model(door, asker) -> Model:
    return Model(door, asker)


# ---- The door ------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_it_is_closed_unless_a_setting_opens_it(method, app, asker):
    model = Model(app, asker)

    told = model.client.open(DOOR, method=method, headers=model.headers, json={})

    assert told.status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_it_takes_nothing_but_a_post(method, model):
    told = model.client.open(DOOR, method=method, headers=model.headers)

    assert told.status_code == 405
    assert told.headers["Allow"] == "POST"


def test_without_a_token_it_says_what_opens_it(door):
    told = Model(door).send("tools/list")

    assert told.status_code == 401
    assert told.headers["WWW-Authenticate"] == 'Bearer realm="groundswell", scope="read"'
    assert "Authorization: Bearer" in told.json["detail"]


def test_a_cookie_alone_opens_nothing(door, admin, signed_in):
    client = signed_in(admin)

    told = client.post(DOOR, json={"jsonrpc": "2.0", "id": 1, "method": "ping"})

    assert told.status_code == 401


@pytest.mark.parametrize("way", ["made up", "revoked", "ended", "of a closed account"])
def test_a_token_that_opens_nothing_is_refused(way, door, asker):
    model = Model(door, asker)
    token = db.session.query(Token).one()
    if way == "made up":
        model.headers["Authorization"] += "x"
    elif way == "revoked":
        keys.revoke(token=token, by=people.viewer(asker))
    elif way == "ended":
        token.expires_at = clock.now() - timedelta(seconds=1)
    else:
        asker.active = False
    db.session.commit()

    told = model.send("tools/list")

    assert told.status_code == 401
    assert told.headers["WWW-Authenticate"].endswith('error="invalid_token"')


@pytest.mark.parametrize(
    ("origin", "code"),
    [("http://127.0.0.1:8000", 200), ("http://evil.example", 403), ("http://127.0.0.1:8001", 403), ("null", 403)],
)
def test_a_page_of_another_site_is_refused(origin, code, model):
    told = model.send("tools/list", headers={"Origin": origin})

    assert told.status_code == code
    assert "Access-Control-Allow-Origin" not in told.headers


def test_a_body_of_another_type_or_size_is_refused(model):
    by_form = model.post(b"a=1", Content_Type="application/x-www-form-urlencoded")
    too_large = model.post(b" " * (MOST_FORM_BYTES + 1))
    unread = model.send("tools/list", headers={"Accept": "text/html"})

    assert [by_form.status_code, too_large.status_code, unread.status_code] == [415, 413, 406]
    assert "1 MB" in too_large.json["detail"]


def test_each_message_counts_as_one_read_of_the_api(door, asker, board):
    limiter.enabled = True
    limiter.reset()
    try:
        model = Model(door, asker)
        first = model.send("tools/call", name="forum_list_boards", arguments={})
        second = model.post(b"{")
        third = Program(door, asker).get("boards")
    finally:
        limiter.reset()
        limiter.enabled = False

    left = [told.headers["RateLimit"].partition(";t=")[0] for told in (first, second, third)]
    assert left == [f'"reading-minute";r={number}' for number in (599, 598, 597)]


# ---- Messages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", messages.PARSE_ERROR),
        (b"", messages.PARSE_ERROR),
        (b"[" * 20_000, messages.PARSE_ERROR),
        (b'{"jsonrpc": "2.0", "id": NaN, "method": "ping"}', messages.PARSE_ERROR),
        (b"[]", messages.INVALID_REQUEST),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', messages.INVALID_REQUEST),
        (b'"ping"', messages.INVALID_REQUEST),
        (b'{"id": 1, "method": "ping"}', messages.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', messages.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', messages.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1}', messages.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "result": {}}', messages.INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', messages.INVALID_REQUEST),
    ],
)
def test_what_is_no_message_is_refused_with_its_code_and_a_sentence(body, code, model):
    told = model.post(body)

    assert told.status_code == 400
    assert told.json["jsonrpc"] == "2.0"
    assert told.json["error"]["code"] == code
    assert told.json["error"]["message"].endswith(".")


def test_a_notification_is_taken_without_an_answer(model):
    told = model.post(json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}))

    assert told.status_code == 202
    assert told.data == b""


@pytest.mark.parametrize(("version", "status"), [(versions.TODAY, 404), (OLD[0], 200), (OLD[1], 200)])
def test_an_unknown_method_is_named(version, status, door, asker):
    told = Model(door, asker, version=version).send("prompts/list")

    assert told.status_code == status
    assert told.json["id"] == 1
    assert told.json["error"]["code"] == messages.METHOD_NOT_FOUND
    assert "prompts/list" in told.json["error"]["message"]


@pytest.mark.parametrize(("version", "status"), [(versions.TODAY, 400), (OLD[0], 200)])
@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("tools/list", {"cursor": "x"}),
        ("tools/call", {"name": "forum_start_topic", "arguments": {}}),
        ("tools/call", {"name": "forum_list_boards", "arguments": []}),
    ],
)
def test_params_that_do_not_fit_are_refused(method, params, version, status, door, asker):
    told = Model(door, asker, version=version).send(method, **params)

    assert told.status_code == status
    assert told.json["error"]["code"] == messages.INVALID_PARAMS


# ---- Revisions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "settled"), [(OLD[0], OLD[0]), (OLD[1], OLD[1]), ("2025-03-26", OLD[0]), (versions.TODAY, OLD[0])]
)
def test_a_handshake_settles_the_revision(wanted, settled, door, asker):
    model = Model(door, asker, version=OLD[0])
    hello = {"protocolVersion": wanted, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}

    told = model.send("initialize", headers={"MCP-Protocol-Version": None}, **hello).json["result"]

    assert told["protocolVersion"] == settled
    assert told["capabilities"] == {"tools": {}}
    assert told["serverInfo"]["name"] == "groundswell"
    assert "never instructions" in told["instructions"]


def test_today_there_is_no_handshake_and_each_answer_says_who_gives_it(model):
    told, no_handshake = model.send("server/discover").json["result"], model.send("initialize")

    assert told["supportedVersions"] == list(versions.SPOKEN)
    assert told["resultType"] == "complete"
    assert told["cacheScope"] == "private"
    assert told["_meta"][versions.SERVER]["name"] == "groundswell"
    assert no_handshake.json["error"]["code"] == messages.METHOD_NOT_FOUND


def test_after_a_handshake_one_may_ask_whether_we_are_there(door, asker):
    told = Model(door, asker, version=OLD[0]).send("ping")

    assert told.json == {"jsonrpc": "2.0", "id": 1, "result": {}}


def test_a_revision_that_we_do_not_speak_is_refused_with_those_that_we_do(model):
    told = model.send("tools/list", _meta={}, headers={"MCP-Protocol-Version": "1900-01-01"})

    assert told.status_code == 400
    assert told.json["error"]["code"] == messages.UNSUPPORTED_VERSION
    assert told.json["error"]["data"] == {"supported": list(versions.SPOKEN), "requested": "1900-01-01"}


def test_a_notification_by_a_revision_that_we_do_not_speak_is_refused(model):
    told = model.post(
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}), MCP_Protocol_Version="1900-01-01"
    )

    assert told.status_code == 400
    assert told.json["error"]["code"] == messages.UNSUPPORTED_VERSION
    assert "id" not in told.json


@pytest.mark.parametrize(
    "headers",
    [
        {"MCP-Protocol-Version": None},
        {"MCP-Protocol-Version": OLD[0]},
        {"Mcp-Method": None},
        {"Mcp-Method": "tools/list"},
        {"Mcp-Name": None},
        {"Mcp-Name": "forum_list_tags"},
        {"Mcp-Name": "=?base64?!?="},
    ],
)
def test_headers_that_say_something_else_than_the_body_are_refused(headers, model):
    told = model.send("tools/call", name="forum_list_boards", headers=headers)

    assert told.status_code == 400
    assert told.json["error"]["code"] == messages.HEADER_MISMATCH


def test_a_name_may_come_packed_for_the_way(model):
    packed = f"=?base64?{base64.b64encode(b'forum_list_boards').decode()}?="

    told = model.send("tools/call", name="forum_list_boards", headers={"Mcp-Name": packed})

    assert told.json["result"]["isError"] is False


@pytest.mark.parametrize("meta", [{}, {versions.VERSION: versions.TODAY}, {versions.CAPABILITIES: {}}])
def test_today_each_request_says_what_it_is(meta, model):
    told = model.send("tools/list", _meta=meta)

    assert told.status_code == 400
    assert told.json["error"]["code"] == messages.INVALID_PARAMS


# ---- Tools ---------------------------------------------------------------------------------------


def test_every_tool_is_a_reading_operation_told_as_the_api_tells_it(door, admin):
    offered, reading = Model(door, admin).tools(), {}
    for verbs in door.spec["paths"].values():
        if "get" in verbs:
            reading[verbs["get"]["operationId"]] = verbs["get"]["summary"]

    assert len(offered) > 30
    for name, tool in offered.items():
        jsonschema_rs.meta.validate(tool["inputSchema"])
        jsonschema_rs.meta.validate(tool["outputSchema"])
        assert tool["description"].startswith(reading[name])
        assert "never instructions" in tool["description"]
        assert tool["annotations"]["readOnlyHint"] is True
        assert "$ref" not in json.dumps(tool)


def test_a_caller_is_offered_what_their_token_may_use(door, asker, admin):
    member, roleless, whole = Model(door, asker), Model(door, admin, with_role=False), Model(door, admin)

    assert "engagement_show_watchlist" in whole.tools()
    assert "engagement_show_watchlist" not in member.tools()
    assert list(roleless.tools()) == list(member.tools())
    assert roleless.call("engagement_show_watchlist")["isError"] is True


def test_a_tool_answers_what_the_api_answers(door, asker, topic, answer):
    model, program = Model(door, asker), Program(door, asker)

    told = model.call("forum_show_topic", topic_id=topic.id, limit=5)

    assert told["structuredContent"] == program.get(f"topics/{topic.id}?limit=5").json
    assert json.loads(told["content"][0]["text"]) == told["structuredContent"]
    assert "Press the button" in told["content"][0]["text"]


def test_what_a_tool_answers_has_the_shape_that_it_promises(model, topic, answer):
    told = {name: model.call(name) for name, one in model.tools().items() if not one["inputSchema"]["required"]}
    told["forum_show_topic"] = model.call("forum_show_topic", topic_id=topic.id)
    shapes = {name: tool["outputSchema"] for name, tool in model.tools().items()}

    wrong = [name for name, one in told.items() if not jsonschema_rs.is_valid(shapes[name], one["structuredContent"])]

    assert len(told) > 10
    assert wrong == []


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("forum_show_topic", {"topic_id": 999_999}, "is not there"),
        ("forum_show_topic", {"topic_id": "one"}, "is not there"),
        ("forum_show_topic", {"topic_id": True}, "is not there"),
        ("forum_show_topic", {}, "“topic_id” is missing"),
        ("forum_show_topic", {"topic_id": None}, "“topic_id” is missing"),
        ("forum_list_topics", {"board": "no-such-board"}, "with search_search"),
        ("forum_list_topics", {"limit": 1_000}, "limit"),
        ("forum_list_topics", {"limit": 10**30}, "larger number"),
        ("forum_list_topics", {"board": ["a"]}, "“board” is one text or number"),
        ("forum_list_topics", {"sortby": "kudos"}, "“sortby” is not among"),
        ("forum_list_topics", {"after": "nonsense"}, "page address"),
        ("forum_list_topics", {"tag": "a\ud800"}, "character"),
        ("search_search", {"q": "a\0"}, "character"),
        ("search_search", {}, "q"),
        ("accounts_show_member", {"handle": "ines-asker/reputation"}, "is not there"),
        ("accounts_show_member", {"handle": "../boards"}, "is not there"),
    ],
)
def test_a_tool_that_is_asked_wrongly_says_why(tool, arguments, said, model):
    told = model.call(tool, **arguments)

    assert told["isError"] is True
    assert "structuredContent" not in told
    assert said in told["content"][0]["text"]


@pytest.mark.parametrize("host", ["evil.example", "[", "a b"])
def test_whatever_host_a_request_names_the_answer_is_the_same(host, model, topic):
    told = model.send("tools/call", name="forum_list_topics", arguments={}, headers={"Host": host})

    assert told.json["result"]["structuredContent"]["topics"][0]["url"].startswith(f"/forum/topics/{topic.id}/")


def test_a_number_is_asked_for_by_the_names_that_its_tool_tells(door, admin):
    model = Model(door, admin)

    names = model.tools()["insight_list_rows"]["inputSchema"]["properties"]["measure"]["enum"]
    unknown = model.call("insight_list_rows", measure="happiness")

    assert {"posts", "first_response_median"} <= set(names)
    assert model.call("insight_list_rows", measure=names[0])["isError"] is False
    assert unknown["isError"] is True
    assert all(name in unknown["content"][0]["text"] for name in names)


def test_a_value_that_is_null_is_not_given(model, board):
    told = model.call("forum_list_topics", board=None, limit=3)

    assert told["isError"] is False


def test_a_tool_that_breaks_says_so_and_the_door_stays_open(model, monkeypatch):
    monkeypatch.setattr("community.forum.queries.boards", lambda _viewer: 1 / 0)

    broken, next_one = model.call("forum_list_boards"), model.call("forum_list_tags")

    assert broken["isError"] is True
    assert "ZeroDivision" not in broken["content"][0]["text"]
    assert next_one["isError"] is False
