"""Reads of files: those of posts, those that wait for their text, and who may have one."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Boolean, bindparam, or_, select

from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.markup import Picture
from community.kernel.pictures import shown_size

from . import rules
from .models import File, Post
from .rows import FileRow

# Built once: every topic page asks.
_OF_POSTS = (
    select(File)
    .where(
        File.post_id.in_(bindparam("posts", expanding=True)),
        or_(File.hidden_at.is_(None), bindparam("sees_hidden", type_=Boolean())),
    )
    .order_by(File.id)
)


def file_row(file: File) -> FileRow:
    """Return a file as pages show it; a picture in the size of pages."""
    width, height = shown_size(file.width, file.height) if file.width and file.height else (0, 0)
    return FileRow(
        id=file.id,
        post_id=file.post_id,
        name=file.name,
        alt=file.alt,
        media_type=file.media_type,
        size=file.size,
        width=width,
        height=height,
        hidden=file.hidden_at is not None,
        hidden_reason=file.hidden_reason or "",
    )


def of_posts(post_ids: Collection[int], viewer: Viewer) -> Mapping[int, tuple[FileRow, ...]]:
    """Return the files of each post; those that were removed only for moderators."""
    values: dict[str, Any] = {"posts": list(post_ids), "sees_hidden": rules.is_moderator(viewer)}
    found: dict[int, tuple[FileRow, ...]] = {}
    for file in db.session.scalars(_OF_POSTS, values):
        found[file.post_id] = (*found.get(file.post_id, ()), file_row(file))
    return found


def of_thing(kind: str, thing_id: int, viewer: Viewer) -> tuple[FileRow, ...]:
    """Return the files of a post, or of a topic's opening; other things have none."""
    if kind not in ("topic", "post"):
        return ()
    opens = (Post.topic_id == thing_id, Post.kind == "opening")
    post_id = db.session.scalar(select(Post.id).where(*opens)) if kind == "topic" else thing_id
    return of_posts([post_id], viewer).get(post_id, ()) if post_id else ()


def shown_of(post_id: int) -> list[File]:
    """Return the files of a post that were not removed."""
    return list(db.session.scalars(_OF_POSTS, {"posts": [post_id], "sees_hidden": False}))


def shown_of_posts(post_ids: Collection[int]) -> Mapping[int, list[File]]:
    """Return the files of each post that were not removed."""
    found: dict[int, list[File]] = {}
    for file in db.session.scalars(_OF_POSTS, {"posts": list(post_ids), "sees_hidden": False}):
        found.setdefault(file.post_id, []).append(file)
    return found


def waiting_at(topic_id: int, viewer: Viewer) -> list[FileRow]:
    """Return the viewer's files that wait for their text, where it is being written."""
    mine = (File.member_id == viewer.member_id, File.topic_id == topic_id, File.post_id.is_(None))
    return [file_row(file) for file in db.session.scalars(select(File).where(*mine).order_by(File.id))]


def usable(file_ids: Collection[int], viewer: Viewer, post_id: int | None = None) -> list[File]:
    """Return those of the files that the viewer may put into a text: their own that wait, and those of the post."""
    mine = (File.member_id == viewer.member_id) & File.post_id.is_(None)
    here = (File.post_id == post_id) & File.hidden_at.is_(None) if post_id else None
    among = select(File).where(File.id.in_(file_ids), mine if here is None else or_(mine, here))
    return list(db.session.scalars(among.order_by(File.id))) if file_ids else []


def pictures_among(files: Iterable[File]) -> dict[int, Picture]:
    """Return what a text may show of the files, by their ids."""
    rows = [file_row(file) for file in files]
    return {
        row.id: Picture(src=row.shown_url, alt=row.alt or row.name, width=row.width, height=row.height, url=row.url)
        for row in rows
        if row.is_picture
    }
