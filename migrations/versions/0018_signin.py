"""Sessions, confirmed addresses, second steps, passkeys, and what was guessed wrongly."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables of the doors; whoever is a member already has a confirmed address."""
    op.add_column("accounts_member", sa.Column("confirmed_at", MOMENT, nullable=True))
    second_step = sa.Column("second_step", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("accounts_member", second_step)
    op.execute("UPDATE accounts_member SET confirmed_at = joined_at WHERE email IS NOT NULL")
    _create_sessions()
    _create_second_steps()
    _create_passkeys()
    op.create_table(
        "accounts_guesses",
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("of", name=op.f("pk_accounts_guesses")),
    )
    op.create_index(op.f("ix_accounts_guesses_last_at"), "accounts_guesses", ["last_at"])


def _create_sessions() -> None:
    table = "accounts_session"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("digest", "device_digest")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("browser", "system", "network")),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("began_at", "seen_at", "ends_at")),
        sa.Column("ended_at", MOMENT, nullable=True),
        _of_member(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("digest", name=op.f(f"uq_{table}_digest")),
    )
    op.create_index("ix_accounts_session_device", table, ["member_id", "device_digest"])
    op.create_index(op.f("ix_accounts_session_ends_at"), table, ["ends_at"])


def _create_second_steps() -> None:
    op.create_table(
        "accounts_second_step",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("last_count", BIG_ID, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("counts_since", MOMENT, nullable=True),
        _of_member("accounts_second_step"),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_accounts_second_step")),
    )
    table = "accounts_recovery_code"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        _of_member(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("digest", name=op.f(f"uq_{table}_digest")),
    )
    op.create_index(op.f(f"ix_{table}_member_id"), table, ["member_id"])


def _create_passkeys() -> None:
    table = "accounts_passkey"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "credential", "public_key")),
        sa.Column("sign_count", BIG_ID, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        _of_member(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("credential", name=op.f(f"uq_{table}_credential")),
    )
    op.create_index(op.f(f"ix_{table}_member_id"), table, ["member_id"])


def _of_member(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_member_id_accounts_member")
    return sa.ForeignKeyConstraint(["member_id"], ["accounts_member.id"], name=name)
