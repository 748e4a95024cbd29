"""Boards of one organisation and social boards; people to follow and to look up; a list of topics in every order."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TOPIC_ORDERS = {
    "ix_forum_topic_kind": ["board_id", "kind", "created_at", "id"],
    "ix_forum_topic_created_at": ["created_at", "id"],
    **{f"ix_forum_topic_{name}": [name, "id"] for name in ("kudos", "views", "me_too")},
    **{f"ix_forum_topic_board_{name}": ["board_id", name, "id"] for name in ("kudos", "views", "me_too")},
}
SOME_TOPICS = {
    "ix_forum_topic_unanswered": (["created_at", "id"], "replies = 0 AND closed_at IS NULL AND kind = 'question'"),
    "ix_forum_topic_solved": (["last_activity_at", "id"], "accepted > 0"),
}
PEOPLE_ORDERS = {
    "ix_accounts_member_accepted": ["accepted", "replies", "id"],
    "ix_accounts_member_standing": ["standing", "id"],
    "ix_accounts_member_role": ["role", "id"],
}


def upgrade() -> None:
    """Create the organisations, tie members and boards to them, and index what is listed."""
    op.create_table(
        "accounts_organisation",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_organisation_name")),
    )
    _change_members()
    _change_boards()
    for name, columns in TOPIC_ORDERS.items():
        op.create_index(name, "forum_topic", columns)
    for name, (columns, condition) in SOME_TOPICS.items():
        only = sa.text(condition)
        op.create_index(name, "forum_topic", columns, sqlite_where=only, postgresql_where=only)
    op.create_index("ix_forum_follow_thing", "forum_follow", ["kind", "thing_id"])


def _change_members() -> None:
    _add("accounts_member", f"organisation_id {_big()} {_of_organisation('accounts_member')}")
    _add("accounts_member", "followers INTEGER NOT NULL DEFAULT 0")
    op.create_index(op.f("ix_accounts_member_organisation_id"), "accounts_member", ["organisation_id"])
    op.execute(
        "INSERT INTO accounts_organisation (name) SELECT DISTINCT value FROM accounts_customer "
        "WHERE field = 'organisation'"
    )
    op.execute(
        "UPDATE accounts_member SET organisation_id = (SELECT o.id FROM accounts_customer c "
        "JOIN accounts_organisation o ON o.name = c.value WHERE c.member_id = accounts_member.id "
        "AND c.field = 'organisation' ORDER BY c.as_of DESC LIMIT 1)"
    )
    for name, columns in PEOPLE_ORDERS.items():
        op.create_index(name, "accounts_member", columns)


def _change_boards() -> None:
    closed = "CONSTRAINT ck_forum_board_organisation CHECK (organisation_id IS NULL OR visibility = 'staff')"
    _add("forum_board", f"organisation_id {_big()} {_of_organisation('forum_board')} {closed}")
    kinds = "CONSTRAINT ck_forum_board_kind CHECK (kind IN ('support', 'social'))"
    _add("forum_board", f"kind VARCHAR NOT NULL DEFAULT 'support' {kinds}")


def _add(table: str, column: str) -> None:
    """Add a column with its constraints in place: SQLite would otherwise rebuild a table that others refer to."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


def _big() -> str:
    return "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"


def _of_organisation(table: str) -> str:
    return f"CONSTRAINT fk_{table}_organisation_id REFERENCES accounts_organisation (id)"
