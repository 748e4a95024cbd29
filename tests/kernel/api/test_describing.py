"""The description holds for every operation, present or to come: complete, valid, and true to its own examples."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from community.kernel.paging import LARGEST

Described = dict[str, Any]


@pytest.fixture
def spec(app) -> Described:
    return app.spec


@pytest.fixture
def lacking(spec) -> Callable[[Callable[[str, Described], Any]], list[str]]:
    """Return a function that names the operations for which something does not hold."""
    return lambda holds: [name for name, operation in described(spec) if not holds(name, operation)]


def described(spec) -> Iterator[tuple[str, Described]]:
    for path, verbs in spec["paths"].items():
        for verb, operation in verbs.items():
            yield f"{verb.upper()} {path}", operation


def followed(spec, value: Described) -> Described:
    """Return a component of the description where `value` refers to one."""
    if "$ref" not in value:
        return value
    _, group, name = value["$ref"].removeprefix("#/").split("/")
    return spec["components"][group][name]


def bodies(spec, operation) -> Iterator[Described]:
    """Yield every body that an operation takes or gives."""
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for answer in operation["responses"].values():
        yield from followed(spec, answer).get("content", {}).values()


def test_description_is_valid_openapi_3_1(spec, browser):
    told = browser.get("/api/openapi.json")

    assert told.mimetype == "application/json"
    assert told.json["openapi"] == "3.1.0"
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(told.json)] == []


def test_every_operation_says_what_it_does_and_whose_it_is(lacking):
    assert lacking(lambda _, one: one["summary"].endswith(".") and one["description"] and len(one["tags"]) == 1) == []


def test_every_parameter_says_what_it_means(spec):
    asked = [(name, followed(spec, one)) for name, operation in described(spec) for one in operation["parameters"]]

    assert [(name, one["name"]) for name, one in asked if not one.get("description", "").endswith(".")] == []
    assert [(name, one["name"]) for name, one in asked if one["in"] == "path" and "example" not in one] == []


def test_every_operation_has_a_name_of_its_own(spec):
    names = [operation["operationId"] for _, operation in described(spec)]

    assert len(names) > 20
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z_]+", name)] == []


def test_a_shape_says_what_it_is_for(spec):
    shapes = spec["components"]["schemas"]

    assert shapes["MadeOut"]["description"].startswith("What was made: its number")
    assert "description" not in shapes["TopicsOut"]


def test_every_shape_has_a_name_of_its_own(spec):
    twice = [name for name in spec["components"]["schemas"] if name[-1].isdigit()]

    assert twice == [], "Two schemas are called the same; give one of them another name."


def test_every_operation_says_which_token_it_needs(lacking):
    def holds(name, operation):
        scope = "read" if name.startswith("GET") else "write"
        return scope in operation["security"][-1]["bearer"] and operation["x-permission"]

    assert lacking(holds) == []


def test_every_operation_tells_all_its_problems(lacking, spec):
    def holds(name, operation):
        least = {"400", "401", "422", "429", "503"}
        if not name.startswith("GET"):
            least |= {"403", "409"}
        if "{" in name:
            least |= {"404"}
        if "requestBody" in operation:
            least |= {"413", "415"}
        problems = {code: followed(spec, answer) for code, answer in operation["responses"].items() if code >= "400"}
        told = all("application/problem+json" in answer["content"] for answer in problems.values())
        return least <= set(problems) and told and any(code < "300" for code in operation["responses"])

    assert lacking(holds) == []


def test_every_body_has_an_example_that_fits_its_shape(spec):
    wrong = []
    for name, operation in described(spec):
        for body in filter(None, bodies(spec, operation)):  # the bytes of a file have no shape
            shape = body["schema"] | {"components": spec["components"]}
            validator = jsonschema_rs.Draft202012Validator(shape, validate_formats=True)
            wrong += [f"{name}: {error.message}" for error in validator.iter_errors(body["example"])]

    assert wrong == []


def test_every_id_in_an_address_has_its_limits(spec, lacking):
    def holds(_, operation):
        ids = [one["schema"] for one in operation["parameters"] if one.get("in") == "path"]
        limits = [(one.get("minimum"), one.get("maximum")) for one in ids if one["type"] == "integer"]
        return all(limit == (1, LARGEST) for limit in limits)

    assert lacking(holds) == []


def test_every_list_that_has_pages_takes_the_same_words(spec, lacking):
    def holds(_, operation):
        answer = next(body for code, body in operation["responses"].items() if code < "300")
        content = answer.get("content", {}).get("application/json")
        if not content or "next" not in followed(spec, content["schema"]).get("properties", {}):
            return True
        asked = {followed(spec, one)["name"] for one in operation["parameters"]}
        return {"after", "limit"} <= asked and "Link" in answer["headers"]

    assert lacking(holds) == []


def test_what_was_made_is_found_by_its_links(spec):
    made = spec["paths"]["/api/v1/topics"]["post"]["responses"]["201"]["links"]
    listed = spec["paths"]["/api/v1/topics"]["get"]["responses"]["200"]["links"]

    assert made["forum_show_topic"]["parameters"] == {"topic_id": "$response.body#/id"}
    assert listed["forum_show_topic"]["parameters"] == {"topic_id": "$response.body#/topics/0/id"}


def test_every_link_leads_to_an_operation_that_takes_what_it_hands_on(spec):
    taken = {one["operationId"]: {followed(spec, p)["name"] for p in one["parameters"]} for _, one in described(spec)}
    links = [
        link
        for _, operation in described(spec)
        for answer in operation["responses"].values()
        for link in answer.get("links", {}).values()
    ]

    assert links
    assert [link for link in links if not set(link["parameters"]) <= taken[link["operationId"]]] == []
