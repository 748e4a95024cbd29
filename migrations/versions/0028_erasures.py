"""Those who are being forgotten, piece by piece; and acts of power found by their kind."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLE = "accounts_erasure"


def upgrade() -> None:
    """Create the table of erasures that are under way, and the index of kinds."""
    op.create_index("ix_kernel_event_kind", "kernel_event", ["kind", "id"])
    op.create_table(
        TABLE,
        sa.Column("member_id", BIG_ID, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "handle")),
        sa.Column("email", sa.String(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("walk", "after")),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("found", BIG_ID, nullable=False),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("begun_at", "moved_at")),
        sa.ForeignKeyConstraint(["member_id"], ["accounts_member.id"], name=op.f(f"fk_{TABLE}_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f(f"pk_{TABLE}")),
    )
