"""Customer records by source, handles on channels, records that are one person's, and who looked."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
MEMBER = "accounts_member.id"
FIELDS = (
    *("organisation", "tier", "contract_value", "arpu", "loyalty_level", "repurchase_on", "repurchase_likelihood"),
    *("last_activity", "account_owner", "followers", "second_degree", "external_score"),
)
HOW = ("by_hand", "mail", "handle")
STANDING = sa.text("unlinked_at IS NULL")
JOINED = sa.text("parted_at IS NULL")


def upgrade() -> None:
    """Let every source keep its own values of a day, and create the tables of handles, merges and looks."""
    op.execute("CREATE TEMPORARY TABLE told_before AS SELECT * FROM accounts_customer")
    op.drop_table("accounts_customer")
    _create_values()
    op.execute(
        "INSERT INTO accounts_customer (member_id, field, source, as_of, value) "
        "SELECT member_id, field, source, as_of, value FROM told_before ORDER BY as_of, member_id, field"
    )
    op.execute("DROP TABLE told_before")
    _create_handles()
    _create_merges()
    _create_looks()


def _create_values() -> None:
    table = "accounts_customer"
    key = ["member_id", "field", "source", "as_of"]
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.CheckConstraint(f"field IN {FIELDS}", name=op.f(f"ck_{table}_field")),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f(f"fk_{table}_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(*key, name=op.f(f"uq_{table}_member_id_field_source_as_of")),
    )


def _create_handles() -> None:
    table = "accounts_handle"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("unlinked_at", MOMENT, nullable=True),
        sa.Column("unlinked_by_id", BIG_ID, nullable=True),
        sa.CheckConstraint(f"how IN {HOW}", name=op.f(f"ck_{table}_how")),
        *(_refers(table, name) for name in ("member_id", "by_id", "unlinked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_member_id", table, ["member_id"])
    _create_unique(f"ix_{table}_standing", table, ["channel", "folded"], STANDING)


def _create_merges() -> None:
    table = "accounts_merge"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kept_id", BIG_ID, nullable=False),
        sa.Column("dropped_id", BIG_ID, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("parted_at", MOMENT, nullable=True),
        sa.Column("parted_by_id", BIG_ID, nullable=True),
        *(_refers(table, name) for name in ("kept_id", "dropped_id", "by_id", "parted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_kept_id", table, ["kept_id"])
    _create_unique(f"ix_{table}_joined", table, ["dropped_id"], JOINED)


def _create_looks() -> None:
    table = "accounts_look"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *(_refers(table, name) for name in ("by_id", "member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_member_id", table, ["member_id"])


def _refers(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [MEMBER], name=op.f(f"fk_{table}_{column}"))


def _create_unique(name: str, table: str, columns: list[str], only: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=only, postgresql_where=only)
