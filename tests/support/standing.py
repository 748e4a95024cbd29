"""Everything of the forum that moving, merging and splitting may change, as one comparable value."""

from typing import Any

from sqlalchemy import select

from community.accounts.models import Member
from community.forum.models import Board, Bookmark, Follow, Joined, MeToo, Post, Reading, SavedDraft, Topic
from community.kernel.db import db, table_of

TABLES = (Board, Bookmark, Follow, Joined, MeToo, Post, Reading, SavedDraft, Topic)
OF_MEMBER = ("id", "topics", "replies", "accepted", "kudos")


def state() -> dict[str, list[Any]]:
    """Return all rows of the forum and the members' counters."""
    db.session.commit()
    db.session.expire_all()
    found = {model.__tablename__: sorted(map(repr, db.session.execute(select(table_of(model))))) for model in TABLES}
    members = db.session.execute(select(*(getattr(Member, name) for name in OF_MEMBER)).order_by(Member.id))
    return found | {"members": [tuple(row) for row in members]}
