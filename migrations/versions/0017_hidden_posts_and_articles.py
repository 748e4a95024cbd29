"""Blog posts and articles that moderators take out of sight; flags that name one file of a post."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
HIDDEN = ("blogs_post", "kb_harvest_article")


def upgrade() -> None:
    """Add the columns in place: SQLite would otherwise rebuild tables that others refer to."""
    for table in HIDDEN:
        _add(table, "hidden_at", MOMENT)
        _add(table, "hidden_by_id", BIG_ID, refers_to="accounts_member")
        _add(table, "hidden_reason", sa.String())
    _add("moderation_flag", "file_id", BIG_ID)


def _add(table: str, name: str, type_: sa.types.TypeEngine, refers_to: str = "") -> None:
    said = f"{name} {type_.compile(dialect=op.get_bind().dialect)}"
    if refers_to:
        said += f" CONSTRAINT fk_{table}_{name} REFERENCES {refers_to} (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {said}")
