"""Which operation follows another: what was made or listed is read and changed by its id; pure.

The last word of an address names a collection: whoever gets an `id` from `/topics` can go on to `/topics/{topic_id}`
and to all below it.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from .paths import PREFIX, Operation

_BY_ID: Final = re.compile(rf"{PREFIX}/(\w+)/{{(\w+)}}")


def links(source: Operation, shape: Mapping[str, Any], all_operations: Iterable[Operation]) -> dict[str, Any]:
    """Return the links of a successful answer; `shape` is its body's, with references followed two levels deep."""
    origin = _id_within(source, shape)
    if origin is None:
        return {}
    collection, pointer = origin
    return {
        operation_id(other): {
            "operationId": operation_id(other),
            "parameters": {found[2]: f"$response.body#{pointer}"},
        }
        for other in all_operations
        if (found := _BY_ID.match(other.path)) and found[1] == collection and other.path.count("{") == 1
        if other.room == source.room and other != source
    }


def _id_within(source: Operation, shape: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the collection that an answer's id belongs to, and where the id stands."""
    properties, collection = shape.get("properties", {}), source.path.rpartition("/")[2]
    if source.method == "POST" and "id" in properties:
        return collection, "/id"
    rows = properties.get(collection, {}).get("items", {})
    if source.method == "GET" and "id" in rows.get("properties", {}):
        return collection, f"/{collection}/0/id"
    return None


def operation_id(operation: Operation) -> str:
    """Return the name of an operation: its room and its view."""
    return operation.endpoint.replace("_api.", "_")
