"""Whom the house shall forget: a person's names are taken out of everything that is stored, and their words stay.

Names are found as whole words. A name of several words is met in any case; one of a single word only as it is spelt,
and one that is written small altogether ("river") only behind an @: as a word it belongs to everybody.

A community may hold millions of texts, so the names leave them in walks, one through each table and one through what
else a room keeps, and each walk in steps that read few rows.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from sqlalchemy import Column, Table, not_, select, update

from . import paging
from .db import Model, db
from .events import Event, publish
from .personal import Personal
from .redaction import Passage, WordsCut, places_in, spelt, word_columns, write

ROWS: Final = 200  # of a table, that one step looks through
AUTHOR: Final = "author_id"
_BEFORE, _BEHIND = r"(?<![^\W_])", r"(?![^\W_])"  # a name's borders; _emphasis_ is one
_STARTS, _ENDS = r"(?<![^\W_])(?<![@.-])", r"(?![^\W_]|-|\.\w)"
Touched = Mapping[str, Collection[int]]


@dataclass(frozen=True, kw_only=True)
class NamesForgotten(Event):
    """The names of somebody who was erased are out of everything that is stored."""

    kind: ClassVar[str] = "kernel.names_forgotten"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a person is called: the name beside their words, the handle of their address, their mail address."""

    name: str
    handle: str
    email: str | None

    def cuts(self) -> Iterator[Passage]:
        """Yield what is to be cut out, the longest first: a mail address may hold the name."""
        if self.email:
            yield Passage(self.email)
        yield Name(self.handle, _of_handle(self.handle))
        if self.name:
            yield Name(self.name, _of_name(self.name))


class Name(Passage):
    """A name in every form in which it may be stored, as a whole word."""

    def __init__(self, name: str, pattern: re.Pattern[str]) -> None:
        super().__init__(name)
        self.pattern = pattern
        if len(self.words) == 1:
            self.slug = None


def _of_handle(handle: str) -> re.Pattern[str]:
    """Return where a handle stands: behind an @, in an address of the person, and alone if it is no common word."""
    whole = re.escape(handle)
    forms = [rf"{_BEFORE}(?<![.-])@{whole}{_ENDS}", rf"(?<=/people/){whole}(?![\w-])", rf"(?<=/by/){whole}(?![\w-])"]
    if not handle.isalpha():
        forms.append(f"{_STARTS}{whole}{_ENDS}")
    return re.compile("|".join(forms), re.IGNORECASE)


def _of_name(name: str) -> re.Pattern[str]:
    whole = spelt(name)
    if " " in name:
        return re.compile(rf"{_BEFORE}@?{whole}{_BEHIND}", re.IGNORECASE)
    at = "@" if name.islower() and name.isalpha() else "@?"
    return re.compile(rf"{_BEFORE}{at}{whole}{_BEHIND}")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who was erased; `anew` on the first round, when whatever they wrote counts as touched, named or not."""

    member_id: int
    names: Names
    anew: bool = True


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one step of a walk did: where the next begins ("" at the end), how many rows it cut, which it touched."""

    after: str
    places: int = 0
    touched: Touched = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Walk:
    """A way through what is stored: `step(person, after, found)` goes on behind `after`, within a transaction.

    A second time changes nothing. What takes long, such as reading files, is done by `look` before, while nobody waits
    for a lock; `found` is what it returned.
    """

    name: str
    step: Callable[[Person, str, Any], Step]
    look: Callable[[Person, str], Any] | None = None


def walks_of_tables() -> list[Walk]:
    """Return a walk through each table that may hold names: what people wrote first, what was made of it behind."""
    tables = [table for table in Model.metadata.sorted_tables if _columns(table)]
    tables.sort(key=lambda table: table.name.startswith("kernel_"))
    return [Walk(name=table.name, step=lambda *asked, t=table: _through(t, *asked)) for table in tables]


def forget_words(kinds: Iterable[Personal], *, member_id: int, by: int | None) -> None:
    """Take away what a person wrote: each place says so from now on, and what was derived of it is derived anew."""
    touched = together(*(kind.words(member_id) for kind in kinds if kind.words))
    if touched:
        publish(WordsCut(touched=touched, by=by))


def _columns(table: Table) -> list[Column[Any]]:
    return [*word_columns(table), *(column for column in table.columns if column.info.get("names"))]


def _through(table: Table, person: Person, after: str, _found: Any) -> Step:
    """Take the names out of the next rows of a table.

    On the first round what the person wrote counts as touched: the search index knows their handle, and what is
    derived is derived anew.
    """
    keys = list(table.primary_key)
    within = [paging.after(keys, after, descending=False)] if after else []
    last = db.session.execute(select(*keys).where(*within).order_by(*keys).offset(ROWS - 1).limit(1)).first()
    until = paging.encode(tuple(last)) if last else ""
    if until:
        within.append(not_(paging.after(keys, until, descending=False)))
    written = _signed(table, person.member_id, within) if person.anew else ()
    found = list(places_in(table, list(person.names.cuts()), _columns(table), within, hold=True))
    return Step(after=until, places=len(found), touched=together(write(found), {table.name: written}))


def _signed(table: Table, member_id: int, within: Sequence[Any]) -> Collection[int]:
    """Take the name off what the person wrote, and return which rows that is."""
    if AUTHOR not in table.c:
        return ()
    mine = (table.c[AUTHOR] == member_id, *within)
    if "author_name" in table.c:
        db.session.execute(update(table).where(*mine, table.c.author_name.is_not(None)).values(author_name=None))
    key: Any = next(iter(table.primary_key))
    return db.session.scalars(select(key).where(*mine)).all()


def together(*touched: Touched) -> dict[str, tuple[int, ...]]:
    """Return which rows were touched in all, by table."""
    names = dict.fromkeys(name for one in touched for name in one)
    found = {name: tuple(sorted({id_ for one in touched for id_ in one.get(name, ())})) for name in names}
    return {name: ids for name, ids in found.items() if ids}
