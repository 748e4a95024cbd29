"""The projection `insight.topics`: each visible topic as its weeks, computed anew whenever something happened in it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import Select, Table, delete, insert, select

from community.accounts.events import RoleGiven
from community.accounts.models import Member
from community.forum import models as forum
from community.forum.events import (
    REGROUPED,
    AnswerAccepted,
    AnswerUnaccepted,
    BoardOpened,
    PostAdded,
    PostHidden,
    PostRestored,
    TopicKindChanged,
    TopicMoved,
    TopicStarted,
)
from community.kernel.auth import STAFF
from community.kernel.consumers import Projection, Tables
from community.kernel.db import db, table_of, upsert
from community.kernel.events import Fact
from community.kernel.weeks import Week

from . import threads
from .models import OpenedBoard, Topic, TopicWeek
from .threads import Cell, Said

_OF_TOPICS = (
    *(TopicStarted, PostAdded, PostHidden, PostRestored, AnswerAccepted, AnswerUnaccepted),
    *(TopicMoved, TopicKindChanged, *REGROUPED),
)
TOPICS_AT_ONCE = 200


def business_zone() -> ZoneInfo:
    """Return the zone in which weeks begin."""
    return ZoneInfo(current_app.extensions["settings"].time_zone)


def keep_topics(facts: Sequence[Fact], tables: Tables) -> None:
    """Compute the rows of every topic that the facts touched."""
    _open_boards(facts, tables[OpenedBoard.__tablename__])
    touched = sorted(_touched(facts))
    for start in range(0, len(touched), TOPICS_AT_ONCE):
        _recompute(touched[start : start + TOPICS_AT_ONCE], tables)


def _open_boards(facts: Sequence[Fact], table: Table) -> None:
    opened = [{"board_id": f.event.board_id, "opened_at": f.at} for f in facts if isinstance(f.event, BoardOpened)]
    if opened:
        db.session.execute(upsert(table).on_conflict_do_nothing(), opened)


def _touched(facts: Sequence[Fact]) -> set[int]:
    """Return the topics of the facts; a new role touches every topic in which its member wrote."""
    members = {f.event.member_id for f in facts if isinstance(f.event, RoleGiven)}
    wrote = select(forum.Post.topic_id).where(forum.Post.author_id.in_(members)).distinct()
    of_members = set(db.session.scalars(wrote)) if members else set()
    others = {f.event.other_id for f in facts if isinstance(f.event, REGROUPED)}
    return of_members | others | {f.event.topic_id for f in facts if isinstance(f.event, _OF_TOPICS)}


def _recompute(topic_ids: Collection[int], tables: Tables) -> None:
    zone = business_zone()
    topics, weeks = tables[Topic.__tablename__], tables[TopicWeek.__tablename__]
    rows = list(_rows(topic_ids, zone))
    new_weeks = [cell for _row, cells in rows for cell in cells]
    for table, new in ((topics, [row for row, _cells in rows]), (weeks, new_weeks)):
        db.session.execute(delete(table).where(table.c.topic_id.in_(topic_ids)))
        if new:
            db.session.execute(insert(table), new)


def _rows(topic_ids: Collection[int], zone: ZoneInfo) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield the row of each visible topic with the rows of its weeks."""
    for (topic_id, board_id, kind), posts in visible_posts(topic_ids):
        told = threads.summary(posts)
        if told is None:
            continue
        about = {"topic_id": topic_id, "board_id": board_id}
        cells = threads.weeks(posts, zone, waits=kind != "announcement")
        yield about | {"kind": kind} | _moments(told), [about | _cell(week, cell) for week, cell in cells.items()]


def visible_posts(topic_ids: Collection[int] | Select[Any]) -> Iterator[tuple[tuple[int, int, str], list[Said]]]:
    """Yield (topic id, board id, kind of topic) with the posts that its readers see; all in one query."""
    post, topic, above = table_of(forum.Post), table_of(forum.Topic), table_of(forum.Post).alias()
    member = table_of(Member)
    found = db.session.execute(
        select(
            *(post.c[name] for name in ("id", "topic_id", "kind", "created_at", "author_id", "author_name")),
            *(post.c.accepted_at, member.c.role, member.c.is_bot),
            *(topic.c.board_id, topic.c.kind.label("topic_kind")),
        )
        .join(topic, topic.c.id == post.c.topic_id)
        .outerjoin(above, above.c.id == post.c.parent_id)
        .outerjoin(member, member.c.id == post.c.author_id)
        .where(post.c.topic_id.in_(topic_ids), post.c.hidden_at.is_(None), topic.c.hidden_at.is_(None))
        .where(above.c.hidden_at.is_(None))
        .order_by(post.c.topic_id, post.c.created_at, post.c.id)
    )
    for about, rows in groupby(found, key=lambda row: (row.topic_id, row.board_id, row.topic_kind)):
        yield about, [_said(row) for row in rows]


def _said(row: Any) -> Said:
    return Said(
        id=row.id,
        kind=row.kind,
        at=row.created_at,
        person=row.author_id if row.author_id is not None else row.author_name or "",
        staff=row.role in STAFF,
        bot=bool(row.is_bot),
        accepted_at=row.accepted_at,
    )


def _moments(told: threads.Summary) -> dict[str, Any]:
    return {
        "by_community": told.opening.community,
        "asked_at": told.opening.at,
        "first_reply_id": told.first_reply.id if told.first_reply else None,
        "first_reply_at": told.first_reply.at if told.first_reply else None,
        "first_staff_id": told.first_staff.id if told.first_staff else None,
        "first_staff_at": told.first_staff.at if told.first_staff else None,
        "solved_id": told.solved.id if told.solved else None,
        "solved_at": told.solved.accepted_at if told.solved else None,
    }


def _cell(week: Week, cell: Cell) -> dict[str, Any]:
    return {
        "week": week.monday,
        "opened": cell.posts["opening"],
        "answers": cell.posts["answer"],
        "comments": cell.posts["comment"],
        "participants": cell.participants,
        "depth": cell.depth,
        "interaction": cell.interaction,
        "responses": len(cell.terms),
        "response_sum": cell.response_sum,
        "overdue": cell.overdue,
        "staff_opened": cell.posts["staff_opening"],
        "staff_answers": cell.posts["staff_answer"],
        "staff_comments": cell.posts["staff_comment"],
    }


TOPICS = Projection(
    name="insight.topics",
    kinds=(*_OF_TOPICS, BoardOpened, RoleGiven),
    tables=tuple(table_of(model) for model in (Topic, TopicWeek, OpenedBoard)),
    handle=keep_topics,
)
