"""Splitting: a moderator lets answers, with the comments under them, go on as a topic of their own."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import literal, select

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import excerpt, plain
from community.kernel.texts import slugify

from .. import rules
from ..events import TopicSplit
from ..intake.counts import Counts
from ..models import Board, Follow, Post, Topic
from . import carrying
from .drafts import hand_over, title_of
from .holding import alone
from .topics import EXCERPT_LENGTH


def split_topic(*, topic: Topic, post_ids: Collection[int], board: Board, title: str, by: Viewer) -> Topic:
    """Make a topic of these answers, the earliest as its opening; their addresses lead there."""
    rules.moderators_only(by)
    alone(topic)
    rules.may_put_on(board, by)
    if topic.merged_into_id:
        raise Refused("This topic was merged into another; please split that one.")
    posts = carrying.with_comments(topic, sorted(post_ids))
    first = _first(posts, post_ids)
    head = title_of(title, by)
    made = _begun(topic, board, head.text, first, posts)
    counts = Counts()
    carrying.carry(posts, counts, source=topic, target=made)
    carrying.open_with(first, counts, made)
    counts.reach(Board, board.id, made.last_activity_at)
    carrying.last_said(topic, posts)
    _let_follow(topic, made, posts)
    ids = {"opening_id": first.id, "post_ids": tuple(post.id for post in posts)}
    places = {"topic_id": topic.id, "board_id": topic.board_id, "other_id": made.id, "other_board_id": board.id}
    publish(TopicSplit(**places, **ids, by=by.member_id))
    carrying.settle(counts, topic, made)
    if topic.board_id != board.id:
        carrying.last_said_on(topic.board_id, made.last_activity_at)
    hand_over([head], db.session.get_one(Post, first.id, populate_existing=True))
    return made


def _first(posts: Sequence[Any], post_ids: Collection[int]) -> Any:
    answers = [post for post in posts if post.kind == "answer"]
    if not answers or set(post_ids) - {post.id for post in answers}:
        raise Refused("Please choose answers of this topic; the comments under them go along.")
    first = answers[0]
    if first.hidden_at:
        raise Refused("A hidden post cannot open a topic; please choose a visible one that came before it.")
    if first.accepted_at:
        raise Refused(
            "An accepted answer cannot open a topic; take that mark back first, or choose an earlier one too."
        )
    return first


def _begun(topic: Topic, board: Board, title: str, first: Any, posts: Sequence[Any]) -> Topic:
    """Return the new topic, begun when and by whom its first post was written; its counters follow."""
    post = db.session.get_one(Post, first.id)
    kind = "discussion" if topic.kind == "announcement" else rules.kind_on(board, topic.kind)
    made = Topic(board_id=board.id, author_id=post.author_id, author_name=post.author_name, kind=kind)
    made.title, made.slug = title, slugify(title)
    made.excerpt = excerpt(plain(post.html), EXCERPT_LENGTH)
    made.created_at, made.last_activity_at = post.created_at, max(p.created_at for p in posts)
    made.kudos, made.split_from_id = post.kudos, topic.id
    db.session.add(made)
    db.session.flush()
    return made


def _let_follow(topic: Topic, made: Topic, posts: Sequence[Any]) -> None:
    """Let who wrote these posts and follows the topic follow the new one, and who begins it by now."""
    follows = table_of(Follow)
    writers = [post.author_id for post in posts if post.author_id]
    those = (follows.c.kind == "topic", follows.c.thing_id == topic.id, follows.c.member_id.in_(writers))
    row = select(follows.c.member_id, literal("topic"), literal(made.id), literal(clock.now(), follows.c.at.type))
    names = ["member_id", "kind", "thing_id", "at"]
    db.session.execute(upsert(Follow).from_select(names, row.where(*those)).on_conflict_do_nothing())
    if made.author_id:
        own = {"member_id": made.author_id, "kind": "topic", "thing_id": made.id, "at": clock.now()}
        db.session.execute(upsert(Follow).values(own).on_conflict_do_nothing())
