"""Files that members attach to topics and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLE = "forum_file"


def upgrade() -> None:
    """Create the table of files; their contents lie in the data folder, under their digests."""
    op.create_table(
        TABLE,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=True),
        sa.Column("topic_id", BIG_ID, nullable=True),
        sa.Column("member_id", BIG_ID, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "alt", "media_type")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("shown_digest", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("hidden_by_id", BIG_ID, nullable=True),
        sa.Column("hidden_reason", sa.String(), nullable=True),
        _refers("post_id", "forum_post.id"),
        _refers("member_id", "accounts_member.id"),
        _refers("hidden_by_id", "accounts_member.id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index("ix_forum_file_post_id", TABLE, ["post_id"])
    op.create_index("ix_forum_file_member_id", TABLE, ["member_id", "topic_id"])
    op.create_index("ix_forum_file_digest", TABLE, ["digest"])
    op.create_index("ix_forum_file_shown_digest", TABLE, ["shown_digest"])
    op.create_index("ix_forum_file_created_at", TABLE, ["created_at"])


def _refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{TABLE}_{column}"))
