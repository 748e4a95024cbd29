"""Where the rows of a source stand here: one query for a batch, whatever its size."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select

from community.kernel.db import db

from ..models import Post, Topic
from .origin import Origin

_COLUMNS: tuple[Any, ...] = (
    *(Post.id, Post.source_id, Post.topic_id, Post.kind, Post.author_id, Post.created_at, Post.accepted_at),
    *(Topic.board_id, Topic.author_id.label("asker_id")),
)


def posts(origin: Origin, source_kind: str, source_ids: Iterable[int | None], *more: Any) -> dict[int, Any]:
    """Return the posts among `source_ids` by source id, with `more` columns of post and topic."""
    wanted = Post.source_id.in_({i for i in source_ids if i is not None})
    found = db.session.execute(_of(origin, source_kind, *more).where(wanted))
    return {int(row.source_id): row for row in found}


def accepted(origin: Origin, *, after: int, limit: int) -> list[Any]:
    """Return the next accepted posts behind the post id `after`."""
    query = _of(origin, "post").where(Post.accepted_at.is_not(None), Post.id > after)
    return list(db.session.execute(query.order_by(Post.id).limit(limit)))


def number(origin: Origin, source_kind: str) -> int:
    """Return how many posts came from the source so far."""
    own = (Post.source == origin.source, Post.source_kind == source_kind)
    return db.session.scalar(select(func.count(Post.id)).where(*own)) or 0


def _of(origin: Origin, source_kind: str, *more: Any) -> Select[Any]:
    return (
        select(*_COLUMNS, *more)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.source == origin.source, Post.source_kind == source_kind)
    )


def about(row: Any) -> dict[str, int]:
    """Return the ids that facts about a post carry."""
    return {"post_id": row.id, "topic_id": row.topic_id, "board_id": row.board_id}
