"""Counters counted anew from the rows they stand for."""

from collections.abc import Iterator

from sqlalchemy import func, select, update

from community.kernel import db as kernel_db

from .models import Case, Flag


def recount() -> Iterator[tuple[str, int]]:
    """Mend each counter that differs; yield its name and how many rows were mended."""
    of_case = Flag.case_id == Case.id
    flags = select(func.count()).select_from(Flag).where(of_case).scalar_subquery()
    weight = select(func.coalesce(func.sum(Flag.weight), 0)).where(of_case).scalar_subquery()
    for column, truth in ((Case.flags, flags), (Case.weight, weight)):
        with kernel_db.writing() as session:
            mended = session.execute(update(Case).where(column != truth).values({column.key: truth}))
            yield f"{Case.__tablename__}.{column.key}", mended.rowcount
