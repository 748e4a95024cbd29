"""Revisions from outside, stored as the forum's own are: each holds the whole text as it was from then on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from community.accounts import intake as accounts
from community.kernel.db import db
from community.kernel.events import publish_imported

from ..events import PostEdited
from ..models import Post, Revision
from . import finding
from .counts import Counts
from .incoming import IncomingPost, IncomingRevision
from .origin import Origin

Row = dict[str, Any]


def take_revisions(batch: Sequence[IncomingRevision], origin: Origin) -> Counter[str]:
    """Add the revisions that are new behind those that the posts have; each but the first is the fact of an edit."""
    known = _known(batch, origin)
    found = finding.posts(origin, "post", [revision.post for revision in batch], Post.revisions)
    ours = origin.decisions.edited_posts  # their newest revision must stay the text that is shown
    new = [r for r in batch if r.source_id not in known and found[r.post].id not in ours]
    if not new:
        return Counter()
    members = accounts.ids_of(origin.source, [revision.by.source_id for revision in new])
    latest = _latest(found.values())
    rows = [_next(revision, found[revision.post], latest, members, origin) for revision in new]
    _write(rows)
    ids = {row.id: finding.about(row) for row in found.values()}
    publish_imported(
        (PostEdited(**ids[row["post_id"]], revision=row["number"], by=row["author_id"]), row["at"])
        for row in rows
        if row["number"] > 1
    )
    return Counter({"new": len(rows)})


def _known(batch: Sequence[IncomingRevision], origin: Origin) -> set[str | None]:
    own = Revision.source_id.in_([revision.source_id for revision in batch])
    return set(db.session.scalars(select(Revision.source_id).where(Revision.source == origin.source, own)))


def _latest(posts: Iterable[Any]) -> dict[int, Row]:
    """Return each post's newest revision, from which the next one inherits what it leaves as it was."""
    blank: Row = {"number": 0, "title": None, "body": None, "tags": None}
    latest = {post.id: blank | {"number": post.revisions} for post in posts}
    columns = (Revision.post_id, Revision.number, Revision.title, Revision.body, Revision.tags)
    newest = select(*columns).join(Post, (Post.id == Revision.post_id) & (Post.revisions == Revision.number))
    found = db.session.execute(newest.where(Post.id.in_(latest))).mappings()
    return latest | {row["post_id"]: dict(row) for row in found}


def _next(
    revision: IncomingRevision, post: Any, latest: dict[int, Row], members: Mapping[int, int], origin: Origin
) -> Row:
    before = latest[post.id]
    member_id = members.get(revision.by.source_id) if revision.by.source_id is not None else None
    row = {
        "post_id": post.id,
        "number": before["number"] + 1,
        "author_id": member_id,
        "author_name": None if member_id else revision.by.name,
        "at": revision.at,
        "title": before["title"] if revision.title is None else revision.title,
        "body": before["body"] if revision.body is None else revision.body,
        "tags": before["tags"] if revision.tags is None else " ".join(revision.tags),
        "reason": revision.reason,
        "source": origin.source,
        "source_id": revision.source_id,
    }
    latest[post.id] = row
    return row


def keep_both(
    edited: Sequence[tuple[IncomingPost, Any]], carried: Mapping[int, set[str]], origin: Origin
) -> dict[int, int]:
    """Keep the former and the newer text of posts whose source tells no history; return the newest number by post."""
    members = accounts.ids_of(origin.source, [post.edited_by.source_id for post, _ in edited])
    rows: list[Row] = []
    numbers = {}
    for post, stored in edited:
        if not stored.revisions:
            rows.append(_former(stored, carried))
        numbers[stored.id] = max(stored.revisions, 1) + 1
        rows.append(_newer(post, stored, numbers[stored.id], members, origin))
    _write(rows)
    return numbers


def _former(stored: Any, carried: Mapping[int, set[str]]) -> Row:
    opening = stored.kind == "opening"
    return _plain(
        stored,
        number=1,
        author_id=stored.author_id,
        author_name=stored.author_name,
        at=stored.created_at,
        title=stored.title if opening else None,
        body=stored.body,
        tags=" ".join(sorted(carried[stored.topic_id])) if opening else None,
    )


def _newer(post: IncomingPost, stored: Any, number: int, members: Mapping[int, int], origin: Origin) -> Row:
    opening = post.kind == "opening"
    editor = members.get(post.edited_by.source_id) if post.edited_by.source_id is not None else None
    return _plain(
        stored,
        number=number,
        author_id=editor,
        author_name=None if editor else post.edited_by.name,
        at=post.edited_at or origin.until,
        title=post.title if opening else None,
        body=post.body,
        tags=" ".join(post.tags) if opening else None,
    )


def _plain(stored: Any, **values: Any) -> Row:
    return {"post_id": stored.id, "reason": "", "source": None, "source_id": None, **values}


def _write(rows: Sequence[Row]) -> None:
    if not rows:
        return
    db.session.execute(insert(Revision), list(rows))
    counts = Counts()
    for row in rows:
        counts.add(Post, row["post_id"], revisions=1)
    counts.write()
