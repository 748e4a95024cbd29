"""Acts of readers: what worked for whom, who has a problem too, drafts, reading, bookmarks."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
MEMBER, TOPIC, POST = "accounts_member.id", "forum_topic.id", "forum_post.id"


def upgrade() -> None:
    """Create the tables of what readers do, and the columns that count it."""
    for table, column in (("forum_post", "worked"), ("forum_post", "failed"), ("forum_topic", "me_too")):
        op.add_column(table, sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    _create_verdicts()
    _create_me_too()
    _create_drafts()
    _create_of_topic("forum_reading", "read_to")
    _create_visits()
    _create_of_topic("forum_bookmark", "at")


def _create_verdicts() -> None:
    op.create_table(
        "forum_verdict",
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("comment_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], [POST], name=op.f("fk_forum_verdict_post_id")),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f("fk_forum_verdict_member_id")),
        sa.ForeignKeyConstraint(["comment_id"], [POST], name=op.f("fk_forum_verdict_comment_id")),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_forum_verdict")),
    )
    op.create_index("ix_forum_verdict_member_id", "forum_verdict", ["member_id", "at"])


def _create_me_too() -> None:
    op.create_table(
        "forum_me_too",
        sa.Column("topic_id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], [TOPIC], name=op.f("fk_forum_me_too_topic_id")),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f("fk_forum_me_too_member_id")),
        sa.PrimaryKeyConstraint("topic_id", "member_id", name=op.f("pk_forum_me_too")),
    )
    op.create_index("ix_forum_me_too_member_id", "forum_me_too", ["member_id", "at"])


def _create_drafts() -> None:
    op.create_table(
        "forum_draft",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("topic_id", BIG_ID, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("title", "body", "tags", "board", "kind")),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f("fk_forum_draft_member_id")),
        sa.PrimaryKeyConstraint("member_id", "topic_id", name=op.f("pk_forum_draft")),
    )


def _create_of_topic(table: str, moment: str) -> None:
    """Create a table of what a topic is to a member since a moment."""
    op.create_table(
        table,
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("topic_id", BIG_ID, nullable=False),
        sa.Column(moment, MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f(f"fk_{table}_member_id")),
        sa.ForeignKeyConstraint(["topic_id"], [TOPIC], name=op.f(f"fk_{table}_topic_id")),
        sa.PrimaryKeyConstraint("member_id", "topic_id", name=op.f(f"pk_{table}")),
    )


def _create_visits() -> None:
    op.create_table(
        "forum_visit",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("since", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f("fk_forum_visit_member_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_forum_visit")),
    )
