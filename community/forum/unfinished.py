"""Reads of drafts: each member sees their own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.markup import excerpt

from . import addresses, queries
from .models import NEW_TOPIC, SavedDraft

EXCERPT_LENGTH = 160


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """A draft in the list of one's own; `title` is empty where a new topic has none yet."""

    topic_id: int
    title: str
    excerpt: str
    at: datetime
    url: str

    @property
    def discard_url(self) -> str:
        return addresses.discard_draft(self.topic_id)


def draft_of(viewer: Viewer, topic_id: int = NEW_TOPIC) -> SavedDraft | None:
    """Return what the viewer has begun to write there."""
    return db.session.get(SavedDraft, (viewer.member_id, topic_id))


def drafts(viewer: Viewer) -> list[DraftRow]:
    """Return the viewer's drafts, the latest first; a reply waits until its topic can be seen again."""
    mine = select(SavedDraft).where(SavedDraft.member_id == viewer.member_id).order_by(SavedDraft.at.desc())
    found = db.session.scalars(mine).all()
    topics = queries.topics_among([draft.topic_id for draft in found], viewer)
    rows = []
    for draft in found:
        about = topics.get(draft.topic_id)
        if about or draft.topic_id == NEW_TOPIC:
            title, url = (about.title, f"{about.url}#reply") if about else (draft.title, addresses.ask())
            words = excerpt(draft.body, EXCERPT_LENGTH)
            rows.append(DraftRow(topic_id=draft.topic_id, title=title, excerpt=words, at=draft.at, url=url))
    return rows
