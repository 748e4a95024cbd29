"""Counters counted anew from the rows they stand for."""

from collections.abc import Iterator

from sqlalchemy import func, select, update

from community.kernel import db as kernel_db

from .models import Comment, Idea, Vote


def recount() -> Iterator[tuple[str, int]]:
    """Mend each counter that differs; yield its name and how many rows were mended."""
    votes = select(func.count()).select_from(Vote).where(Vote.idea_id == Idea.id).scalar_subquery()
    shown = (Comment.idea_id == Idea.id, Comment.hidden_at.is_(None))
    comments = select(func.count()).select_from(Comment).where(*shown).scalar_subquery()
    for column, truth in ((Idea.votes, votes), (Idea.comments, comments)):
        with kernel_db.writing() as session:
            mended = session.execute(update(Idea).where(column != truth).values({column.key: truth}))
            yield f"{Idea.__tablename__}.{column.key}", mended.rowcount
