"""Private words cut out of everything that is stored, whichever room holds it: a passage becomes "[withdrawn]".

Every column that may hold words is looked through, so a new table needs no word of its own here. What is no writing of
anybody (names and addresses of accounts, keys, codes) is marked KEPT by its model. Cutting cannot be undone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar, Final
from urllib.parse import quote

from sqlalchemy import JSON, CheckConstraint, Column, String, Table, Text, bindparam, cast, or_, select, update

from .db import Model, db
from .errors import Refused
from .events import Event, publish
from .markup import render
from .texts import clean, slugify

MARK: Final = "[withdrawn]"
SHORTEST, LONGEST, MOST_PASSAGES, MOST_PLACES = 4, 200, 10, 300
_BETWEEN: Final = r"(?:[\s*_~`>]|&nbsp;|&gt;|%20|\+|</?(?:em|strong|del|code|b|i|s|br|a\b[^<>]*)>)+"
_LINK: Final = re.compile(rf"<a\b[^<>]*{re.escape(MARK)}[^<>]*>(.*?)</a>", re.DOTALL)
_RUN: Final = re.compile("[a-z0-9]+", re.IGNORECASE | re.ASCII)
_CUT_SHORT: Final = "…"
_CODES: Final = frozenset(
    {"kind", "thing_kind", "source_kind", "source", "source_id", "markup", "licence", "state", "status", "channel"}
    | {"voice", "visibility", "audience", "mentions_waiting", "digest", "language", "method_version", "time_zone"}
    | {"rank", "rule", "held", "reversal", "act", "code", "origin", "noticed", "week", "preset", "quotes"}
)


@dataclass(frozen=True, kw_only=True)
class WordsCut(Event):
    """Private words were cut out of these rows: table -> ids (the first part of the key where it has several)."""

    kind: ClassVar[str] = "kernel.words_cut"
    touched: Mapping[str, tuple[int, ...]]


def cut_from(happened: Iterable[Event], table: str) -> set[int]:
    """Return the rows of a table that words were cut out of."""
    return {id_ for event in happened if isinstance(event, WordsCut) for id_ in event.touched.get(table, ())}


@dataclass(frozen=True, kw_only=True)
class NamesCut(WordsCut):
    """A piece of an erasure: names were cut out of these rows, or those who wrote them are nobody's name any more."""

    kind: ClassVar[str] = "kernel.names_cut"


@dataclass(frozen=True)
class Place:
    """A row that holds a passage, and what its columns say once it is cut."""

    table: Table
    key: tuple[Any, ...]
    values: Mapping[str, Any]


def passages_in(text: str) -> list[str]:
    """Return what is to be cut, one passage a line; refuse what is too short to be meant, or too long."""
    found = list(dict.fromkeys(" ".join(line.split()) for line in clean(text).split("\n") if line.strip()))
    if not found or len(found) > MOST_PASSAGES:
        raise Refused("Please give what should go, one passage a line, %(most)s at most.", most=MOST_PASSAGES)
    if any(not SHORTEST <= len(passage) <= LONGEST or not _RUN.search(passage) for passage in found):
        raise Refused(
            "A passage has %(least)s to %(most)s characters, letters or digits among them.",
            least=SHORTEST,
            most=LONGEST,
        )
    return found


def places(passages: Sequence[str]) -> list[Place]:
    """Return where the passages stand; one query a table."""
    return places_of([Passage(passage) for passage in passages])


def places_of(cuts: Sequence["Passage"]) -> list[Place]:
    """Return where something would be cut out; one query a table."""
    return [place for table in Model.metadata.sorted_tables for place in places_in(table, cuts, word_columns(table))]


def cut(passages: Sequence[str], *, by: int | None) -> int:
    """Cut the passages out of everything; return in how many rows they stood."""
    found = places(passages)
    if not found:
        raise Refused("These words stand nowhere; please copy them as they were written.")
    if len(found) > MOST_PLACES:
        raise Refused("These words stand in %(number)s places; please give a longer passage.", number=len(found))
    publish(WordsCut(touched=write(found), by=by))
    return len(found)


def write(found: Sequence[Place]) -> dict[str, tuple[int, ...]]:
    """Let the rows say what they say once they are cut; return their ids by table."""
    touched: dict[str, tuple[int, ...]] = {}
    for table in dict.fromkeys(place.table for place in found):
        rows = [place for place in found if place.table is table]
        _write(table, rows)
        touched[table.name] = tuple(sorted({place.key[0] for place in rows}))
    db.session.expire_all()
    return touched


