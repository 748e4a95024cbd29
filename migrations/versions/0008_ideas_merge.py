"""Ideas that were merged into others."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Let an idea say into which other it was merged, when and by whom."""
    with op.batch_alter_table("ideas_idea") as table:
        table.add_column(sa.Column("merged_into_id", BIG_ID, nullable=True))
        table.add_column(sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("merged_by_id", BIG_ID, nullable=True))
        table.create_foreign_key(op.f("fk_ideas_idea_merged_into_id"), "ideas_idea", ["merged_into_id"], ["id"])
        table.create_foreign_key(op.f("fk_ideas_idea_merged_by_id"), "accounts_member", ["merged_by_id"], ["id"])
    op.create_index("ix_ideas_idea_merged_into_id", "ideas_idea", ["merged_into_id"])
