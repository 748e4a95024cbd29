"""What members hold of a topic (follow, bookmark, reading, draft, "me too"), lent to the topic it is merged into.

The rows of the merged topic stay as they are and rest; the other one gets copies for those who had none there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, literal, select, update

from community.kernel.db import db, table_of

from ..models import Bookmark, Follow, Joined, MeToo, Reading, SavedDraft, Topic


@dataclass(frozen=True)
class _Held:
    """A table of what members hold of topics; `of` is its column with the topic."""

    kind: str
    table: Table
    of: Any
    more: tuple[ColumnElement[bool], ...] = ()

    def rows(self, topic: Topic) -> tuple[ColumnElement[bool], ...]:
        return (self.of == topic.id, *self.more)

    def holders(self, topic: Topic) -> Any:
        return select(self.table.c.member_id).where(*self.rows(topic))


def _held(kind: str, model: Any, of: str = "topic_id", *more: ColumnElement[bool]) -> _Held:
    table = table_of(model)
    return _Held(kind, table, table.c[of], more)


FOLLOW = _held("follow", Follow, "thing_id", table_of(Follow).c.kind == "topic")
ME_TOO = _held("me_too", MeToo)
DRAFT = _held("draft", SavedDraft)
QUIET = (_held("bookmark", Bookmark), _held("reading", Reading))


def lend(held: _Held, *, drop: Topic, keep: Topic, never: Collection[int | None] = ()) -> list[int]:
    """Copy what members hold of `drop` to `keep`, unless they hold it already; return and remember whose it was."""
    new = held.holders(drop).where(held.table.c.member_id.not_in(held.holders(keep)))
    members = sorted(set(db.session.scalars(new)) - set(never))
    names = [column.name for column in held.table.columns]
    copied = [literal(keep.id) if column is held.of else column for column in held.table.columns]
    theirs = select(*copied).where(*held.rows(drop), held.table.c.member_id.in_(members))
    db.session.execute(insert(held.table).from_select(names, theirs))
    remember(drop, held.kind, members)
    return members


def give_back(held: _Held, *, drop: Topic, keep: Topic) -> tuple[int, int]:
    """Take back what was lent; whoever let go of it meanwhile holds it of neither. Return how many rows each lost."""
    members = remembered(drop, held.kind)
    still = set(db.session.scalars(held.holders(keep).where(held.table.c.member_id.in_(members))))
    kept = _remove(held, keep, still)
    return kept, _remove(held, drop, set(members) - still)


def _remove(held: _Held, topic: Topic, members: Collection[int]) -> int:
    rows = (*held.rows(topic), held.table.c.member_id.in_(members))
    return db.session.execute(delete(held.table).where(*rows)).rowcount  # type: ignore[attr-defined, no-any-return]


def give_drafts_back(*, drop: Topic, keep: Topic) -> None:
    """Let drafts that came along go back as they are by now."""
    here = DRAFT.table.c
    theirs = here.member_id.in_(remembered(drop, DRAFT.kind))
    db.session.execute(delete(DRAFT.table).where(here.topic_id == drop.id, theirs))
    db.session.execute(update(DRAFT.table).where(here.topic_id == keep.id, theirs).values(topic_id=drop.id))


def add_up_drafts(*, drop: Topic, keep: Topic) -> None:
    """Put what somebody began to write in both topics into one draft."""
    here, there = DRAFT.table, DRAFT.table.alias()
    other = select(there.c.body).where(there.c.topic_id == drop.id, there.c.member_id == here.c.member_id)
    both = (here.c.topic_id == keep.id, here.c.member_id.in_(DRAFT.holders(drop)))
    db.session.execute(update(here).where(*both).values(body=here.c.body + "\n\n" + other.scalar_subquery()))


def remember(topic: Topic, kind: str, ids: Collection[int]) -> None:
    """Write down what a merge brought along."""
    if ids:
        rows = [{"topic_id": topic.id, "kind": kind, "thing_id": id_} for id_ in sorted(ids)]
        db.session.execute(insert(table_of(Joined)), rows)


def remembered(topic: Topic, *kinds: str) -> Sequence[int]:
    """Return what the merge of this topic brought along."""
    mine = select(Joined.thing_id).where(Joined.topic_id == topic.id, Joined.kind.in_(kinds))
    return db.session.scalars(mine.order_by(Joined.thing_id)).all()


def forget(topic: Topic) -> None:
    """Strike what was remembered, once it is taken apart."""
    db.session.execute(delete(table_of(Joined)).where(table_of(Joined).c.topic_id == topic.id))
