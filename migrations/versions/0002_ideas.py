"""The ideation board: ideas, votes, moves with official responses, comments."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STATUSES = (
    *("new", "under_review", "needs_information", "planned", "in_development"),
    *("delivered", "declined", "already_exists", "duplicate"),
)
REASONS = ("other_direction", "few_would_use_it", "too_costly", "not_possible", "law_or_safety")
MEMBER, IDEA = "accounts_member.id", "ideas_idea.id"


def upgrade() -> None:
    """Create the tables of the ideas room."""
    op.create_table(
        "ideas_idea",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("excerpt", sa.String(), nullable=False),
        *_written(),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_since", MOMENT, nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        *_hiding("ideas_idea"),
        sa.CheckConstraint(f"status IN {STATUSES}", name=op.f("ck_ideas_idea_status")),
        sa.ForeignKeyConstraint(["author_id"], [MEMBER], name=op.f("fk_ideas_idea_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas_idea")),
    )
    op.create_index("ix_ideas_idea_votes", "ideas_idea", ["votes", "id"])
    op.create_index("ix_ideas_idea_created_at", "ideas_idea", ["created_at", "id"])
    op.create_index("ix_ideas_idea_author_id", "ideas_idea", ["author_id", "created_at"])
    _create_votes()
    _create_moves()
    _create_comments()


def _create_votes() -> None:
    op.create_table(
        "ideas_vote",
        sa.Column("idea_id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], [IDEA], name=op.f("fk_ideas_vote_idea_id")),
        sa.ForeignKeyConstraint(["member_id"], [MEMBER], name=op.f("fk_ideas_vote_member_id")),
        sa.PrimaryKeyConstraint("idea_id", "member_id", name=op.f("pk_ideas_vote")),
    )
    op.create_index("ix_ideas_vote_member_id", "ideas_vote", ["member_id", "at"])
    op.create_index("ix_ideas_vote_at", "ideas_vote", ["at"])


def _create_moves() -> None:
    op.create_table(
        "ideas_move",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("idea_id", BIG_ID, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("from_status", sa.String(), nullable=False),
        sa.Column("to_status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        *_written(),
        sa.CheckConstraint(f"from_status IN {STATUSES}", name=op.f("ck_ideas_move_from_status")),
        sa.CheckConstraint(f"to_status IN {STATUSES}", name=op.f("ck_ideas_move_to_status")),
        sa.CheckConstraint(f"reason IN {REASONS}", name=op.f("ck_ideas_move_reason")),
        sa.CheckConstraint(
            "to_status <> 'declined' OR reason IS NOT NULL", name=op.f("ck_ideas_move_declined_with_reason")
        ),
        sa.ForeignKeyConstraint(["idea_id"], [IDEA], name=op.f("fk_ideas_move_idea_id")),
        sa.ForeignKeyConstraint(["by_id"], [MEMBER], name=op.f("fk_ideas_move_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas_move")),
    )
    op.create_index("ix_ideas_move_idea_id", "ideas_move", ["idea_id", "at", "id"])


def _create_comments() -> None:
    op.create_table(
        "ideas_comment",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("idea_id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        *_written(),
        sa.Column("created_at", MOMENT, nullable=False),
        *_hiding("ideas_comment"),
        sa.ForeignKeyConstraint(["idea_id"], [IDEA], name=op.f("fk_ideas_comment_idea_id")),
        sa.ForeignKeyConstraint(["author_id"], [MEMBER], name=op.f("fk_ideas_comment_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas_comment")),
    )
    op.create_index("ix_ideas_comment_idea_id", "ideas_comment", ["idea_id", "created_at", "id"])
    op.create_index("ix_ideas_comment_author_id", "ideas_comment", ["author_id", "created_at"])
    op.create_index("ix_ideas_comment_created_at", "ideas_comment", ["created_at"])


def _written() -> list[sa.Column[object]]:
    """Return the columns of a rendered text."""
    return [
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
    ]


def _hiding(table: str) -> list[Any]:
    """Return what says that a moderator took a row out of sight."""
    return [
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("hidden_by_id", BIG_ID, nullable=True),
        sa.Column("hidden_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["hidden_by_id"], [MEMBER], name=op.f(f"fk_{table}_hidden_by_id")),
    ]
