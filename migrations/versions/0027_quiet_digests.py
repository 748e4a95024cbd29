"""Digests of topics for readers of whom nothing else is to be told."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Let readers choose them; nobody has them who did not."""
    check = "CONSTRAINT ck_notifications_reader_top_topics CHECK (top_topics IN ('daily', 'weekly'))"
    op.execute(f"ALTER TABLE notifications_reader ADD COLUMN top_topics VARCHAR {check}")
