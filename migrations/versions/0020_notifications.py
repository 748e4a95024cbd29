"""Notices, the mails they gather in, and how members want to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
ROOM = "notifications"


def upgrade() -> None:
    """Create the tables of the notifications room."""
    op.create_table(
        f"{ROOM}_bundle",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("way IN ('at_once', 'daily', 'weekly')", name=op.f(f"ck_{ROOM}_bundle_way")),
        _member("bundle"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ROOM}_bundle")),
    )
    _index_of_some("bundle", f"uq_{ROOM}_bundle_open", ["member_id", "way"], "closed_at IS NULL", unique=True)
    _create_notices()
    op.create_table(
        f"{ROOM}_choice",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.CheckConstraint(
            "way IN ('house', 'at_once', 'daily', 'weekly', 'nothing')", name=op.f(f"ck_{ROOM}_choice_way")
        ),
        _member("choice"),
        sa.PrimaryKeyConstraint("member_id", "reason", name=op.f(f"pk_{ROOM}_choice")),
    )
    op.create_table(
        f"{ROOM}_mute",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        _member("mute"),
        sa.PrimaryKeyConstraint("member_id", "kind", "thing_id", name=op.f(f"pk_{ROOM}_mute")),
    )
    op.create_table(
        f"{ROOM}_reader",
        sa.Column("member_id", BIG_ID, nullable=False, autoincrement=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_to", sa.Integer(), nullable=True),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        _member("reader"),
        sa.PrimaryKeyConstraint("member_id", name=op.f(f"pk_{ROOM}_reader")),
    )


def _create_notices() -> None:
    table = f"{ROOM}_notice"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("occasion", "reason", "thing_kind", "about_kind")),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("about_id", BIG_ID, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("bundle_id", BIG_ID, nullable=True),
        _member("notice"),
        sa.ForeignKeyConstraint(["by_id"], ["accounts_member.id"], name=op.f(f"fk_{table}_by_id")),
        sa.ForeignKeyConstraint(["bundle_id"], [f"{ROOM}_bundle.id"], name=op.f(f"fk_{table}_bundle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("member_id", "occasion", name=op.f(f"uq_{table}_member_id_occasion")),
    )
    op.create_index(f"ix_{table}_at", table, ["member_id", "at", "id"])
    _index_of_some("notice", f"ix_{table}_unread", ["member_id", "id"], "read_at IS NULL")
    _index_of_some("notice", f"ix_{table}_bundle_id", ["bundle_id"], "bundle_id IS NOT NULL")


def _member(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{ROOM}_{table}_member_id")
    return sa.ForeignKeyConstraint(["member_id"], ["accounts_member.id"], name=name)


def _index_of_some(table: str, name: str, columns: list[str], only: str, *, unique: bool = False) -> None:
    where = sa.text(only)
    op.create_index(name, f"{ROOM}_{table}", columns, unique=unique, sqlite_where=where, postgresql_where=where)
