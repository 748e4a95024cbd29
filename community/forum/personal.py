"""What the forum holds of a member: words that belong to the community, and what only they need."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from community.kernel import blobs
from community.kernel.db import db
from community.kernel.personal import Personal, kept, removed, rows_of

from .models import Bookmark, File, Follow, MeToo, Post, Reading, Revision, SavedDraft, Topic, Verdict, Visit, Vote
from .withdrawing import take_words


def _contents(member_id: int) -> Iterator[tuple[str, Path]]:
    """Yield a member's files, each under a name of its own."""
    mine = select(File.id, File.name, File.digest).where(File.member_id == member_id).order_by(File.id)
    for row in db.session.execute(mine):
        yield f"{row.id}-{row.name}", blobs.store().path(row.digest)


PERSONAL = (
    Personal(name="topics", told=rows_of(Topic.author_id), erase=kept),
    Personal(name="posts", told=rows_of(Post.author_id), erase=kept, words=take_words),
    Personal(name="edits", told=rows_of(Revision.author_id), erase=kept),
    Personal(name="kudos", told=rows_of(Vote.member_id), erase=kept),
    Personal(name="what_worked", told=rows_of(Verdict.member_id), erase=kept),
    Personal(name="me_too", told=rows_of(MeToo.member_id), erase=kept),
    Personal(name="people_followed", told=rows_of(Follow.member_id, Follow.kind == "member"), erase=kept),
    Personal(
        name="things_followed",
        told=rows_of(Follow.member_id, Follow.kind != "member"),
        erase=removed(Follow.member_id, Follow.kind != "member"),
    ),
    Personal(
        name="files",
        told=rows_of(File.member_id),
        erase=removed(File.member_id, File.post_id.is_(None)),
        files=_contents,
    ),
    Personal(name="drafts", told=rows_of(SavedDraft.member_id), erase=removed(SavedDraft.member_id)),
    Personal(name="bookmarks", told=rows_of(Bookmark.member_id), erase=removed(Bookmark.member_id)),
    Personal(name="readings", told=rows_of(Reading.member_id), erase=removed(Reading.member_id)),
    Personal(name="visits", told=rows_of(Visit.member_id), erase=removed(Visit.member_id)),
)
