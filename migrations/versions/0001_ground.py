"""The first schema: log, jobs, outbox; members; the forum."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from community.kernel.search.models import create_tables

revision = "0001"
down_revision = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Create every table; the search tables exist on PostgreSQL only."""
    op.create_table(
        "accounts_member",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_id", BIG_ID, nullable=True),
        sa.Column("topics", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("kudos", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('member', 'mvp', 'agent', 'editor', 'executive', 'admin')", name=op.f("ck_accounts_member_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_member")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_member_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_accounts_member_fs_uniquifier")),
        sa.UniqueConstraint("handle", name=op.f("uq_accounts_member_handle")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_accounts_member_source_source_id")),
    )
    op.create_index(op.f("ix_accounts_member_joined_at"), "accounts_member", ["joined_at"], unique=False)
    op.create_table(
        "forum_board",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("staff_start_topics", sa.Boolean(), nullable=False),
        sa.Column("topics", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("last_activity_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "visibility IN ('public', 'members', 'mvps', 'staff')", name=op.f("ck_forum_board_visibility")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_board")),
        sa.UniqueConstraint("slug", name=op.f("uq_forum_board_slug")),
    )
    op.create_table(
        "forum_daily",
        sa.Column("board_id", BIG_ID, nullable=False),
        sa.Column("day", MOMENT, nullable=False),
        sa.Column("topics", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("kudos", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("board_id", "day", name=op.f("pk_forum_daily")),
    )
    op.create_table(
        "forum_tag",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_tag")),
        sa.UniqueConstraint("name", name=op.f("uq_forum_tag_name")),
    )
    op.create_table(
        "kernel_cursor",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seq", BIG_ID, nullable=False),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_kernel_cursor")),
    )
    op.create_table(
        "kernel_event",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("seq", BIG_ID, nullable=True),
        sa.Column("txid", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("actor_id", BIG_ID, nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kernel_event")),
        sa.UniqueConstraint("seq", name=op.f("uq_kernel_event_seq")),
    )
    op.create_index(
        "ix_kernel_event_unsequenced",
        "kernel_event",
        ["id"],
        unique=False,
        sqlite_where=sa.text("seq IS NULL"),
        postgresql_where=sa.text("seq IS NULL"),
    )
    op.create_table(
        "kernel_job_run",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kernel_job_run")),
        sa.UniqueConstraint("job", "period", name=op.f("uq_kernel_job_run_job_period")),
    )
    op.create_table(
        "kernel_once",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("member_id", "token", name=op.f("pk_kernel_once")),
    )
    op.create_index(op.f("ix_kernel_once_used_at"), "kernel_once", ["used_at"], unique=False)
    op.create_table(
        "kernel_outbox",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kernel_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_kernel_outbox_key")),
    )
    op.create_index("ix_kernel_outbox_due", "kernel_outbox", ["state", "next_at"], unique=False)
    op.create_table(
        "kernel_view",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("human", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "thing_id", "hour", name=op.f("pk_kernel_view")),
    )
    op.create_table(
        "kernel_worker",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_kernel_worker")),
    )
    op.create_table(
        "forum_follow",
        sa.Column("member_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["accounts_member.id"], name=op.f("fk_forum_follow_member_id")),
        sa.PrimaryKeyConstraint("member_id", "kind", "thing_id", name=op.f("pk_forum_follow")),
    )
    op.create_table(
        "forum_topic",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("board_id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("author_name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("excerpt", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_activity_at", MOMENT, nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("kudos", sa.Integer(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_reason", sa.String(), nullable=True),
        sa.Column("duplicate_of_id", BIG_ID, nullable=True),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["accounts_member.id"], name=op.f("fk_forum_topic_author_id")),
        sa.ForeignKeyConstraint(["board_id"], ["forum_board.id"], name=op.f("fk_forum_topic_board_id")),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["forum_topic.id"], name=op.f("fk_forum_topic_duplicate_of_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_topic")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_forum_topic_source_source_id")),
    )
    op.create_index("ix_forum_topic_activity", "forum_topic", ["board_id", "last_activity_at", "id"], unique=False)
    op.create_index("ix_forum_topic_author_id", "forum_topic", ["author_id", "created_at"], unique=False)
    op.create_index("ix_forum_topic_last_activity_at", "forum_topic", ["last_activity_at", "id"], unique=False)
    op.create_index("ix_forum_topic_newest", "forum_topic", ["board_id", "created_at", "id"], unique=False)
    op.create_table(
        "forum_post",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("topic_id", BIG_ID, nullable=False),
        sa.Column("parent_id", BIG_ID, nullable=True),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("author_name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("markup", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("kudos", sa.Integer(), nullable=False),
        sa.Column("downvotes", sa.Integer(), nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.Column("accepted_by_id", BIG_ID, nullable=True),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("hidden_by_id", BIG_ID, nullable=True),
        sa.Column("hidden_reason", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_kind", sa.String(), nullable=True),
        sa.Column("source_id", BIG_ID, nullable=True),
        sa.Column("source_url", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('opening', 'answer', 'comment')", name=op.f("ck_forum_post_kind")),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["accounts_member.id"], name=op.f("fk_forum_post_accepted_by_id")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts_member.id"], name=op.f("fk_forum_post_author_id")),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["accounts_member.id"], name=op.f("fk_forum_post_hidden_by_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["forum_post.id"], name=op.f("fk_forum_post_parent_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["forum_topic.id"], name=op.f("fk_forum_post_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_post")),
        sa.UniqueConstraint(
            "source", "source_kind", "source_id", name=op.f("uq_forum_post_source_source_kind_source_id")
        ),
    )
    op.create_index("ix_forum_post_author_id", "forum_post", ["author_id", "created_at"], unique=False)
    op.create_index("ix_forum_post_parent_id", "forum_post", ["parent_id"], unique=False)
    op.create_index("ix_forum_post_topic_id", "forum_post", ["topic_id", "created_at", "id"], unique=False)
    op.create_table(
        "forum_topic_tag",
        sa.Column("topic_id", BIG_ID, nullable=False),
        sa.Column("tag_id", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["tag_id"], ["forum_tag.id"], name=op.f("fk_forum_topic_tag_tag_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["forum_topic.id"], name=op.f("fk_forum_topic_tag_topic_id")),
        sa.PrimaryKeyConstraint("topic_id", "tag_id", name=op.f("pk_forum_topic_tag")),
    )
    op.create_index("ix_forum_topic_tag_tag_id", "forum_topic_tag", ["tag_id", "topic_id"], unique=False)
    op.create_table(
        "forum_link",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("target_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["forum_post.id"], name=op.f("fk_forum_link_post_id")),
        sa.ForeignKeyConstraint(["target_id"], ["forum_post.id"], name=op.f("fk_forum_link_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_link")),
        sa.UniqueConstraint("post_id", "target_id", "kind", name=op.f("uq_forum_link_post_id_target_id_kind")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_forum_link_source_source_id")),
    )
    op.create_table(
        "forum_revision",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("author_name", sa.String(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("tags", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["accounts_member.id"], name=op.f("fk_forum_revision_author_id")),
        sa.ForeignKeyConstraint(["post_id"], ["forum_post.id"], name=op.f("fk_forum_revision_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_revision")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_forum_revision_post_id_number")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_forum_revision_source_source_id")),
    )
    op.create_table(
        "forum_vote",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("member_id", BIG_ID, nullable=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_id", BIG_ID, nullable=True),
        sa.CheckConstraint("value IN (1, -1)", name=op.f("ck_forum_vote_value")),
        sa.ForeignKeyConstraint(["member_id"], ["accounts_member.id"], name=op.f("fk_forum_vote_member_id")),
        sa.ForeignKeyConstraint(["post_id"], ["forum_post.id"], name=op.f("fk_forum_vote_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_vote")),
        sa.UniqueConstraint("post_id", "member_id", name=op.f("uq_forum_vote_post_id_member_id")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_forum_vote_source_source_id")),
    )
    create_tables(op.get_bind())
