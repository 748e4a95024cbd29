"""Tags from outside: shared by name with all that are here, and what topics carry."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from community.kernel.db import db, upsert

from ..models import Tag, TopicTag


def take_tags(names: Iterable[str]) -> int:
    """Add the tags that are not there yet; return how many."""
    wanted = sorted(set(names))
    missing = sorted(set(wanted) - ids_of(wanted).keys())
    if missing:
        rows = [{"name": name, "description": ""} for name in missing]
        db.session.execute(upsert(Tag).on_conflict_do_nothing(index_elements=["name"]), rows)
    return len(missing)


def describe(descriptions: Mapping[str, str]) -> int:
    """Describe the tags that nobody has described yet (a tag belongs to no source); return how many."""
    blank = db.session.scalars(select(Tag.name).where(Tag.name.in_(descriptions), Tag.description == "")).all()
    rows = [{"tag": name, "words": descriptions[name]} for name in sorted(blank) if descriptions[name]]
    if rows:
        table: Any = Tag.__table__
        named = update(table).where(table.c.name == bindparam("tag"))
        db.session.execute(named.values(description=bindparam("words")), rows)
    return len(rows)


def ids_of(names: Iterable[str]) -> dict[str, int]:
    """Return the tags' ids by name."""
    found = db.session.execute(select(Tag.name, Tag.id).where(Tag.name.in_(set(names))))
    return {tag.name: tag.id for tag in found}


def carried(topic_ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the names of the tags that the topics carry."""
    tags: dict[int, set[str]] = {topic_id: set() for topic_id in topic_ids}
    carrying = select(TopicTag.topic_id, Tag.name).join(Tag, Tag.id == TopicTag.tag_id)
    for topic_id, name in db.session.execute(carrying.where(TopicTag.topic_id.in_(tags))):
        tags[topic_id].add(name)
    return tags


def file_under(topics: Mapping[int, Iterable[str]]) -> dict[int, tuple[int, ...]]:
    """Let each topic carry exactly its tags; return their ids, in order."""
    names = {name for tags in topics.values() for name in tags}
    take_tags(names)
    known = ids_of(names)
    ids = {topic_id: tuple(sorted(known[name] for name in set(tags))) for topic_id, tags in topics.items()}
    if ids:
        db.session.execute(delete(TopicTag).where(TopicTag.topic_id.in_(ids)))
    if rows := [{"topic_id": topic_id, "tag_id": i} for topic_id, tag_ids in ids.items() for i in tag_ids]:
        db.session.execute(insert(TopicTag), rows)
    return ids
