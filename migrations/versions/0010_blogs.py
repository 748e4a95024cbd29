"""Support blogs: posts with their history, comments, and the topics made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KINDS = ("post", "unpopular_news")
VOICES = ("company", "own")
VISIBILITIES = ("public", "members", "mvps", "staff")
MEMBER, POST, TOPIC = "accounts_member.id", "blogs_post.id", "forum_topic.id"


def upgrade() -> None:
    """Create the tables of the blogs room."""
    op.create_table(
        "blogs_post",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("excerpt", sa.String(), nullable=False),
        *_written(),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN {KINDS}", name=op.f("ck_blogs_post_kind")),
        sa.CheckConstraint(f"voice IN {VOICES}", name=op.f("ck_blogs_post_voice")),
        sa.CheckConstraint(f"visibility IN {VISIBILITIES}", name=op.f("ck_blogs_post_visibility")),
        sa.ForeignKeyConstraint(["author_id"], [MEMBER], name=op.f("fk_blogs_post_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blogs_post")),
    )
    op.create_index("ix_blogs_post_published_at", "blogs_post", ["published_at", "id"])
    op.create_index("ix_blogs_post_author_id", "blogs_post", ["author_id", "published_at"])
    _create_revisions()
    _create_comments()


def _create_revisions() -> None:
    op.create_table(
        "blogs_revision",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(f"voice IN {VOICES}", name=op.f("ck_blogs_revision_voice")),
        sa.CheckConstraint(f"visibility IN {VISIBILITIES}", name=op.f("ck_blogs_revision_visibility")),
        sa.ForeignKeyConstraint(["post_id"], [POST], name=op.f("fk_blogs_revision_post_id")),
        sa.ForeignKeyConstraint(["author_id"], [MEMBER], name=op.f("fk_blogs_revision_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blogs_revision")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_blogs_revision_post_id_number")),
    )


def _create_comments() -> None:
    op.create_table(
        "blogs_comment",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        *_written(),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("hidden_by_id", BIG_ID, nullable=True),
        sa.Column("hidden_reason", sa.String(), nullable=True),
        sa.Column("topic_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(["post_id"], [POST], name=op.f("fk_blogs_comment_post_id")),
        sa.ForeignKeyConstraint(["author_id"], [MEMBER], name=op.f("fk_blogs_comment_author_id")),
        sa.ForeignKeyConstraint(["hidden_by_id"], [MEMBER], name=op.f("fk_blogs_comment_hidden_by_id")),
        sa.ForeignKeyConstraint(["topic_id"], [TOPIC], name=op.f("fk_blogs_comment_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blogs_comment")),
        sa.UniqueConstraint("topic_id", name=op.f("uq_blogs_comment_topic_id")),
    )
    op.create_index("ix_blogs_comment_post_id", "blogs_comment", ["post_id", "created_at", "id"])
    op.create_index("ix_blogs_comment_author_id", "blogs_comment", ["author_id", "created_at"])


def _written() -> list[sa.Column[object]]:
    """Return the columns of a rendered text."""
    return [
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
    ]
