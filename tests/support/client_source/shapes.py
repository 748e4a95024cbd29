"""The modules of shapes: what each room answers as frozen dataclasses, what it takes within a body as TypedDicts."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from support.client_source.described import Operation
from support.client_source.imports import import_lines
from support.client_source.spelling import answered, asked_within, shape_class

Spec = dict[str, Any]
SHARED = "shared"


class Shapes:
    """Every shape that a method needs, and the module that it stands in."""

    def __init__(self, spec: Spec, operations: Iterable[Operation]) -> None:
        self.all: Spec = spec["components"]["schemas"]
        self._rooms: dict[str, set[str]] = {}
        self._words: dict[str, str] = {}
        for one in operations:
            if one.shape:
                self._words.setdefault(self.same(one.shape), f"What `{one.resource}.{one.method}` answers.")
                self._note(one.shape, one.room, "")
            for name, field in ({} if one.takes_files else one.fields).items():
                for inner in references(field):
                    self._note(inner, one.room, name)

    def same(self, name: str) -> str:
        """Return the shape that stands for `name`: OneBoardOut, where it is a BoardOut, is that."""
        other = name.removeprefix("One")
        fields = self.all.get(other, {}).get("properties")
        return other if fields == self.all[name]["properties"] else name

    def module(self, name: str) -> str:
        """Return the module of a shape: its room, or the shared one."""
        rooms = self._rooms[self.same(name)]
        return next(iter(rooms)) if len(rooms) == 1 else SHARED

    def modules(self) -> dict[str, list[str]]:
        """Return the names of the shapes by module, what is used before what uses it."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._rooms):
            self._place(name, found)
        return found

    def _place(self, name: str, found: dict[str, list[str]]) -> None:
        names = found.setdefault(self.module(name), [])
        if name in names:
            return
        for inner in self.needed_by(name):
            self._place(inner, found)
        names.append(name)

    def needed_by(self, name: str) -> list[str]:
        """Return the shapes that the fields of a shape hold."""
        return sorted({self.same(one) for one in references(self.all[name]["properties"])})

    def words(self, name: str) -> str:
        """Return what is said of a shape."""
        return str(self.all[name].get("description") or self._words[name])

    def _note(self, name: str, room: str, held_as: str) -> None:
        """Note that a room uses a shape, and all that it holds."""
        name = self.same(name)
        self._words.setdefault(name, f"What `{held_as}` holds.")
        rooms = self._rooms.setdefault(name, set())
        if room in rooms:
            return
        rooms.add(room)
        for field, schema in self.all[name]["properties"].items():
            for inner in references(schema):
                self._note(inner, room, field)


def references(schema: Any) -> Iterator[str]:
    """Yield the names of the shapes that stand within a schema."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def shapes_module(module: str, names: list[str], shapes: Shapes) -> str:
    """Return the source of a module of shapes."""
    classes = "\n\n\n".join(_class(name, shapes) for name in names)
    outer = [inner for name in names for inner in shapes.needed_by(name) if shapes.module(inner) != module]
    lines = import_lines(classes, {class_of(name): f".{shapes.module(name)}" for name in outer}, "..")
    title = "Shapes that several rooms share." if module == SHARED else f"Shapes of the room {module}."
    return f'"""{title} Written by `make client`."""\n\n{lines}\n\n\n{classes}\n'


def class_of(name: str) -> str:
    """Return what the class of a shape is called; parts of a body keep the name of the description."""
    return name if name.endswith("In") else shape_class(name)


def _class(name: str, shapes: Shapes) -> str:
    fields, taken = shapes.all[name]["properties"], name.endswith("In")
    head = (
        f"class {class_of(name)}(TypedDict):"
        if taken
        else f"@dataclass(frozen=True, kw_only=True)\nclass {class_of(name)}(Shape):"
    )
    lines = [head, _docstring(shapes.words(name)), ""]
    for field, schema in fields.items():
        if taken:
            spelled = asked_within(schema)
            needed = field in shapes.all[name].get("required", ())
            lines.append(f"    {field}: {spelled if needed else f'NotRequired[{spelled}]'}")
        else:
            lines.append(f"    {field}: {answered(_unified(schema, shapes))}")
    return "\n".join(lines)


def _docstring(words: str) -> str:
    end = "\n" if "\n" in words else ""
    return textwrap.indent(f'"""{words}{end}"""', " " * 4, lambda line: bool(line.strip()))


def _unified(schema: Any, shapes: Shapes) -> Any:
    """Return a schema whose references name the shapes that stand for others."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return {"$ref": f"#/{shapes.same(schema['$ref'].rpartition('/')[2])}"}
        return {key: _unified(value, shapes) for key, value in schema.items()}
    return [_unified(one, shapes) for one in schema] if isinstance(schema, list) else schema
