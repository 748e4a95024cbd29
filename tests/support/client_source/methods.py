"""The modules of operations: a class for each group, a method for each operation, and one more for what has pages."""

import keyword
import textwrap
from dataclasses import dataclass
from typing import Any

from support.client_source.described import Operation, name_of
from support.client_source.imports import import_lines
from support.client_source.names import all_name, class_name
from support.client_source.shapes import Shapes, class_of, references
from support.client_source.spelling import asked, is_nullable

Spec = dict[str, Any]
LONG_CHOICE = 6
WIDTH = 108


@dataclass(frozen=True)
class Argument:
    """An argument of a method: its name, its type, and what it is without."""

    name: str
    kind: str
    default: str | None = None

    def __str__(self) -> str:
        return f"{self.name}: {self.kind}" + (f" = {self.default}" if self.default else "")


class Group:
    """A group of operations, as it becomes a module."""

    def __init__(self, resource: str, operations: list[Operation], shapes: Shapes) -> None:
        self.resource, self._operations, self._shapes = resource, operations, shapes
        self._choices: dict[str, str] = {}

    @property
    def class_name(self) -> str:
        return f"{class_name(self.resource)}Resource"

    def source(self) -> str:
        """Return the source of the module."""
        methods = [method for one in self._operations for method in self._methods(one)]
        names = [method.split("(")[0].removeprefix("    def ") for method in methods]
        if twice := sorted({name for name in names if names.count(name) > 1 or keyword.iskeyword(name)}):
            raise ValueError(f"{self.resource}.{twice[0]} would be two methods, or none; name the view another way.")
        body = (
            f'class {self.class_name}(Resource):\n    """Operations below `/{self.resource.replace("_", "-")}`."""\n\n'
        )
        if self.resource in names:  # a group that is a single question is asked itself
            methods.append(f"    __call__ = {self.resource}")
        choices = "".join(f"{name}: TypeAlias = {spelled}\n" for spelled, name in self._choices.items())
        code = "\n\n\n".join(filter(None, [choices.rstrip(), body + "\n\n".join(methods)]))
        used = {class_of(name): f"..shapes.{self._shapes.module(name)}" for name in self._used()}
        said = f'"""`client.{self.resource}`. Written by `make client`."""'
        return f"{said}\n\n{import_lines(code, used, '..')}\n\n\n{code}\n"

    def _used(self) -> set[str]:
        """Return the shapes that the group's methods name."""
        given = {self._shapes.same(one.shape) for one in self._operations if one.shape}
        rows = {row[1] for one in self._operations if (row := self._rows(one))}
        return given | rows | {name for one in self._operations for name in references(one.fields)}

    def _methods(self, one: Operation) -> list[str]:
        written = [self._method(one)]
        return [*written, self._all(one)] if self._rows(one) else written

    def _method(self, one: Operation) -> str:
        signature = _signature(one.method, self._first(one), self._named(one), self._answer(one))
        return f"{signature}\n{_docstring(one)}\n        {self._call(one)}"

    def _first(self, one: Operation) -> list[Argument]:
        """Return the arguments that may be given by place: the parts of the address, and what must be asked."""
        asked_for = [*one.parts, *(part for part in one.query if part.get("required"))]
        return [Argument(part["name"], asked(part["schema"])) for part in asked_for]

    def _named(self, one: Operation) -> list[Argument]:
        """Return the arguments that are given by name, those without a default first."""
        query = [self._of_query(part) for part in one.query if not part.get("required")]
        body = [self._of_body(one, name, field) for name, field in one.fields.items()]
        more = [Argument("if_match", "str | None", "None")] if one.is_bound else []
        if one.verb == "post":
            more.append(Argument("idempotency_key", "str | None", "None"))
        return sorted([*query, *body, *more], key=lambda argument: argument.default is not None)

    def _of_query(self, part: Spec) -> Argument:
        return Argument(part["name"], f"{self._choice(part['name'], asked(part['schema']))} | None", "None")

    def _of_body(self, one: Operation, name: str, field: Spec) -> Argument:
        if one.takes_files:
            return Argument(name, "Sequence[Upload]")
        kind = self._choice(name, asked(field))
        if is_nullable(field) and field.get("default", "") is not None:
            kind += " | Null"
        return Argument(name, kind) if name in one.needed else Argument(name, f"{kind} | None", "None")

    def _choice(self, name: str, kind: str) -> str:
        """Return a type, by a name where it is a long choice of words."""
        if not kind.startswith("Literal[") or kind.count(",") < LONG_CHOICE:
            return kind
        if kind not in self._choices:
            called = class_name(name)
            self._choices[kind] = f"{called}Choice" if called in self._choices.values() else called
        return self._choices[kind]

    def _answer(self, one: Operation) -> str:
        if one.gives_bytes:
            return "bytes"
        return class_of(self._shapes.same(one.shape)) if one.shape else "None"

    def _call(self, one: Operation) -> str:
        words = [f'"{one.verb.upper()}"', _address(one)]
        if one.query:
            words.append(f"query={_dict([part['name'] for part in one.query])}")
        if one.takes_files:
            words.append(f"files={next(iter(one.fields))}")
        elif one.fields:
            words.append(f"body={_dict(list(one.fields))}")
        words += ["if_match=if_match"] if one.is_bound else []
        words += ["key=idempotency_key"] if one.verb == "post" else []
        if one.gives_bytes:
            return f"return self._fetch({', '.join(words)})"
        return (
            f"return self._ask({self._answer(one)}, {', '.join(words)})"
            if one.shape
            else f"self._do({', '.join(words)})"
        )

    def _rows(self, one: Operation) -> tuple[str, str] | None:
        """Return the field and the shape of a page's rows, None for what has no pages: its last list is paged."""
        fields = self._shapes.all[one.shape]["properties"] if one.shape else {}
        if "next" not in fields:
            return None
        lists = [(name, name_of(field["items"])) for name, field in fields.items() if field.get("type") == "array"]
        name, shape = lists[-1]
        return name, self._shapes.same(str(shape))

    def _all(self, one: Operation) -> str:
        """Return the method that goes through all pages."""
        rows, row = self._rows(one) or ("", "")
        by_number = any(part["name"] == "after" and "integer" in part["schema"]["type"] for part in one.query)
        named = [each for each in self._named(one) if each.name != "limit" and (each.name != "after" or by_number)]
        first = self._first(one)
        given = [each.name for each in first] + [f"{each.name}={each.name}" for each in named if each.name != "after"]
        given += ["after=int(key) if key else after" if by_number else "after=key", "limit=LONGEST_PAGE"]
        signature = _signature(all_name(one.method, rows), first, named, f"Iterator[{class_of(row)}]")
        said = f'        """Yield the {rows.replace("_", " ")} of every page of `{one.method}`."""'
        read = f"lambda key: self.{one.method}({', '.join(given)})"
        return f"{signature}\n{said}\n        return paged({read}, lambda page: page.{rows})"


def _signature(name: str, first: list[Argument], named: list[Argument], answer: str) -> str:
    arguments = ["self", *map(str, first), *(["*"] if named else []), *map(str, named)]
    return f"    def {name}({', '.join(arguments)}) -> {answer}:"


def _docstring(one: Operation) -> str:
    more = f"`{one.verb.upper()} {one.path}` ({one.name}). {one.words['description']}"
    lines = [*_wrapped(f'"""{one.words["summary"]}'), "", *_wrapped(more), '"""']
    return textwrap.indent("\n".join(lines), " " * 8, bool)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _address(one: Operation) -> str:
    """Return the expression of an operation's address."""
    path = one.path
    for each in one.parts:
        if each["schema"]["type"] != "integer":
            path = path.replace(f"{{{each['name']}}}", f"{{part({each['name']})}}")
    return f'f"{path}"' if one.parts else f'"{path}"'


def _dict(names: list[str]) -> str:
    return "{" + ", ".join(f'"{name}": {name}' for name in names) + "}"
