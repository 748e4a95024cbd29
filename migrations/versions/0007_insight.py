"""Rollups and the weekly memo."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
MEMBER, MEMO = "accounts_member.id", "insight_memo.id"
MEMO_STATUSES = ("draft", "signed", "published", "unsigned")
MEMO_FATES = ("open", "done", "declined")
INSIGHT_TYPES = (
    *("unexpected_use", "unexpressed_need", "partner_problem"),
    *("nagging_issue", "competitive_threat", "other"),
)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create the tables of the insight room."""
    _create_rollups()
    _create_ways_to_a_week()
    _create_memos()


def _create_rollups() -> None:
    op.create_table(
        "insight_topic",
        sa.Column("topic_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("board_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by_community", sa.Boolean(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("first_reply_id", BIG_ID, nullable=True),
        sa.Column("first_reply_at", MOMENT, nullable=True),
        sa.Column("first_staff_id", BIG_ID, nullable=True),
        sa.Column("first_staff_at", MOMENT, nullable=True),
        sa.Column("solved_id", BIG_ID, nullable=True),
        sa.Column("solved_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_insight_topic")),
    )
    op.create_index("ix_insight_topic_asked_at", "insight_topic", ["asked_at", "topic_id"])
    op.create_table(
        "insight_topic_week",
        sa.Column("topic_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("board_id", BIG_ID, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("opened", "answers", "comments")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("participants", "depth")),
        sa.Column("interaction", sa.Double(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("response_sum", sa.Double(), nullable=False),
        sa.Column("overdue", sa.Integer(), nullable=False),
        *(sa.Column(f"staff_{name}", sa.Integer(), nullable=False) for name in ("opened", "answers", "comments")),
        sa.PrimaryKeyConstraint("topic_id", "week", name=op.f("pk_insight_topic_week")),
    )
    op.create_index("ix_insight_topic_week_week", "insight_topic_week", ["week", "topic_id"])
    op.create_table(
        "insight_board",
        sa.Column("board_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("board_id", name=op.f("pk_insight_board")),
    )


def _create_ways_to_a_week() -> None:
    """Let the rows of a week be read without the rest of the history."""
    op.create_index("ix_kernel_view_hour", "kernel_view", ["hour"])
    op.create_index("ix_forum_vote_at", "forum_vote", ["at"])
    op.create_index("ix_ideas_move_at", "ideas_move", ["at"])


def _create_memos() -> None:
    op.create_table(
        "insight_memo",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("chosen", sa.String(), nullable=False),
        sa.Column("quotes", sa.String(), nullable=False),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("drafted_at", MOMENT, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("signed_by_id", BIG_ID, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.CheckConstraint(f"status IN {MEMO_STATUSES}", name=op.f("ck_insight_memo_status")),
        sa.CheckConstraint(f"type IN {INSIGHT_TYPES}", name=op.f("ck_insight_memo_type")),
        sa.CheckConstraint(
            "status <> 'published' OR signed_at IS NOT NULL", name=op.f("ck_insight_memo_published_is_signed")
        ),
        sa.ForeignKeyConstraint(["signed_by_id"], [MEMBER], name=op.f("fk_insight_memo_signed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_memo")),
        sa.UniqueConstraint("week", name=op.f("uq_insight_memo_week")),
    )
    _create_quotes()
    _create_follow_ups()
    _create_recipients()


def _create_quotes() -> None:
    op.create_table(
        "insight_memo_quote",
        sa.Column("memo_id", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("thing_kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["memo_id"], [MEMO], name=op.f("fk_insight_memo_quote_memo_id")),
        sa.PrimaryKeyConstraint("memo_id", "number", name=op.f("pk_insight_memo_quote")),
    )
    op.create_index("ix_insight_memo_quote_thing", "insight_memo_quote", ["thing_kind", "thing_id"])


def _create_follow_ups() -> None:
    op.create_table(
        "insight_memo_followup",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("memo_id", BIG_ID, nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.CheckConstraint(f"fate IN {MEMO_FATES}", name=op.f("ck_insight_memo_followup_fate")),
        sa.CheckConstraint(
            "fate <> 'declined' OR reason <> ''", name=op.f("ck_insight_memo_followup_declined_with_reason")
        ),
        sa.ForeignKeyConstraint(["memo_id"], [MEMO], name=op.f("fk_insight_memo_followup_memo_id")),
        sa.ForeignKeyConstraint(["by_id"], [MEMBER], name=op.f("fk_insight_memo_followup_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_memo_followup")),
    )
    op.create_index("ix_insight_memo_followup_memo_id", "insight_memo_followup", ["memo_id", "at", "id"])


def _create_recipients() -> None:
    op.create_table(
        "insight_memo_recipient",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("memo_id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["memo_id"], [MEMO], name=op.f("fk_insight_memo_recipient_memo_id")),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f("fk_insight_memo_recipient_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_memo_recipient")),
        sa.UniqueConstraint("memo_id", "member_id", name=op.f("uq_insight_memo_recipient_memo_id_member_id")),
    )
