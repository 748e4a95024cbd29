"""Counters counted anew from the rows they stand for."""

from collections.abc import Iterator

from sqlalchemy import update

from community.kernel import db as kernel_db

from . import groups
from .models import Idea


def recount() -> Iterator[tuple[str, int]]:
    """Mend each counter that differs; yield its name and how many rows were mended."""
    for column, truth in ((Idea.votes, groups.voters(Idea.id)), (Idea.comments, groups.shown_comments(Idea.id))):
        with kernel_db.writing() as session:
            mended = session.execute(update(Idea).where(column != truth).values({column.key: truth}))
            yield f"{Idea.__tablename__}.{column.key}", mended.rowcount
