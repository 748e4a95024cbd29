"""The points ledger, influence, and what of them stands beside a member's name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LINE = "reputation_line"


def upgrade() -> None:
    """Create the tables of the reputation room, and the columns shown beside names."""
    op.add_column("accounts_member", sa.Column("points", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("accounts_member", sa.Column("standing", sa.Double(), nullable=False, server_default="0"))
    op.add_column("accounts_member", sa.Column("rank", sa.String(), nullable=False, server_default=""))
    _create_ledger()
    _create_influence()


def _create_ledger() -> None:
    pair = ("counterpart_id", "member_id", "seq", "rule", "thing_kind", "thing_id")
    op.create_table(
        LINE,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("seq", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("counterpart_id", BIG_ID, nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("thing_kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("article_id", BIG_ID, nullable=True),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("reversed_at", MOMENT, nullable=True),
        sa.Column("reversal", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LINE}")),
        _unique("thing_kind", "thing_id", "rule", "member_id", "seq"),
        _unique("member_id", "day", "at", "id"),
        sa.UniqueConstraint(*pair, name="uq_reputation_line_pair"),
    )


def _unique(*columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{LINE}_{'_'.join(columns)}"))


def _create_influence() -> None:
    op.create_table(
        "reputation_influence",
        sa.Column("member_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("expertise", sa.Double(), nullable=False),
        sa.Column("page_rank", sa.Double(), nullable=False),
        sa.Column("z", sa.Double(), nullable=False),
        sa.Column("percentile", sa.Double(), nullable=False),
        sa.Column("helped", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("first_help_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_reputation_influence")),
    )
    op.create_index("ix_reputation_influence_place", "reputation_influence", ["expertise", "member_id"])
    op.create_table(
        "reputation_tie",
        sa.Column("asker_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("answerer_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("threads", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("asker_id", "answerer_id", name=op.f("pk_reputation_tie")),
    )
