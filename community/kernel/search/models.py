"""The PostgreSQL engine's tables. They stand apart from the house's other tables: SQLite never has them.

Rows of several generations lie side by side; `kernel_search_mark` (one row) says which is in use, where it stands,
and which is being built. A generation is made of derived rows only and can be thrown away.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

FORMAT = 1  # raise it when the meaning of a column changes; every index is then rebuilt

metadata = MetaData()

mark_table = Table(
    "kernel_search_mark",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="ck_kernel_search_mark_single"), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("building", Integer, nullable=False),
    Column("mark", BigInteger),
    Column("made_by", Text, nullable=False),
)

document_table = Table(
    "kernel_search_document",
    metadata,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("key", Text(collation="C"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("thing_id", BigInteger, nullable=False),
    Column("scope", Text, nullable=False),
    Column("board", Text, nullable=False),
    Column("tags", ARRAY(Text), nullable=False),
    Column("author", Text, nullable=False),
    Column("solved", Boolean, nullable=False),
    Column("digest", Text, nullable=False),
    Column("words", ARRAY(Text), nullable=False),
    Column("vector", TSVECTOR, nullable=False),
    Index("ix_kernel_search_document_vector", "vector", postgresql_using="gin"),
)

word_table = Table(
    "kernel_search_word",
    metadata,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("word", Text(collation="C"), primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("documents", Integer, nullable=False),
)
Index("ix_kernel_search_word_gone", word_table.c.generation, postgresql_where=word_table.c.documents <= 0)


def create_tables(connection: Connection) -> None:
    """Create the engine's tables; on any database but PostgreSQL there is nothing to do."""
    if connection.dialect.name == "postgresql":
        metadata.create_all(connection)


def drop_tables(connection: Connection) -> None:
    """Drop the engine's tables, with all they hold: the index can be rebuilt."""
    if connection.dialect.name == "postgresql":
        metadata.drop_all(connection)
