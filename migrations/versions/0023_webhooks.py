"""Webhooks, their deliveries, and the reasons for changes of roles."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WEBHOOK, DELIVERY, CHANGE = "notifications_webhook", "notifications_delivery", "admin_role_change"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        WEBHOOK,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("old_secret", sa.String(), nullable=True),
        sa.Column("old_secret_until", MOMENT, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", BIG_ID, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", MOMENT, nullable=True),
        sa.Column("rests_until", MOMENT, nullable=True),
        sa.Column("succeeded_at", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('on', 'by_hand', 'gone', 'failing')", name=op.f(f"ck_{WEBHOOK}_state")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["accounts_member.id"], name=op.f(f"fk_{WEBHOOK}_created_by_id_accounts_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{WEBHOOK}")),
    )
    op.create_table(
        DELIVERY,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("webhook_id", BIG_ID, nullable=False),
        sa.Column("seq", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", MOMENT, nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["webhook_id"], [f"{WEBHOOK}.id"], name=op.f(f"fk_{DELIVERY}_webhook_id_{WEBHOOK}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{DELIVERY}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{DELIVERY}_key")),
        sa.UniqueConstraint("webhook_id", "seq", name=op.f(f"uq_{DELIVERY}_webhook_id_seq")),
    )
    op.create_index("ix_notifications_delivery_webhook", DELIVERY, ["webhook_id", "id"])
    op.create_index("ix_notifications_delivery_created_at", DELIVERY, ["created_at"])
    op.create_table(
        CHANGE,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("from_role", sa.String(), nullable=False),
        sa.Column("to_role", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["accounts_member.id"], name=op.f(f"fk_{CHANGE}_member_id_accounts_member")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["accounts_member.id"], name=op.f(f"fk_{CHANGE}_by_id_accounts_member")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{CHANGE}")),
    )
    op.create_index("ix_admin_role_change_member_id", CHANGE, ["member_id"])
