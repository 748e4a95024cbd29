"""Ideas that were merged into others."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OTHERS = {"merged_into_id": "ideas_idea", "merged_by_id": "accounts_member"}


def upgrade() -> None:
    """Let an idea say into which other it was merged, when and by whom."""
    big = BIG_ID.compile(dialect=op.get_bind().dialect)
    op.add_column("ideas_idea", sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
    for name, other in OTHERS.items():  # in place: a table that others refer to cannot be drawn anew
        refers = f"CONSTRAINT fk_ideas_idea_{name} REFERENCES {other} (id)"
        op.execute(f"ALTER TABLE ideas_idea ADD COLUMN {name} {big} {refers}")
    op.create_index("ix_ideas_idea_merged_into_id", "ideas_idea", ["merged_into_id"])
