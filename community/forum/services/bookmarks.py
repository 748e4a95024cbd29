"""Bookmarks: topics that somebody wants to find again; nobody else sees them, so nothing is published."""

from sqlalchemy import delete

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of, upsert

from ..models import Bookmark, Topic
from .holding import present


def bookmark(*, topic: Topic, by: Viewer) -> None:
    """Bookmark a topic; twice is once."""
    row = {"member_id": by.member_id, "topic_id": present(topic).id, "at": clock.now()}
    db.session.execute(upsert(Bookmark).values(row).on_conflict_do_nothing())


def remove_bookmark(*, topic: Topic, by: Viewer) -> None:
    """Remove the bookmark; there need not be one."""
    mine = (Bookmark.member_id == by.member_id, Bookmark.topic_id == topic.id)
    db.session.execute(delete(table_of(Bookmark)).where(*mine))
