"""Whether who leaves takes along what they wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Remember of each member who leaves; nobody has said so yet."""
    words = sa.Column("leaving_words", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("accounts_member", words)
