"""Every operation of the API, asked by every kind of caller, answers what the written matrix says."""

import re
from typing import Any

import pytest
from flask import Flask
from house import index
from house import scene as community
from house.api_matrix import API, CALLERS, HIDDEN
from house.api_requests import BODY, parts
from house.scene import Scene
from house.test_matrix import path, word
from support import databases, people, uploading
from support.programs import Program

from community.kernel.api.paths import Operation, operations

SOME_CALLERS = ("anonymous", "reading")


def program(app: Flask, caller: str) -> Program:
    """Return a program of the kind that the matrix names."""
    if caller == "anonymous":
        return Program(app)
    role = {"reading": "member", "writing": "member", "roleless": "admin"}.get(caller, caller)
    member = people.member(f"Cal {caller.title()}", role=role)
    return Program(app, member, may_write=caller != "reading", with_role=caller != "roleless")


def body(described: dict[str, Any], operation: Operation, scene: Scene) -> dict[str, Any]:
    """Return the example of the description, with what must be of this scene, as the client sends it."""
    if operation.endpoint == "forum_api.upload":
        return {"data": {"files": uploading.field(("pump.png", uploading.picture()))}}
    content = (
        described[operation.path][operation.method.lower()]
        .get("requestBody", {})
        .get("content", {})
        .get("application/json")
    )
    if not content:
        return {}
    words = content["example"] | BODY.get(operation.endpoint, lambda _: {})(scene)
    return {"json": {name: value for name, value in words.items() if value is not None}}


def test_every_operation_stands_in_the_matrix_and_the_matrix_holds_nothing_else(app):
    known = {(operation.method, operation.endpoint) for operation in operations(app)}

    missing = sorted(known - set(API))
    needless = sorted(set(API) - known)

    assert missing == [], (
        "add a row for each to API in tests/house/api_matrix.py: readers(), readers_with() or writers()"
    )
    assert needless == [], "take these rows out of tests/house/api_matrix.py"


@pytest.mark.prove
@pytest.mark.parametrize(
    ("kind", "caller"),
    [*(("sqlite", caller) for caller in (CALLERS if databases.WHOLE else SOME_CALLERS)), ("postgresql", "admin")],
    indirect=["kind"],
    scope="session",
)
def test_every_operation_answers_as_the_matrix_says(caller, app):
    scene, asking = community.build(), program(app, caller)
    index.bring_up()
    rules, described = {rule.endpoint: rule for rule in app.url_map.iter_rules()}, app.spec["paths"]

    answers = {}
    for operation in operations(app):
        address = path(app, rules[operation.endpoint], parts(rules[operation.endpoint], scene))
        asked = address.removeprefix("/api/v1/")
        answers[operation.method, operation.endpoint] = word(
            asking.send(operation.method, asked, **body(described, operation, scene))
        )

    assert {k: (v, API[k][caller]) for k, v in answers.items() if k in API and v != API[k][caller]} == {}


@pytest.mark.parametrize("visibility", HIDDEN)
def test_what_stands_on_a_board_is_there_for_its_readers_only(visibility, app):
    board, author = people.board("A board", visibility=visibility), people.member("Ada Author", role="admin")
    topic = people.topic(board, author, "A topic on that board")

    answers = {caller: word(program(app, caller).get(f"topics/{topic.id}")) for caller in CALLERS}

    assert answers == HIDDEN[visibility]


def test_a_cookie_alone_opens_no_operation_that_needs_a_token(app, admin, signed_in):
    client = signed_in(admin)
    guarded = [one for one in operations(app) if one.writes or one.endpoint == "kernel_api.list_changes"]

    codes = {client.open(re.sub("{.*?}", "1", one.path), method=one.method).status_code for one in guarded}

    assert codes == {401}
