"""Redactions, who waits to be told of a post that names them, and what a doubtful sign-up is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
REASONS = (
    *("COPYRIGHT", "HATE_VIOLENCE", "IMPERSONATION", "MEDIA_INQUIRY", "OFF_TOPIC", "PII", "POLITICAL", "OBSCENITY"),
    *("SPAM_MALWARE", "UNSUPPORTED_ACCUSATION", "OTHER_RISK"),
)
QUESTIONS = (
    ("Which of these is an animal: spoon, rabbit, window?", "rabbit, the rabbit, a rabbit"),
    ("What is three plus four? A word or a number will do.", "7, seven"),
    ("Which colour has fresh snow?", "white"),
)


def upgrade() -> None:
    """Create the table of redactions and the columns."""
    op.add_column("forum_post", sa.Column("mentions_waiting", sa.String(), nullable=False, server_default=""))
    _create_redactions()
    _create_sign_ups()


def _create_redactions() -> None:
    table = "moderation_redaction"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("thing_kind", sa.String(), nullable=False),
        sa.Column("thing_id", BIG_ID, nullable=False),
        sa.Column("author_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG_ID, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"reason IN {REASONS}", name=op.f(f"ck_{table}_reason")),
        *(
            sa.ForeignKeyConstraint([name], ["accounts_member.id"], name=op.f(f"fk_{table}_{name}"))
            for name in ("author_id", "by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_thing", table, ["thing_kind", "thing_id"])


def _create_sign_ups() -> None:
    table = "accounts_sign_up"
    op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("doubts", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.CheckConstraint("outcome IN ('asked', 'failed', 'joined')", name=op.f(f"ck_{table}_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_address", table, ["address", "at"])
    op.create_index(f"ix_{table}_at", table, ["at"])
    table = "accounts_used_challenge"
    op.create_table(
        table,
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_used_at", table, ["used_at"])
    table = "accounts_question"
    made = op.create_table(
        table,
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.bulk_insert(made, [{"text": text, "answers": answers} for text, answers in QUESTIONS])