class Passage:
    """One passage in every form in which it may be stored: as typed, in HTML, in an address."""

    def __init__(self, passage: str) -> None:
        self.words = passage.split(" ")
        self.pattern = re.compile(spelt(passage), re.IGNORECASE)
        slug = slugify(passage)
        alone = rf"(?<![a-z0-9]){re.escape(slug)}(?![a-z0-9])"
        self.slug = re.compile(alone, re.IGNORECASE) if len(slug) >= SHORTEST else None
        self.run = max(_RUN.findall(passage), key=len, default="")
        self.first = max(_RUN.findall(self.words[0]) or [self.run], key=len)

    def out_of(self, text: str, column: str) -> str:
        """Return the text without the passage."""
        text = self.pattern.sub(MARK, text)
        if self.slug:
            text = self.slug.sub(lambda found: found[0] if column == "body" else "withdrawn", text)
        if column == "excerpt" and text.endswith(_CUT_SHORT):
            text = self._out_of_end(text)
        return _LINK.sub(r"\1", text) if column == "html" else text

    def _out_of_end(self, excerpt: str) -> str:
        """Return an excerpt without the beginning of the passage, where it was cut short inside it."""
        end = excerpt.removesuffix(_CUT_SHORT).rstrip(" ,;:.-")
        for number in range(len(self.words) - 1, 0, -1):
            begun = re.compile(rf"(?<!\w){_BETWEEN.join(map(_spelt, self.words[:number]))}$", re.IGNORECASE)
            if begun.search(end):
                return begun.sub(MARK, end) + _CUT_SHORT
        return excerpt


def spelt(words: str) -> str:
    """Return a pattern of words as they stand in text, in HTML, in an address and in a cleaned voice."""
    return _BETWEEN.join(map(_spelt, words.split(" ")))


def _spelt(word: str) -> str:
    return "".join(_letter(letter) for letter in word)


def _letter(letter: str) -> str:
    if letter.isalnum() and letter.isascii():
        return letter
    forms = {letter, escape(letter), quote(letter, safe="")}
    if letter in "'’":
        forms |= {"'", "’", "&#39;", "&#x27;"}
    if letter == '"':
        forms |= {"&#34;", "&quot;"}
    return f"(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})"


def word_columns(table: Table) -> list[Column[Any]]:
    """Return the columns of a table that are looked through."""
    return [column for column in table.columns if may_hold_words(column)]


def places_in(
    table: Table,
    cuts: Sequence[Passage],
    columns: Sequence[Column[Any]],
    within: Sequence[Any] = (),
    *,
    hold: bool = False,
) -> Iterator[Place]:
    """Yield where something would be cut out of these columns; with `hold` nobody else changes the rows meanwhile."""
    if not columns:
        return
    keys = list(table.primary_key)
    markup = [table.c.markup] if "markup" in table.c and "body" in table.c else []
    asked = dict.fromkeys([*keys, *columns, *markup])
    met = or_(*(_may_match(column, one) for column in columns for one in cuts))
    query = select(*asked).where(met, *within).order_by(*keys)
    for row in db.session.execute(query.with_for_update() if hold else query).mappings():
        values = {column.name: _without(row[column.name], column.name, cuts) for column in columns}
        changed = {name: value for name, value in values.items() if value != row[name]}
        if changed:
            key = tuple(row[column.name] for column in keys)
            yield Place(table, key, _settled(table, key, dict(row), changed))


def may_hold_words(column: Column[Any]) -> bool:
    """Tell whether a column is looked through: all that hold text or JSON, but keys, codes and what is KEPT."""
    words = isinstance(column.type, String | Text | JSON)
    return words and not (column.primary_key or column.foreign_keys or column.info.get("kept") or _is_code(column))


def _is_code(column: Column[Any]) -> bool:
    """Tell whether a column holds a code: it is named so, or the table lets it have listed values only."""
    checks = (str(one.sqltext) for one in column.table.constraints if isinstance(one, CheckConstraint))
    return column.name in _CODES or any(check.startswith(f"{column.name} IN ") for check in checks)


def _may_match(column: Column[Any], passage: Passage) -> Any:
    text = cast(column, Text) if isinstance(column.type, JSON) else column
    run = passage.first if column.name == "excerpt" else passage.run
    return text.icontains(run, autoescape=True)


def _without(value: Any, column: str, cuts: Iterable[Passage]) -> Any:
    if isinstance(value, str):
        for one in cuts:
            value = one.out_of(value, column)
        return value
    if isinstance(value, dict):
        return {key: _without(inner, key, cuts) for key, inner in value.items()}
    return [_without(inner, column, cuts) for inner in value] if isinstance(value, list) else value


def _settled(table: Table, key: tuple[Any, ...], row: Mapping[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """Return the changed values with what is made of them: the address of a title, the page of a text."""
    if "title" in changed and "slug" in table.c:
        changed["slug"] = slugify(changed["title"])
    if "body" in changed and "renderer" in table.c and "html" not in changed:
        changed["html"] = render(changed["body"], row.get("markup", "markdown"))
    for name in changed:
        if table.c[name].unique:
            changed[name] = f"withdrawn-{key[0]}"
    return changed


def _write(table: Table, rows: Sequence[Place]) -> None:
    keys = list(table.primary_key)
    for names in dict.fromkeys(tuple(sorted(place.values)) for place in rows):
        statement = update(table).where(*(column == bindparam(f"key_{column.name}") for column in keys))
        statement = statement.values({name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names})
        same = [place for place in rows if tuple(sorted(place.values)) == names]
        db.session.execute(statement, [_bound(place, keys) for place in same])


def _bound(place: Place, keys: Sequence[Column[Any]]) -> dict[str, Any]:
    bound = {f"key_{column.name}": value for column, value in zip(keys, place.key, strict=True)}
    return bound | {f"new_{name}": value for name, value in place.values.items()}
