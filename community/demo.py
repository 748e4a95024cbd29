"""A living sample community in an empty database."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from community.accounts.models import Member
from community.kernel import db as kernel_db


def is_empty() -> bool:
    """Tell whether nobody is a member yet."""
    with kernel_db.reading() as session:
        return session.scalar(select(Member.id).limit(1)) is None


def plan_until(until: datetime | None) -> Any:
    return []


def steps(plan: Any) -> int:
    return 1


def fill(plan: Any, progress: Any) -> None:
    progress(1)


def sign_ins() -> str:
    return ""
