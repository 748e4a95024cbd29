"""Tables of the insight room: what each topic adds to a week; derived by the projection `insight.topics`."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import BigId, Model


class Topic(Model):
    """One visible topic: when it was opened, first answered, first answered by an employee, and solved."""

    __tablename__ = "insight_topic"
    __table_args__ = (Index("ix_insight_topic_asked_at", "asked_at", "topic_id"),)

    topic_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    board_id: Mapped[int] = mapped_column(BigId)
    kind: Mapped[str]
    by_community: Mapped[bool]
    asked_at: Mapped[datetime]
    first_reply_id: Mapped[int | None] = mapped_column(BigId)
    first_reply_at: Mapped[datetime | None]
    first_staff_id: Mapped[int | None] = mapped_column(BigId)
    first_staff_at: Mapped[datetime | None]
    solved_id: Mapped[int | None] = mapped_column(BigId)
    solved_at: Mapped[datetime | None]


class TopicWeek(Model):
    """What happened in one topic in one ISO week of the business time zone, by its Monday.

    `participants` and `depth` are cumulative at the end of a week in which somebody wrote; `overdue` is 1 in the week
    in which an opening ran out of its expected response time, if nobody else had replied by that week's end.
    """

    __tablename__ = "insight_topic_week"
    __table_args__ = (Index("ix_insight_topic_week_week", "week", "topic_id"),)

    topic_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    week: Mapped[date] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(BigId)
    opened: Mapped[int]
    answers: Mapped[int]
    comments: Mapped[int]
    participants: Mapped[int]
    depth: Mapped[int]
    interaction: Mapped[float]
    responses: Mapped[int]
    response_sum: Mapped[float]
    overdue: Mapped[int]
    staff_opened: Mapped[int]
    staff_answers: Mapped[int]
    staff_comments: Mapped[int]


class OpenedBoard(Model):
    """Since when a board is there."""

    __tablename__ = "insight_board"

    board_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    opened_at: Mapped[datetime]
