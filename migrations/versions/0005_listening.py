"""Voices."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KINDS = ("topic_opening", "answer", "comment", "idea", "idea_comment")
STATUSES = ("scored", "unscored", "empty")


def upgrade() -> None:
    """Create the tables of the listening room."""
    op.create_table(
        "listening_voice",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("topic_id", BIG_ID, nullable=True),
        sa.Column("board_id", BIG_ID, nullable=True),
        sa.Column("idea_id", BIG_ID, nullable=True),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("author_name", sa.String(), nullable=True),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("compound", sa.Double(), nullable=True),
        sa.Column("sarcastic", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("method_version", sa.String(), nullable=False),
        sa.CheckConstraint(f"kind IN {KINDS}", name=op.f("ck_listening_voice_kind")),
        sa.CheckConstraint(f"status IN {STATUSES}", name=op.f("ck_listening_voice_status")),
        sa.CheckConstraint(
            "(status = 'scored') = (compound IS NOT NULL)", name=op.f("ck_listening_voice_score_of_the_scored")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listening_voice")),
        sa.UniqueConstraint("thing_kind", "thing_id", name=op.f("uq_listening_voice_thing_kind_thing_id")),
    )
    op.create_index("ix_listening_voice_said_at", "listening_voice", ["said_at", "thing_kind", "thing_id"])
