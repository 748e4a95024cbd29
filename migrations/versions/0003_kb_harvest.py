"""Articles harvested from topics."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CONFIDENCES = ("wip", "not_validated", "validated", "archived")
AUDIENCES = ("internal", "members", "public")
GOVERNANCES = ("experience", "compliance")
SECTIONS = ("issue", "environment", "resolution", "cause")
GRADES = ("accepted", "confirmed", "likely")
MEMBER, TOPIC, POST, ARTICLE = "accounts_member.id", "forum_topic.id", "forum_post.id", "kb_harvest_article.id"


def upgrade() -> None:
    """Create the tables of the kb_harvest room."""
    op.create_table(
        "kb_harvest_article",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("topic_id", BIG_ID, nullable=True),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("governance", sa.String(), nullable=False),
        sa.Column("no_credit_reason", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=False),
        sa.Column("reviewed_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.CheckConstraint(f"confidence IN {CONFIDENCES}", name=op.f("ck_kb_harvest_article_confidence")),
        sa.CheckConstraint(f"audience IN {AUDIENCES}", name=op.f("ck_kb_harvest_article_audience")),
        sa.CheckConstraint(f"governance IN {GOVERNANCES}", name=op.f("ck_kb_harvest_article_governance")),
        sa.CheckConstraint(
            "audience = 'internal' OR confidence = 'validated'",
            name=op.f("ck_kb_harvest_article_readers_find_what_is_validated"),
        ),
        sa.ForeignKeyConstraint(["topic_id"], [TOPIC], name=op.f("fk_kb_harvest_article_topic_id")),
        sa.ForeignKeyConstraint(["author_id"], [MEMBER], name=op.f("fk_kb_harvest_article_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_harvest_article")),
    )
    op.create_index("ix_kb_harvest_article_confidence", "kb_harvest_article", ["confidence", "created_at", "id"])
    op.create_index("ix_kb_harvest_article_published_at", "kb_harvest_article", ["published_at", "id"])
    op.create_index("ix_kb_harvest_article_topic_id", "kb_harvest_article", ["topic_id"])
    op.create_index("ix_forum_topic_duplicate_of_id", "forum_topic", ["duplicate_of_id"])
    _create_paragraphs()
    _create_credits()
    _create_queue()


def _create_paragraphs() -> None:
    op.create_table(
        "kb_harvest_paragraph",
        sa.Column("article_id", BIG_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("markup", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("source_post_id", BIG_ID, nullable=True),
        sa.CheckConstraint(f"section IN {SECTIONS}", name=op.f("ck_kb_harvest_paragraph_section")),
        sa.ForeignKeyConstraint(["article_id"], [ARTICLE], name=op.f("fk_kb_harvest_paragraph_article_id")),
        sa.ForeignKeyConstraint(["source_post_id"], [POST], name=op.f("fk_kb_harvest_paragraph_source_post_id")),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_kb_harvest_paragraph")),
    )
    op.create_index("ix_kb_harvest_paragraph_source_post_id", "kb_harvest_paragraph", ["source_post_id"])


def _create_credits() -> None:
    op.create_table(
        "kb_harvest_credit",
        sa.Column("article_id", BIG_ID, nullable=False),
        sa.Column("post_id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("author_name", sa.String(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], [ARTICLE], name=op.f("fk_kb_harvest_credit_article_id")),
        sa.ForeignKeyConstraint(["post_id"], [POST], name=op.f("fk_kb_harvest_credit_post_id")),
        sa.ForeignKeyConstraint(["author_id"], [MEMBER], name=op.f("fk_kb_harvest_credit_author_id")),
        sa.PrimaryKeyConstraint("article_id", "post_id", name=op.f("pk_kb_harvest_credit")),
    )
    op.create_index("ix_kb_harvest_credit_author_id", "kb_harvest_credit", ["author_id", "at"])


def _create_queue() -> None:
    op.create_table(
        "kb_harvest_set_aside",
        sa.Column("topic_id", BIG_ID, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], [TOPIC], name=op.f("fk_kb_harvest_set_aside_topic_id")),
        sa.ForeignKeyConstraint(["by_id"], [MEMBER], name=op.f("fk_kb_harvest_set_aside_by_id")),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_kb_harvest_set_aside")),
    )
    op.create_table(
        "kb_harvest_resolution",
        sa.Column("topic_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("answer_id", BIG_ID, nullable=False),
        sa.Column("evidence_id", BIG_ID, nullable=True),
        sa.Column("silent_since", MOMENT, nullable=False),
        sa.CheckConstraint(f"grade IN {GRADES}", name=op.f("ck_kb_harvest_resolution_grade")),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_kb_harvest_resolution")),
    )
