"""Every operation of the description can be called, sends what the description asks for, and reads what it answers."""

import inspect
import json
import re
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from support.client_source import writing
from support.client_source.described import operations
from support.clients import Answers, answer, client_for

from community.kernel.api.answers import ANSWERS
from community.kernel.api.examples import example
from groundswell_client import errors
from groundswell_client.resource import Resource

NAMED = re.compile(r"\((\w+)\)\.")


@pytest.fixture(scope="module")
def spec():
    return writing.description()


def methods(client):
    """Return what can be called, by the operation that it names."""
    groups = [group for group in vars(client).values() if isinstance(group, Resource)]
    found = [method for group in groups for _, method in inspect.getmembers(group, inspect.ismethod)]
    public = [method for method in found if not method.__name__.startswith(("_", "all"))]
    return {NAMED.search(method.__doc__)[1]: method for method in public}


def sent_by(operation, spec):
    """Return the examples of an operation's address and query, and of its body."""
    asked = {one["name"]: example(one["schema"], {}, one["name"]) for one in operation.parts + operation.query}
    bodies = operation.words.get("requestBody", {}).get("content", {})
    return asked, next((content["example"] for content in bodies.values()), {})


def called(method, given):
    """Call a method with examples, as its types want them."""
    parameters = inspect.signature(method).parameters
    typed = {
        name: date.fromisoformat(value) if parameters[name].annotation is date else value
        for name, value in given.items()
    }
    return method(**typed)


def answering(operation):
    """Return what answers with an operation's own example."""
    code, told = min(operation.words["responses"].items())
    said = next((content.get("example") for content in told.get("content", {}).values()), None)
    body = b"bytes" if operation.gives_bytes else json.dumps(said).encode()
    return lambda request: answer(request, int(code), body, Content_Type="application/json", ETag='"1"')


def spelled(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_operation_has_a_method_and_every_method_an_operation(spec):
    known = {one.name for one in operations(spec)}

    found = methods(client_for(Answers(lambda request: answer(request, 204))))

    assert len(known) > 140
    assert found.keys() == known


def test_every_method_sends_what_the_description_asks_for_and_reads_what_it_answers(spec):
    wrong = []
    for one in operations(spec):
        answers = Answers(answering(one))
        asked, body = sent_by(one, spec)
        files = {"files": [("hub.txt", b"It blinks.")]} if one.takes_files else {}

        read = called(methods(client_for(answers))[one.name], asked | body | files)

        (request,) = answers.asked
        path = "/api/v1" + one.path.format(**asked)
        query = {part["name"]: [spelled(asked[part["name"]])] for part in one.query}
        url = urlsplit(request.url)
        if (request.method, unquote(url.path)) != (one.verb.upper(), path) or parse_qs(url.query, True) != query:
            wrong.append(f"{one.name} asks for {request.method} {request.url}")
        if not one.takes_files and json.loads(request.body or "{}") != body:
            wrong.append(f"{one.name} sends {request.body!r}")
        if (read is None) != (one.shape is None and not one.gives_bytes):
            wrong.append(f"{one.name} answers {read!r}")

    assert wrong == []


def test_every_change_that_can_be_bound_to_a_version_can_be_so_here(spec):
    found = methods(client_for(Answers(lambda request: answer(request, 204))))

    bound = {name for name, method in found.items() if "if_match" in inspect.signature(method).parameters}

    assert bound == {one.name for one in operations(spec) if one.is_bound}


def test_every_list_with_pages_can_be_gone_through(spec):
    shapes = spec["components"]["schemas"]
    paged = [one for one in operations(spec) if "next" in shapes.get(one.shape, {}).get("properties", {})]
    client = client_for(Answers(lambda request: answer(request, 204)))

    groups = [group for group in vars(client).values() if isinstance(group, Resource)]
    through = [
        name for group in groups for name, _ in inspect.getmembers(group, inspect.ismethod) if name.startswith("all")
    ]

    assert len(through) == len(paged) > 20


def test_every_kind_of_problem_has_its_exception():
    assert {status: kind.__name__ for status, kind in errors.KINDS.items()} == {
        status: told.name for status, told in ANSWERS.items()
    }
