"""Tables of the listening room."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import BigId, Model

KINDS = ("topic_opening", "answer", "comment", "idea", "idea_comment")
STATUSES = ("scored", "unscored", "empty")


class Voice(Model):
    """What somebody said, cleaned and scored; derived from the log by the projection `listening.voices`.

    Its name for others is (thing_kind, thing_id), which a rebuild keeps; `id` is given anew.
    """

    __tablename__ = "listening_voice"
    __table_args__ = (
        UniqueConstraint("thing_kind", "thing_id"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("(status = 'scored') = (compound IS NOT NULL)", name="score_of_the_scored"),
        Index("ix_listening_voice_said_at", "said_at", "thing_kind", "thing_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    kind: Mapped[str]
    thing_kind: Mapped[str]
    thing_id: Mapped[int] = mapped_column(BigId)
    topic_id: Mapped[int | None] = mapped_column(BigId)
    board_id: Mapped[int | None] = mapped_column(BigId)
    idea_id: Mapped[int | None] = mapped_column(BigId)
    author_id: Mapped[int | None] = mapped_column(BigId)
    author_name: Mapped[str | None]
    said_at: Mapped[datetime]
    language: Mapped[str]
    status: Mapped[str]
    compound: Mapped[float | None]
    sarcastic: Mapped[bool]
    words: Mapped[int]
    text: Mapped[str]
    method_version: Mapped[str]
