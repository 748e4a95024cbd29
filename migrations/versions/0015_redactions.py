"""Redactions, who waits to be told of a post that names them, and staff writing that can be hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0011"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
REASONS = (
    *("COPYRIGHT", "HATE_VIOLENCE", "IMPERSONATION", "MEDIA_INQUIRY", "OFF_TOPIC", "PII", "POLITICAL", "OBSCENITY"),
    *("SPAM_MALWARE", "UNSUPPORTED_ACCUSATION", "OTHER_RISK"),
)


def upgrade() -> None:
    """Create the table of redactions and the columns."""
    op.add_column("forum_post", sa.Column("mentions_waiting", sa.String(), nullable=False, server_default=""))
    _create_redactions()


def _create_redactions() -> None:
    table = "moderation_redaction"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("thing_kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"reason IN {REASONS}", name=op.f(f"ck_{table}_reason")),
        *(
            sa.ForeignKeyConstraint([name], ["accounts_member.id"], name=op.f(f"fk_{table}_{name}"))
            for name in ("author_id", "by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_thing", table, ["thing_kind", "thing_id"])
