"""The projection `reputation.ledger`: the lines of everybody's ledger, from the log.

Facts are taken in the order of the log, and whatever they touch is brought in line with how it stands in the end, so
that the lines are the same however the facts were batched. Roles are not looked at: they are joined at reading.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, column, insert, select, update, values

from community.forum.models import Board, Post
from community.kernel.consumers import Projection, Tables
from community.kernel.db import UtcDateTime, db, table_of
from community.kernel.events import Fact
from community.kernel.markup import plain
from ideas.models import Idea

from .earning import EARNING, Book, Entry, State, Thing, hold, looks_back_at, settle
from .models import Line
from .scoring import QUALIFYING_LENGTH

_PLAIN = ("id", "seq", "member_id", "rule", "at", "counterpart_id", "article_id", "held", "reversed_at", "reversal")
Change = tuple[str, datetime | None, str]


def keep_ledger(facts: Sequence[Fact], tables: Tables) -> None:
    """Write what the facts earn, take back what they take back, and hold anew where they meet a cap."""
    table = tables[Line.__tablename__]
    book = Book(_social_boards())
    looked_at = {thing for fact in facts for thing in looks_back_at(fact.event)}
    before = _load(book, table, looked_at)
    for fact in facts:
        book.take(fact)
    entries = list(book.entries())
    settle(entries, _states(book.by_thing))
    _write(table, entries, before)
    _hold(table, entries)


def _social_boards() -> frozenset[int]:
    """Return the boards that are off topic; a board is so from its first day on, so that a rebuild finds the same."""
    return frozenset(db.session.scalars(select(Board.id).where(Board.kind == "social")))


def _load(book: Book, table: Table, things: Collection[Thing]) -> dict[int, Change]:
    """Put the entries of the things into the book; return how they stood."""
    if not things:
        return {}
    entries = _entries(table, ("thing_kind", "thing_id"), things)
    for entry in entries:
        book.by_thing[entry.thing].append(entry)
    return _changeable(entries)


def _states(things: Collection[Thing]) -> dict[Thing, State]:
    """Return how the things stand now; every later change of them is a fact, with which they are looked at again."""
    ids: dict[str, set[int]] = defaultdict(set)
    for kind, id_ in things:
        ids[kind].add(id_)
    posts = select(Post.id, Post.body, Post.markup, Post.hidden_at).where(Post.id.in_(ids["post"]))
    hidden = select(Idea.id, Idea.hidden_at).where(Idea.id.in_(ids["idea"]))
    return {("post", row.id): _state(row) for row in _rows(posts, ids["post"])} | {
        ("idea", row.id): State(hidden_at=row.hidden_at) for row in _rows(hidden, ids["idea"])
    }


def _rows(query: Any, ids: Collection[int]) -> Iterable[Any]:
    return db.session.execute(query) if ids else ()


def _state(row: Any) -> State:
    text = row.body if row.markup == "markdown" else plain(row.body)
    return State(hidden_at=row.hidden_at, is_long=len(text.strip()) >= QUALIFYING_LENGTH)


def _hold(table: Table, entries: Iterable[Entry]) -> None:
    """Hold anew the days and pairs that the entries belong to."""
    days = {(entry.member_id, entry.day) for entry in entries if entry.rule == "ACT1"}
    pairs = {entry.pair for entry in entries if entry.is_between_two}
    groups = []
    if days:
        groups += [entry for entry in _entries(table, ("member_id", "day"), days) if entry.rule == "ACT1"]
    if pairs:
        both_ways = pairs | {(author, giver) for giver, author in pairs}
        between = _entries(table, ("counterpart_id", "member_id"), both_ways)
        groups += [entry for entry in between if entry.is_between_two and entry.pair in pairs]
    before = _changeable(groups)
    hold(groups)
    _write(table, groups, before)


def _entries(table: Table, names: tuple[str, str], keys: Collection[tuple[Any, Any]]) -> list[Entry]:
    """Return the entries with one of the keys, by the table's index; with the keys in an IN, SQLite would scan."""
    columns = [column(name, table.c[name].type) for name in names]
    wanted = values(*columns, name="wanted").data(sorted(keys)).cte()
    found = db.session.execute(select(table).join(wanted, and_(*(table.c[name] == wanted.c[name] for name in names))))
    return [
        Entry(thing=(row.thing_kind, row.thing_id), **{name: getattr(row, name) for name in _PLAIN}) for row in found
    ]


def _changeable(entries: Iterable[Entry]) -> dict[int, Change]:
    return {entry.id: entry.state for entry in entries if entry.id is not None}


def _write(table: Table, entries: Iterable[Entry], before: dict[int, Change]) -> None:
    """Add the entries that are new, and change those that stand differently than before."""
    new, changed = [], []
    for entry in entries:
        if entry.id is None:
            new.append(_row(entry))
        elif entry.state != before[entry.id]:
            changed.append({f"new_{name}": getattr(entry, name) for name in ("id", "held", "reversed_at", "reversal")})
    if new:
        db.session.execute(insert(table), new)
    if changed:
        moment = bindparam("new_reversed_at", type_=UtcDateTime())
        changes = {"held": bindparam("new_held"), "reversed_at": moment, "reversal": bindparam("new_reversal")}
        db.session.execute(update(table).where(table.c.id == bindparam("new_id")).values(changes), changed)


def _row(entry: Entry) -> dict[str, Any]:
    kind, thing_id = entry.thing
    copied = {name: getattr(entry, name) for name in _PLAIN if name != "id"}
    return copied | {"thing_kind": kind, "thing_id": thing_id, "day": entry.day, "points": entry.points}


LEDGER = Projection(name="reputation.ledger", kinds=EARNING, tables=(table_of(Line),), handle=keep_ledger)
