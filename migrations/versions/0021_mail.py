"""Mail that comes in, how far its mailbox was read, and addresses from which ours comes back."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STATES = ("received", "handled", "bounce", "automatic", "waiting", "refused")
REASONS = (
    *("", "posted", "for_good", "for_now", "unproven", "automatic", "list", "loop", "no_address", "other_sender"),
    *("unknown_thing", "rule", "too_large", "unreadable", "broken"),
)


def upgrade() -> None:
    """Create the tables."""
    _create_incoming()
    _create_place()
    _create_failing()


def _create_incoming() -> None:
    table = "mail_incoming"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("member_id", BIG_ID, nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f(f"ck_{table}_state")),
        sa.CheckConstraint(f"reason IN {REASONS}", name=op.f(f"ck_{table}_reason")),
        _of_member(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("digest", name=op.f(f"uq_{table}_digest")),
    )
    op.create_index(f"ix_{table}_state", table, ["state", "id"])
    op.create_index(f"ix_{table}_member_id", table, ["member_id"])
    table = "mail_original"
    op.create_table(
        table,
        sa.Column("incoming_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["mail_incoming.id"], name=op.f(f"fk_{table}_incoming_id_mail_incoming")
        ),
        sa.PrimaryKeyConstraint("incoming_id", name=op.f(f"pk_{table}")),
    )


def _of_member(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_member_id_accounts_member")
    return sa.ForeignKeyConstraint(["member_id"], ["accounts_member.id"], name=name)


def _create_place() -> None:
    table = "mail_place"
    op.create_table(
        table,
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("validity", BIG_ID, nullable=False),
        sa.Column("uid", BIG_ID, nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f(f"pk_{table}")),
    )


def _create_failing() -> None:
    table = "mail_failing"
    op.create_table(
        table,
        sa.Column("member_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("for_good", sa.Boolean(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        _of_member(table),
        sa.PrimaryKeyConstraint("member_id", name=op.f(f"pk_{table}")),
    )
