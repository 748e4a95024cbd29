"""The client is written from the description as it is today, and stands apart from the server."""

import ast
from pathlib import Path

import pytest
from support.client_source import names, shapes, spelling, writing

CLIENT = Path(writing.ROOT) / "groundswell_client"


def test_operations_and_shapes_are_those_of_today():
    written = writing.sources(writing.description())

    there = {
        f"{folder}/{path.name}": path.read_text()
        for folder in writing.FOLDERS
        for path in (CLIENT / folder).glob("*.py")
    }

    assert [name for name in written.keys() | there.keys() if written.get(name) != there.get(name)] == [], (
        "Say `make client`, and commit what it writes."
    )


@pytest.mark.parametrize(
    ("view", "path", "verb", "name"),
    [
        ("forum_list_topics", "/topics", "get", "list"),
        ("forum_start_topic", "/topics", "post", "create"),
        ("forum_show_topic", "/topics/{topic_id}", "get", "show"),
        ("forum_list_topics_of", "/people/{handle}/topics", "get", "list_topics_of"),
        ("forum_follow_person", "/people/{handle}/follow", "put", "follow"),
        ("notifications_read_all_notices", "/notices/read", "put", "read_all"),
        ("search_search", "/search", "get", "search"),
    ],
)
def test_a_method_is_called_after_its_view(view, path, verb, name):
    class Operation:
        is_made, takes_files = verb == "post", False

    operation = Operation()
    operation.name, operation.room, operation.path, operation.verb = view, view.partition("_")[0], path, verb

    assert names.method_name(operation) == name


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ({"type": ["string", "null"], "format": "date-time"}, "datetime | None"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/TopicOut"}}, "tuple[Topic, ...]"),
        ({"anyOf": [{"$ref": "#/components/schemas/PersonOut"}, {"type": "null"}]}, "Person | None"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "Mapping[str, int]"),
        ({"type": "object", "additionalProperties": {}}, "Mapping[str, Any]"),
    ],
)
def test_a_type_is_spelled_as_python_spells_it(schema, type_):
    assert spelling.answered(schema) == type_


def test_a_shape_keeps_all_that_is_said_of_it():
    said = "A hub.\n\nIt blinks where `red`."
    spec = {"components": {"schemas": {"HubOut": {"description": said, "properties": {"id": {"type": "integer"}}}}}}

    written = ast.parse(shapes.shapes_module("forum", ["HubOut"], shapes.Shapes(spec, [])))

    (hub,) = (node for node in written.body if isinstance(node, ast.ClassDef))
    assert (hub.name, ast.get_docstring(hub)) == ("Hub", said)


def test_two_methods_of_one_name_stop_the_writing():
    spec = writing.description()
    spec["paths"]["/api/v1/topics/{topic_id}/other"] = spec["paths"]["/api/v1/topics/{topic_id}/follow"]

    with pytest.raises(ValueError, match=r"topics\.follow would be two methods"):
        writing.sources(spec)


def test_an_answer_takes_no_shape_of_a_request():
    with pytest.raises(ValueError, match="a shape of its own"):
        spelling.answered({"$ref": "#/components/schemas/TopicIn"})
