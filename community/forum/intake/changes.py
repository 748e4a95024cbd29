"""Posts that read differently at their source now: the newer words are taken over, and the former ones kept."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update

from community.kernel.db import UtcDateTime, db
from community.kernel.events import Event, publish_imported
from community.kernel.markup import RENDERER_VERSION
from community.kernel.texts import slugify
from community.kernel.withdrawing import GONE

from ..events import PostEdited, TopicTagged
from ..models import Post, Topic
from . import arrivals, finding, revisions, tags
from .incoming import IncomingPost
from .origin import Origin
from .texts import Texts

Stored = Mapping[int, Any]
Pair = tuple[IncomingPost, Any]  # what came, and what is stored


def stored(batch: Sequence[IncomingPost], origin: Origin) -> dict[int, Any]:
    """Return what is stored of the batch, by source id, with all that may differ."""
    if not batch:
        return {}
    columns = (Post.body, Post.edited_at, Post.revisions, Post.source_url, Post.licence, Topic.title, Topic.views)
    ids = [post.source_id for post in batch]
    return finding.posts(origin, batch[0].source_kind, ids, *columns, Post.author_name)


def apply(batch: Sequence[IncomingPost], found: Stored, origin: Origin, texts: Texts) -> Counter[str]:
    """Take over what differs, unless somebody edited the post here; then their words stay."""
    pairs: list[Pair] = [(post, found[post.source_id]) for post in batch]
    carried = tags.carried(row.topic_id for post, row in pairs if post.kind == "opening")
    different = [(post, row) for post, row in pairs if _reads_differently(post, row)]
    refiled = [(post, row) for post, row in pairs if post.kind == "opening" and set(post.tags) != carried[row.topic_id]]
    ours = origin.decisions.edited_posts
    edited = [pair for pair in different if pair[1].id not in ours]
    filed = [pair for pair in refiled if pair[1].id not in ours]
    facts = _edits(edited, carried, origin)
    _write_texts(edited, texts)
    tag_ids = tags.file_under({row.topic_id: post.tags for post, row in filed})
    _write_particulars([pair for pair in pairs if pair[1].id not in ours])
    publish_imported([*facts, *_taggings(filed, tag_ids, origin)])
    arrivals.look_over(edited, texts)
    kept = {row.id for _, row in [*different, *refiled] if row.id in ours}
    return Counter({"changed": len({row.id for _, row in [*edited, *filed]}), "kept as edited here": len(kept)})


def _reads_differently(post: IncomingPost, row: Any) -> bool:
    return row.body != GONE and bool(row.body != post.body or (post.kind == "opening" and row.title != post.title))


def _write_texts(edited: Sequence[Pair], texts: Texts) -> None:
    if not edited:
        return
    rows = [{"row_id": row.id, "new_body": post.body, "new_html": texts.html(post)} for post, row in edited]
    table: Any = Post.__table__
    words = {"body": bindparam("new_body"), "html": bindparam("new_html"), "renderer": RENDERER_VERSION}
    db.session.execute(update(table).where(table.c.id == bindparam("row_id")).values(words), rows)
    titles = [
        {
            "row_id": row.topic_id,
            "new_title": post.title,
            "new_slug": slugify(post.title),
            "new_excerpt": texts.excerpt(post),
        }
        for post, row in edited
        if post.kind == "opening"
    ]
    if titles:
        topics: Any = Topic.__table__
        heads: Any = {name: bindparam(f"new_{name}") for name in ("title", "slug", "excerpt")}
        db.session.execute(update(topics).where(topics.c.id == bindparam("row_id")).values(heads), titles)


def _write_particulars(pairs: Sequence[Pair]) -> None:
    """Take over what is no edit: when the last one was, address, licence; views, which never go down."""
    posts = [
        {"row_id": row.id, "new_edited_at": post.edited_at, "new_url": post.url, "new_licence": post.licence}
        for post, row in pairs
        if (post.edited_at, post.url, post.licence) != (row.edited_at, row.source_url, row.licence)
    ]
    if posts:
        table: Any = Post.__table__
        edited_at = bindparam("new_edited_at", type_=UtcDateTime())
        values = {"edited_at": edited_at, "source_url": bindparam("new_url"), "licence": bindparam("new_licence")}
        db.session.execute(update(table).where(table.c.id == bindparam("row_id")).values(values), posts)
    seen = [{"row_id": row.topic_id, "new_views": post.views} for post, row in pairs if post.views > row.views]
    if seen:
        topics: Any = Topic.__table__
        more = update(topics).where(topics.c.id == bindparam("row_id"), topics.c.views < bindparam("new_views"))
        db.session.execute(more.values(views=bindparam("new_views")), seen)


def _edits(edited: Sequence[Pair], carried: Mapping[int, set[str]], origin: Origin) -> list[tuple[Event, datetime]]:
    """Return the facts of the edits; the source's own history, where it has one, tells of those that it dates."""
    if origin.with_history:
        silent = [(post, row) for post, row in edited if post.edited_at == row.edited_at]
        return [(PostEdited(**finding.about(row), revision=row.revisions), origin.until) for _, row in silent]
    numbers = revisions.keep_both(edited, carried, origin)
    return [
        (PostEdited(**finding.about(row), revision=numbers[row.id]), _changed_at(post, row, origin))
        for post, row in edited
    ]


def _taggings(
    filed: Sequence[Pair], tag_ids: Mapping[int, tuple[int, ...]], origin: Origin
) -> Iterator[tuple[Event, datetime]]:
    for post, row in filed:
        about = {"topic_id": row.topic_id, "board_id": row.board_id}
        yield TopicTagged(**about, tag_ids=tag_ids[row.topic_id]), _changed_at(post, row, origin)


def _changed_at(post: IncomingPost, row: Any, origin: Origin) -> datetime:
    """Return when the change was made, as far as the source says so."""
    return post.edited_at if post.edited_at and post.edited_at != row.edited_at else origin.until
