"""Leaving: when a member is erased and when they were, what of a profile is shown to whom, and restated quotes."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

MOMENT = sa.DateTime(timezone=True)
TABLE = "accounts_member"


def upgrade() -> None:
    """Add the columns; whoever is a member now is shown as before."""
    op.add_column(TABLE, sa.Column("listed", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column(TABLE, sa.Column("open_profile", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column(TABLE, sa.Column("indexed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(TABLE, sa.Column("leaving_at", MOMENT, nullable=True))
    op.add_column(TABLE, sa.Column("erased_at", MOMENT, nullable=True))
    op.create_index(op.f(f"ix_{TABLE}_leaving_at"), TABLE, ["leaving_at"])
    op.add_column("insight_memo_quote", sa.Column("withdrawn_at", MOMENT, nullable=True))
