"""Files: kept while their text is written, attached with it, taken off, removed by a moderator, forgotten."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, union_all

from community.kernel import blobs, clock
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import clean
from community.kernel.web.uploads import MOST_FILES, Upload

from .. import files as reads
from ..events import FileHidden, FileRestored, FilesAttached, FilesTakenOff
from ..mentions import written
from ..models import File, Post, Topic
from . import hiding

ALT_LENGTH = 300
MOST_WAITING = 20  # of one member; the oldest make room


@dataclass(frozen=True)
class Chosen:
    """The files that a text shall have: kept ones with their descriptions, and those that came with the form."""

    kept: Mapping[int, str] = field(default_factory=dict)
    fresh: tuple[Upload, ...] = ()


NO_FILES = Chosen()


def keep(*, by: Viewer, uploads: Collection[Upload], topic_id: int | None = None) -> list[File]:
    """Keep files for a text that is being written, at the topic where it is (None: while a post is edited)."""
    rows = [_row(by, upload, topic_id) for upload in uploads]
    db.session.add_all(rows)
    db.session.flush()
    mine = select(File.id).where(File.member_id == by.member_id, File.post_id.is_(None))
    too_many = mine.order_by(File.id.desc()).offset(MOST_WAITING)
    db.session.execute(delete(table_of(File)).where(File.id.in_(too_many.subquery().select())))
    return rows


def chosen_for(*, by: Viewer, chosen: Chosen, post_id: int | None = None) -> list[File]:
    """Return the rows of the files that a text shall have; refuse more than a post may hold, and what is not there."""
    kept = reads.usable(list(chosen.kept), by, post_id)
    if lost := sorted(set(chosen.kept) - set(_ids(kept))):
        raise Refused(
            "A file that you chose cannot go with this text (%(numbers)s): it is not yours, was removed, or waited for "
            "more than a day. Leave it out or add it again.",
            numbers=", ".join(map(str, lost)),
        )
    if (number := len(kept) + len(chosen.fresh)) > MOST_FILES:
        raise Refused("A post holds at most %(most)s files; you chose %(number)s.", most=MOST_FILES, number=number)
    describe(kept, chosen.kept)
    fresh = [_row(by, upload, None) for upload in chosen.fresh]
    db.session.add_all(fresh)
    db.session.flush()
    return [*kept, *fresh]


def describe(files: Collection[File], said: Mapping[int, str]) -> None:
    """Let each file have the description that is said of it by its id."""
    for file in files:
        file.alt = clean(said[file.id])[:ALT_LENGTH]


def attach(*, files: Collection[File], post: Post, topic: Topic, by: Viewer) -> None:
    """Let the post have exactly these files; those it had before become its author's again, for a day."""
    had = reads.shown_of(post.id)
    new = [file for file in files if file not in had]
    gone = [file for file in had if file not in files]
    if gone and post.hidden_at:
        raise Refused("This post is out of sight until somebody has ruled on it; its files stay with it until then.")
    for file in gone:
        file.post_id, file.created_at = None, clock.now()
    for file in new:
        file.post_id, file.topic_id = post.id, None
    db.session.flush()
    about = {"post_id": post.id, "topic_id": topic.id, "board_id": topic.board_id, "by": by.member_id}
    if gone:
        publish(FilesTakenOff(file_ids=_ids(gone), **about))
    if new:
        publish(FilesAttached(file_ids=_ids(new), **about))


def hide_file(*, file: File, by: Viewer, reason: str) -> None:
    """Take a file off a post with a reason; its author and readers no longer get it, moderators do."""
    post, topic = _place(file)
    hiding.hide(file, by, reason, "This file was removed already.")
    show_anew(post)
    publish(FileHidden(file_id=file.id, post_id=post.id, topic_id=topic.id, board_id=topic.board_id, by=by.member_id))


def restore_file(*, file: File, by: Viewer) -> None:
    """Show a removed file again."""
    post, topic = _place(file)
    if by.member_id is not None and by.member_id == file.member_id != file.hidden_by_id:
        raise Refused("Somebody else removed your file; somebody else decides whether it is shown again.")
    hiding.restore(file, by, "This file was not removed.")
    show_anew(post)
    publish(FileRestored(file_id=file.id, post_id=post.id, topic_id=topic.id, board_id=topic.board_id, by=by.member_id))


def show_anew(post: Post) -> None:
    """Draw the post's text again, with the pictures that it may show now."""
    if post.markup == "markdown":
        post.html = written(post.body, reads.pictures_among(reads.shown_of(post.id)))


def let_go(*, by: Viewer, topic_id: int) -> None:
    """Forget the files that wait at a topic for a text which is posted, or thrown away."""
    mine = (File.member_id == by.member_id, File.topic_id == topic_id, File.post_id.is_(None))
    db.session.execute(delete(table_of(File)).where(*mine))


def forget_waiting(before: datetime) -> None:
    """Forget files that have waited for their text since before a moment; their contents go when they are cleaned."""
    db.session.execute(delete(table_of(File)).where(File.post_id.is_(None), File.created_at < before))


def clean_contents(folder: str, before: datetime) -> int:
    """Remove the contents in a folder of the store that are older and that no row names; return how many."""
    return blobs.store().clean(folder, before, _named)


def _named(digests: Collection[str]) -> Collection[str]:
    columns = (File.digest, File.shown_digest)
    return set(db.session.scalars(union_all(*(select(column).where(column.in_(digests)) for column in columns))))


def _row(by: Viewer, upload: Upload, topic_id: int | None) -> File:
    return File(
        member_id=by.member_id,
        topic_id=topic_id,
        name=upload.name,
        alt="",
        media_type=upload.media_type,
        size=upload.size,
        width=upload.width,
        height=upload.height,
        digest=upload.digest,
        shown_digest=upload.shown,
        created_at=clock.now(),
    )


def _ids(files: Collection[File]) -> tuple[int, ...]:
    return tuple(file.id for file in files)


def _place(file: File) -> tuple[Post, Topic]:
    if file.post_id is None:
        raise Refused("This file belongs to no post.")
    post = db.session.get_one(Post, file.post_id)
    return post, db.session.get_one(Topic, post.topic_id)
