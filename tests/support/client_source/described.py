"""What the API's description says of an operation, as far as its method needs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from support.client_source.names import method_name, resource_name

Spec = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One operation: its `shape` is that of a successful answer, and its `fields` those of the body that it takes."""

    name: str
    room: str
    verb: str
    path: str
    words: Spec
    shape: str | None
    fields: Spec
    needed: frozenset[str]

    @property
    def resource(self) -> str:
        return resource_name(self.path)

    @property
    def method(self) -> str:
        return method_name(self)

    @property
    def parts(self) -> list[Spec]:
        """The parts of the address."""
        return [one for one in self.words["parameters"] if one.get("in") == "path"]

    @property
    def query(self) -> list[Spec]:
        return [one for one in self.words["parameters"] if one.get("in") == "query"]

    @property
    def is_bound(self) -> bool:
        """Whether it takes If-Match."""
        return {"$ref": "#/components/parameters/If-Match"} in self.words["parameters"]

    @property
    def takes_files(self) -> bool:
        return "multipart/form-data" in self.words.get("requestBody", {}).get("content", {})

    @property
    def gives_bytes(self) -> bool:
        return "*/*" in _success(self.words)[1].get("content", {})

    @property
    def is_made(self) -> bool:
        return _success(self.words)[0] == "201"


def operations(spec: Spec) -> list[Operation]:
    """Return every operation in the order of addresses and verbs."""
    found = list(_each(spec))
    return sorted(found, key=lambda one: (one.path, METHODS.index(one.verb)))


def _each(spec: Spec) -> Iterator[Operation]:
    shapes = spec["components"]["schemas"]
    for path, verbs in spec["paths"].items():
        for verb, words in verbs.items():
            body = shapes.get(_shape(words.get("requestBody", {})) or "", {})
            yield Operation(
                name=words["operationId"],
                room=words["tags"][0],
                verb=verb,
                path=path.removeprefix("/api/v1"),
                words=words,
                shape=_shape(_success(words)[1]),
                fields=body.get("properties", {}),
                needed=frozenset(body.get("required", ())),
            )


def _success(words: Spec) -> tuple[str, Spec]:
    code = min(words["responses"])
    return code, words["responses"][code]


def _shape(holder: Spec) -> str | None:
    """Return the name of the shape of a body, None where there is none."""
    for content in holder.get("content", {}).values():
        return name_of(content.get("schema", {}))
    return None


def name_of(schema: Spec) -> str | None:
    """Return the name that a schema refers to."""
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None
