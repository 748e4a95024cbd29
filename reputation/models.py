"""Tables of the reputation room, all of them derived: the ledger from the log, influence from who answered whom."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import BigId, Model


class Line(Model):
    """One line of the ledger: what a fact is worth to a member, why it does not count (`held`), what took it back.

    Every index that the projection reads by is a unique key, because a rebuild keeps keys and drops indexes.
    """

    __tablename__ = "reputation_line"
    __table_args__ = (
        UniqueConstraint("thing_kind", "thing_id", "rule", "member_id", "seq"),
        UniqueConstraint("member_id", "day", "at", "id"),
        UniqueConstraint(
            *("counterpart_id", "member_id", "seq", "rule", "thing_kind", "thing_id"), name="uq_reputation_line_pair"
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    seq: Mapped[int] = mapped_column(BigId)
    member_id: Mapped[int] = mapped_column(BigId)
    counterpart_id: Mapped[int | None] = mapped_column(BigId)
    rule: Mapped[str]
    points: Mapped[int]
    at: Mapped[datetime]
    day: Mapped[date]
    thing_kind: Mapped[str]
    thing_id: Mapped[int] = mapped_column(BigId)
    article_id: Mapped[int | None] = mapped_column(BigId)
    held: Mapped[str] = mapped_column(default="")
    reversed_at: Mapped[datetime | None]
    reversal: Mapped[str] = mapped_column(default="")


class Influence(Model):
    """What a member weighs in the graph of who helped whom, as of the newest run of the daily job."""

    __tablename__ = "reputation_influence"
    __table_args__ = (Index("ix_reputation_influence_place", "expertise", "member_id"),)

    member_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    expertise: Mapped[float]
    page_rank: Mapped[float]
    z: Mapped[float]
    percentile: Mapped[float]
    helped: Mapped[int]
    answers: Mapped[int]
    asked: Mapped[int]
    first_help_at: Mapped[datetime | None]


class Tie(Model):
    """One line of the picture: in how many of the asker's questions the answerer replied."""

    __tablename__ = "reputation_tie"

    asker_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    answerer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    threads: Mapped[int]
