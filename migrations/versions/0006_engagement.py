"""Customer records, and the watchlist: MVPs, entries by hand, the weights in use."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
MEMBER = "accounts_member.id"
FIELDS = ("organisation", "tier", "followers", "second_degree", "external_score")
PRESETS = ("balanced", "b2c", "boutique")
STANDING = sa.text("removed_at IS NULL")


def upgrade() -> None:
    """Create the tables of customer records and of the engagement room."""
    op.create_table(
        "accounts_customer",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint(f"field IN {FIELDS}", name=op.f("ck_accounts_customer_field")),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f("fk_accounts_customer_member_id")),
        sa.PrimaryKeyConstraint("member_id", "field", "as_of", name=op.f("pk_accounts_customer")),
    )
    op.create_table(
        "engagement_mvp",
        sa.Column("member_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_engagement_mvp")),
    )
    _create_entries()
    op.create_table(
        "engagement_weights",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("preset", sa.String(), nullable=False),
        sa.CheckConstraint(f"preset IN {PRESETS}", name=op.f("ck_engagement_weights_preset")),
        sa.ForeignKeyConstraint(["by_id"], [MEMBER], name=op.f("fk_engagement_weights_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_weights")),
    )


def _create_entries() -> None:
    op.create_table(
        "engagement_entry",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("removed_by_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f("fk_engagement_entry_member_id")),
        sa.ForeignKeyConstraint(["by_id"], [MEMBER], name=op.f("fk_engagement_entry_by_id")),
        sa.ForeignKeyConstraint(["removed_by_id"], [MEMBER], name=op.f("fk_engagement_entry_removed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_entry")),
    )
    op.create_index(
        "ix_engagement_entry_standing",
        "engagement_entry",
        ["member_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
