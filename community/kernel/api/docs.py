"""The pages about the API, for people: how to begin, and each room's operations, drawn from the description."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, json, render_template

from ..web.links import full_url
from .answers import ANSWERS
from .examples import example
from .links import operation_id
from .paths import Operation, operations

bp = Blueprint("api_docs", __name__, url_prefix="/api/docs")


@dataclass(frozen=True)
class Entry:
    """One operation as a page shows it."""

    operation: Operation
    described: Mapping[str, Any]

    @property
    def anchor(self) -> str:
        return operation_id(self.operation)

    @property
    def parameters(self) -> list[Mapping[str, Any]]:
        """The parts of the address and of the query; those that every operation takes are told once."""
        return [one for one in self.described["parameters"] if "name" in one]

    @property
    def sent(self) -> Any:
        """The example of the body; None where nothing is sent."""
        return _shown(self.described.get("requestBody", {}))

    @property
    def is_form(self) -> bool:
        """Whether files are sent, which stand in no JSON."""
        return "multipart/form-data" in self.described.get("requestBody", {}).get("content", {})

    @property
    def curl(self) -> str:
        """The request as one types it."""
        words = [f"curl {shlex.quote(full_url(_filled(self)))}"]
        if self.operation.method != "GET":
            words.append(f"-X {self.operation.method}")
        if {} not in self.described["security"]:
            words.append('-H "Authorization: Bearer $TOKEN"')
        if self.is_form:
            words += [f"-F {name}=@hub.txt" for name in self.sent]
        elif self.sent is not None:
            words.append(f"--json {shlex.quote(json.dumps(self.sent, ensure_ascii=False))}")
        return " \\\n  ".join(words)

    @property
    def answered(self) -> str:
        """The code and the example of the answer to a request that succeeds."""
        code, answer = min(self.described["responses"].items())
        example = _shown(answer)
        return f"{code}\n{json.dumps(example, indent=2, ensure_ascii=False)}" if example is not None else str(code)

    @property
    def problems(self) -> list[str]:
        return sorted(code for code in self.described["responses"] if code >= "400")


def _filled(entry: Entry) -> str:
    """Return the address with what it cannot do without."""
    path, query = entry.operation.path, {}
    for one in entry.parameters:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
        elif one["required"]:
            query[one["name"]] = example(one["schema"], {}, one["name"])
    return f"{path}?{urlencode(query)}" if query else path


def _shown(holder: Mapping[str, Any]) -> Any:
    return next((content.get("example") for content in holder.get("content", {}).values()), None)


def _entries() -> dict[str, list[Entry]]:
    """Return the operations by room, in the order of their addresses."""
    app: Any = current_app
    described = app.spec["paths"]  # drawn anew at each look
    found = [Entry(one, described[one.path][one.method.lower()]) for one in operations(app)]
    found.sort(key=lambda entry: (entry.operation.room, entry.operation.path, entry.operation.method))
    rooms = dict.fromkeys(entry.operation.room for entry in found)
    return {room: [entry for entry in found if entry.operation.room == room] for room in rooms}


@bp.get("")
def index() -> str:
    """Show how to begin, what holds for all operations, and where each one is described."""
    places = {"site": full_url("/"), "address": full_url("/api/v1")}
    return render_template("kernel/api.html", rooms=_entries(), answers=ANSWERS, **places)


@bp.get("/<room>")
def room(room: str) -> str:
    """Show the operations of a room, with examples."""
    return render_template("kernel/api_room.html", room=room, entries=_entries().get(room) or abort(404))
