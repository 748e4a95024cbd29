"""Reads of questions: who was answered when, and what was solved, as of a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from community.forum import models as forum
from community.kernel.db import db

from .models import Topic
from .response import Wait, valid

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the community on a public board, as of a moment: later replies and marks are not seen."""

    topic_id: int
    asked_at: datetime
    first_reply_id: int | None
    wait: Wait
    staff_wait: Wait
    solved_id: int | None

    @property
    def error(self) -> bool:
        """Tell whether a wrong clock put the first reply before the question."""
        return not valid([self.wait])


def asked_between(start: datetime, end: datetime) -> list[Question]:
    """Return the questions of [start, end), oldest first, as they stood at `end`."""
    found = db.session.execute(
        select(
            *(Topic.topic_id, Topic.asked_at, Topic.first_reply_id, Topic.first_reply_at),
            *(Topic.first_staff_at, Topic.solved_id, Topic.solved_at),
        )
        .join(forum.Board, forum.Board.id == Topic.board_id)
        .where(Topic.asked_at >= start, Topic.asked_at < end, Topic.kind == "question", Topic.by_community)
        .where(forum.Board.visibility == "public")
        .order_by(Topic.asked_at, Topic.topic_id)
    )
    return [
        Question(
            topic_id=row.topic_id,
            asked_at=row.asked_at,
            first_reply_id=row.first_reply_id if _happened(row.first_reply_at, end) else None,
            wait=wait(row.asked_at, row.first_reply_at, end),
            staff_wait=wait(row.asked_at, row.first_staff_at, end),
            solved_id=row.solved_id if _happened(row.solved_at, end) else None,
        )
        for row in found
    ]


def wait(asked_at: datetime, answered_at: datetime | None, end: datetime) -> Wait:
    """Return the wait as of `end`: to the answer, or until then."""
    if answered_at is not None and answered_at < end:
        return Wait(hours=(answered_at - asked_at) / HOUR, answered=True)
    return Wait(hours=(end - asked_at) / HOUR, answered=False)


def waits(questions: Sequence[Question]) -> list[Wait]:
    """Return the waits of the questions whose clocks were right."""
    return valid(q.wait for q in questions)


def staff_waits(questions: Sequence[Question]) -> list[Wait]:
    """Return the waits for an employee's first reply."""
    return valid(q.staff_wait for q in questions if not q.error)


def _happened(at: datetime | None, end: datetime) -> bool:
    return at is not None and at < end
