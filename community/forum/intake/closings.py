"""Closed topics, duplicates and links from outside."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from community.accounts import intake as accounts
from community.kernel.db import UtcDateTime, db, upsert
from community.kernel.events import Event, publish_imported

from ..events import TopicClosed, TopicMarkedDuplicate, TopicReopened
from ..models import Link, Topic
from . import finding
from .incoming import ClosingAct, IncomingClosing, IncomingLink
from .origin import Origin

_STATE = (Topic.closed_at, Topic.closed_reason, Topic.duplicate_of_id)


def take_links(batch: Sequence[IncomingLink], origin: Origin) -> Counter[str]:
    """Add the links that are new; two that say the same are one."""
    ends = finding.posts(origin, "post", [i for link in batch for i in (link.post, link.target)])
    said: dict[tuple[Any, ...], IncomingLink] = {
        (ends[link.post].id, ends[link.target].id, link.kind): link for link in reversed(batch)
    }
    known = select(Link.post_id, Link.target_id, Link.kind).where(Link.post_id.in_({post for post, _, _ in said}))
    for row in db.session.execute(known):
        said.pop(tuple(row), None)
    rows = [
        {"post_id": post, "target_id": target, "kind": kind, "at": link.at}
        | {"source": origin.source, "source_id": link.source_id}
        for (post, target, kind), link in reversed(said.items())
    ]
    if rows:
        db.session.execute(upsert(Link).on_conflict_do_nothing(), rows)
    return Counter({"new": len(rows)})


def take_closings(batch: Sequence[IncomingClosing], origin: Origin) -> Counter[str]:
    """Close and reopen topics as their source did, with every closing that it tells of as a fact.

    Topics that were closed, reopened or marked here stay as they were decided here.
    """
    ids = [i for closing in batch for i in (closing.topic, closing.duplicate_of)]
    found = finding.posts(origin, "post", ids, *_STATE)
    members = accounts.ids_of(origin.source, [act.by.source_id for closing in batch for act in closing.acts])
    pairs = [(closing, found[closing.topic]) for closing in batch]
    judged = [pair for pair in pairs if pair[1].topic_id not in origin.decisions.judged_topics]
    facts = [fact for closing, row in judged for fact in _facts(closing, row, found, members, origin)]
    states = [state for closing, row in judged if (state := _changed(closing, row, found))]
    if states:
        table: Any = Topic.__table__
        closed_at = bindparam("new_closed_at", type_=UtcDateTime())
        values = {"closed_at": closed_at, "closed_reason": bindparam("new_reason")}
        values["duplicate_of_id"] = bindparam("new_original")
        db.session.execute(update(table).where(table.c.id == bindparam("row_id")).values(values), states)
    publish_imported(facts)
    return Counter({"changed": len(states)})


def _changed(closing: IncomingClosing, row: Any, found: Mapping[int, Any]) -> dict[str, Any] | None:
    new = (closing.closed_at, closing.reason, _original(closing, found))
    if new == (row.closed_at, row.closed_reason, row.duplicate_of_id):
        return None
    return {"row_id": row.topic_id, "new_closed_at": new[0], "new_reason": new[1], "new_original": new[2]}


def _original(closing: IncomingClosing, found: Mapping[int, Any]) -> int | None:
    if closing.closed_at is None or closing.duplicate_of is None:
        return None
    return int(found[closing.duplicate_of].topic_id)


def _facts(
    closing: IncomingClosing, row: Any, found: Mapping[int, Any], members: Mapping[int, int], origin: Origin
) -> Iterator[tuple[Event, datetime]]:
    ids = {"topic_id": row.topic_id, "board_id": row.board_id}
    by = None
    for act in _acts(closing, row, origin):
        event = TopicClosed if act.closed else TopicReopened
        by = members.get(act.by.source_id) if act.by.source_id is not None else None
        if (event.kind, row.topic_id, act.at) not in origin.decisions.told:
            yield event(**ids, by=by), act.at
    original = _original(closing, found)
    if closing.closed_at and original is not None and original != row.duplicate_of_id:
        yield TopicMarkedDuplicate(**ids, original_id=original, by=by), closing.closed_at


def _acts(closing: IncomingClosing, row: Any, origin: Origin) -> list[ClosingAct]:
    """Return the acts of the source's history, mended so that they lead to the state that the source shows."""
    acts = sorted(closing.acts, key=lambda act: act.at)
    if closing.closed_at is None and acts and acts[-1].closed:
        acts.pop()
    if closing.closed_at and not (acts and acts[-1].closed):
        acts.append(ClosingAct(closed=True, at=closing.closed_at))
    reopened = bool(acts) and row.closed_at is not None and acts[-1].at > row.closed_at
    if row.closed_at and closing.closed_at is None and not reopened:
        acts.append(ClosingAct(closed=False, at=origin.until))
    return acts
