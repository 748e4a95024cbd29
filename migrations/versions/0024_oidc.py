"""Identities at an OpenID provider."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLE = "accounts_identity"


def upgrade() -> None:
    """Add the table of identities."""
    op.create_table(
        TABLE,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("issuer", "subject")),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["accounts_member.id"], name=op.f(f"fk_{TABLE}_member_id_accounts_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("issuer", "subject", name=op.f(f"uq_{TABLE}_issuer_subject")),
    )
    op.create_index(op.f(f"ix_{TABLE}_member_id"), TABLE, ["member_id"])
