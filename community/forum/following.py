"""What a member follows, as keys and conditions: topics, the boards and tags they stand under, and people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, false, literal, or_, select, union_all

from community.kernel.announcing import Key
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of

from .models import Follow, Post, Topic, TopicTag

_FOLLOW, _TOPIC, _POST, _TOPIC_TAG = map(table_of, (Follow, Topic, Post, TopicTag))
_AMONG = bindparam("topics", expanding=True)
_PLACES = union_all(
    select(_TOPIC.c.id, literal("board"), _TOPIC.c.board_id).where(_TOPIC.c.id.in_(_AMONG)),
    select(_TOPIC_TAG.c.topic_id, literal("tag"), _TOPIC_TAG.c.tag_id).where(_TOPIC_TAG.c.topic_id.in_(_AMONG)),
)


def follows(viewer: Viewer, kind: str, thing_id: int) -> bool:
    """Tell whether the viewer follows a thing."""
    return db.session.get(Follow, (viewer.member_id, kind, thing_id)) is not None


def places_of(topic_ids: Collection[int]) -> Mapping[int, Collection[Key]]:
    """Return by topic what one can follow to hear of it: the board it stands on, and the tags that it carries."""
    found: dict[int, list[Key]] = defaultdict(list)
    for topic_id, kind, thing_id in db.session.execute(_PLACES, {"topics": list(topic_ids)}) if topic_ids else ():
        found[topic_id].append((kind, thing_id))
    return found


def followers_of(wanted: Mapping[str, Collection[int]]) -> Mapping[Key, Sequence[int]]:
    """Return who follows these things, whose ids are given by kind: one query, however many kinds there are."""
    found: dict[Key, list[int]] = defaultdict(list)
    of_these = [(_FOLLOW.c.kind == kind) & _FOLLOW.c.thing_id.in_(ids) for kind, ids in wanted.items() if ids]
    query = select(_FOLLOW.c.kind, _FOLLOW.c.thing_id, _FOLLOW.c.member_id).where(or_(false(), *of_these))
    for kind, thing_id, member_id in db.session.execute(query) if of_these else ():
        found[kind, thing_id].append(member_id)
    return found


def is_followed() -> ColumnElement[bool]:
    """Return the condition that "followed_by" follows a topic, its board or a tag of it, or who wrote in it since.

    What people wrote counts if it is later than "since" and not hidden.
    """
    tagged = select(_TOPIC_TAG.c.tag_id).where(_TOPIC_TAG.c.topic_id == _TOPIC.c.id)
    at = _POST.c.created_at
    written = select(_POST.c.id).where(_POST.c.topic_id == _TOPIC.c.id, _POST.c.hidden_at.is_(None))
    written = written.where(at > bindparam("since", type_=at.type))
    return or_(
        _TOPIC.c.id.in_(_mine("topic")),
        _TOPIC.c.board_id.in_(_mine("board")),
        tagged.where(_TOPIC_TAG.c.tag_id.in_(_mine("tag"))).exists(),
        written.where(_POST.c.author_id.in_(_mine("member"))).exists(),
    )


def _mine(kind: str) -> Select[Any]:
    return select(_FOLLOW.c.thing_id).where(_FOLLOW.c.member_id == bindparam("followed_by"), _FOLLOW.c.kind == kind)
