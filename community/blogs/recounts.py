"""Counters counted anew from the rows they stand for."""

from collections.abc import Iterator

from sqlalchemy import func, select, update

from community.kernel import db as kernel_db

from .models import BlogPost, Comment


def recount() -> Iterator[tuple[str, int]]:
    """Mend each counter that differs; yield its name and how many rows were mended."""
    shown = (Comment.post_id == BlogPost.id, Comment.hidden_at.is_(None))
    truth = select(func.count(Comment.id)).where(*shown).scalar_subquery()
    with kernel_db.writing() as session:
        mended = session.execute(update(BlogPost).where(BlogPost.comments != truth).values(comments=truth))
        yield f"{BlogPost.__tablename__}.comments", mended.rowcount
