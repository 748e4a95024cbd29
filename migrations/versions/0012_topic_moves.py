"""Topics that were moved, merged or split; the ledger's lines stand by post, wherever a post stands by now."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OTHERS = {"moved_from_id": "forum_board", "merged_into_id": "forum_topic", "split_from_id": "forum_topic"}


def upgrade() -> None:
    """Let a topic say where it came from and where it went, and keep what came with it."""
    big = BIG_ID.compile(dialect=op.get_bind().dialect)
    for name, other in OTHERS.items():  # in place: a table that others refer to cannot be drawn anew
        refers = f"CONSTRAINT fk_forum_topic_{name} REFERENCES {other} (id)"
        op.execute(f"ALTER TABLE forum_topic ADD COLUMN {name} {big} {refers}")
    for name in ("merged_into_id", "split_from_id"):
        some = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_forum_topic_{name}", "forum_topic", [name], sqlite_where=some, postgresql_where=some)
    op.create_table(
        "forum_joined",
        sa.Column("topic_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["forum_topic.id"], name=op.f("fk_forum_joined_topic_id")),
        sa.PrimaryKeyConstraint("topic_id", "kind", "thing_id", name=op.f("pk_forum_joined")),
    )
    op.create_index("ix_forum_joined_thing_id", "forum_joined", ["thing_id", "kind"])
    op.execute(
        "UPDATE reputation_line SET thing_kind = 'post', thing_id = (SELECT p.id FROM forum_post p "
        "WHERE p.topic_id = reputation_line.thing_id AND p.kind = 'opening') WHERE thing_kind = 'topic'"
    )
