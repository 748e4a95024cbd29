"""Merging: a moderator folds a topic into an older one, and can take them apart again exactly.

The posts go over and stand there in the order of time, the newer question as an answer. Its address leads to it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import rules
from ..events import TopicsMerged, TopicsTakenApart
from ..intake.counts import Counts
from ..models import Board, MeToo, Post, Topic
from . import carrying, joining
from .holding import alone


def merge_topics(*, keep: Topic, drop: Topic, by: Viewer) -> None:
    """Let the posts of `drop` go on in `keep`, and everybody who held something of it."""
    rules.moderators_only(by)
    alone(keep, drop)
    _check(keep, drop)
    posts = carrying.found(Post.topic_id == drop.id)
    opening = next(post for post in posts if post.kind == "opening")
    counts = Counts()
    carrying.carry(posts, counts, source=drop, target=keep)
    carrying.answer_with(opening, counts, keep, left=drop)
    joining.remember(drop, "post", [post.id for post in posts if post is not opening])
    joining.remember(drop, "opening", [opening.id])
    followers, too = _bring_members(keep, drop, counts)
    _lead_on(keep, drop)
    publish(
        TopicsMerged(
            **_about(keep, drop),
            opening_id=opening.id,
            post_ids=tuple(post.id for post in posts),
            follower_ids=tuple(followers),
            me_too_ids=tuple(too),
            by=by.member_id,
        )
    )
    left = drop.board_id
    joining.remember(drop, "board", [left])
    drop.merged_into_id, drop.board_id = keep.id, keep.board_id
    counts.reach(Topic, keep.id, drop.last_activity_at)
    counts.reach(Board, keep.board_id, drop.last_activity_at)
    carrying.settle(counts, keep, drop)
    if left != keep.board_id:
        carrying.last_said_on(left, drop.last_activity_at)


def take_apart(*, topic: Topic, by: Viewer) -> None:
    """Let a merged topic stand for itself again, with what it had and what was said under its posts since."""
    rules.moderators_only(by)
    kept = db.session.get(Topic, topic.merged_into_id) if topic.merged_into_id else None
    if kept is None:
        raise Refused("This topic is not merged into another.")
    alone(kept, topic)
    if topic.merged_into_id != kept.id:
        raise Refused("Somebody took these topics apart meanwhile.")
    posts = carrying.with_comments(kept, joining.remembered(topic, "post", "opening"))
    (opening_id,) = joining.remembered(topic, "opening")
    opening = next((post for post in posts if post.id == opening_id), None)
    if opening is None or opening.kind == "opening":
        raise Refused("What this topic began with was split off since; merge that back first.")
    if opening.accepted_at:
        raise Refused("What this topic began with is an accepted answer by now; please take that mark back first.")
    counts = Counts()
    (topic.board_id,) = joining.remembered(topic, "board")
    carrying.carry(posts, counts, source=kept, target=topic)
    carrying.open_with(opening, counts, topic)
    _give_back_members(kept, topic, counts)
    _lead_back(kept, topic)
    _restore(kept, topic, opening, posts)
    ids = {"opening_id": opening.id, "post_ids": tuple(post.id for post in posts)}
    publish(TopicsTakenApart(**_about(kept, topic), **ids, by=by.member_id))
    counts.reach(Board, topic.board_id, topic.last_activity_at)
    carrying.settle(counts, kept, topic)
    if kept.board_id != topic.board_id:
        carrying.last_said_on(kept.board_id, topic.last_activity_at)


def _check(keep: Topic, drop: Topic) -> None:
    if keep.id == drop.id:
        raise Refused("A topic cannot be merged into itself.")
    if keep.merged_into_id:
        raise Refused("That topic was merged into another; please name the one where the talk goes on.")
    if drop.merged_into_id:
        raise Refused("This topic was merged into another meanwhile.")
    if keep.hidden_at or drop.hidden_at:
        raise Refused("A hidden topic cannot be merged; please show it again first.")
    if (keep.created_at, keep.id) > (drop.created_at, drop.id):
        raise Refused("That topic is the newer one. Merge the newer into the older, so that the talk stays in order.")
    if keep.duplicate_of_id == drop.id:
        raise Refused("That topic is marked as a duplicate of this one; please reopen it first.")
    if db.session.scalar(select(Topic.id).where(Topic.merged_into_id == drop.id).limit(1)):
        raise Refused("Others were merged into this topic; please take them apart first.")


def _bring_members(keep: Topic, drop: Topic, counts: Counts) -> tuple[list[int], list[int]]:
    """Lend what members hold of the topic; who asked it has the problem of the other one too."""
    followers = joining.lend(joining.FOLLOW, drop=drop, keep=keep)
    joining.add_up_drafts(drop=drop, keep=keep)
    for held in (*joining.QUIET, joining.DRAFT):
        joining.lend(held, drop=drop, keep=keep)
    if keep.kind != "question" or drop.kind != "question":
        return followers, []
    too = joining.lend(joining.ME_TOO, drop=drop, keep=keep, never=(keep.author_id,))
    too += _asker_too(keep, drop)
    counts.add(Topic, keep.id, me_too=len(too))
    return followers, too


def _asker_too(keep: Topic, drop: Topic) -> list[int]:
    """Let who asked the one have the problem of the other, and return them; their own question has counted them."""
    if drop.author_id is None or drop.author_id == keep.author_id:
        return []
    row = {"topic_id": keep.id, "member_id": drop.author_id, "at": drop.created_at}
    if not rows_changed(upsert(MeToo).values(row).on_conflict_do_nothing()):
        return []
    joining.remember(drop, joining.ME_TOO.kind, [drop.author_id])
    return [drop.author_id]


def _give_back_members(keep: Topic, drop: Topic, counts: Counts) -> None:
    for held in (joining.FOLLOW, *joining.QUIET):
        joining.give_back(held, drop=drop, keep=keep)
    joining.give_drafts_back(drop=drop, keep=keep)
    kept, dropped = joining.give_back(joining.ME_TOO, drop=drop, keep=keep)
    counts.add(Topic, keep.id, me_too=-kept)
    counts.add(Topic, drop.id, me_too=-dropped)


def _lead_on(keep: Topic, drop: Topic) -> None:
    """Let the duplicates of the one lead to the other."""
    duplicates = db.session.scalars(select(Topic.id).where(Topic.duplicate_of_id == drop.id)).all()
    joining.remember(drop, "duplicate", duplicates)
    db.session.execute(update(Topic).where(Topic.id.in_(duplicates)).values(duplicate_of_id=keep.id))


def _lead_back(keep: Topic, drop: Topic) -> None:
    these = Topic.id.in_(joining.remembered(drop, "duplicate"))
    db.session.execute(update(Topic).where(these, Topic.duplicate_of_id == keep.id).values(duplicate_of_id=drop.id))


def _restore(kept: Topic, topic: Topic, opening: Any, posts: Sequence[Any]) -> None:
    """Let the topic be as its posts are now, and strike the merge."""
    first = db.session.get_one(Post, opening.id, populate_existing=True)
    topic.merged_into_id, topic.hidden_at, topic.kudos = None, first.hidden_at, first.kudos
    topic.last_activity_at = max(topic.last_activity_at, *(post.created_at for post in posts))
    carrying.last_said(kept, posts)
    joining.forget(topic)


def _about(keep: Topic, drop: Topic) -> dict[str, int]:
    return {"topic_id": keep.id, "board_id": keep.board_id, "other_id": drop.id, "other_board_id": drop.board_id}
