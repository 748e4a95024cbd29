"""Counters counted anew from the rows they stand for."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select, update

from community.accounts.models import Member
from community.kernel import db as kernel_db
from community.kernel.db import Model

from .models import Board, Follow, MeToo, Post, Topic, Verdict, Vote

_SHOWN = Post.hidden_at.is_(None)
_STANDS = (Topic.hidden_at.is_(None), Topic.merged_into_id.is_(None))


def _number(*conditions: ColumnElement[bool], of: Any = Post) -> ScalarSelect[int]:
    return select(func.count()).select_from(of).where(*conditions).scalar_subquery()


def _counters() -> list[tuple[type[Model], Any, Any]]:
    """Return (table, column, what it should be) for every counter of the forum."""
    answers = (Post.kind == "answer", _SHOWN)
    kudos = _number(Vote.post_id == Post.id, Vote.value == 1, of=Vote)
    opening_kudos = select(Post.kudos).where(Post.topic_id == Topic.id, Post.kind == "opening").scalar_subquery()
    of_board = select(Topic.id).where(Topic.board_id == Board.id).correlate(Board)  # two levels down
    received = select(func.coalesce(func.sum(Post.kudos), 0)).where(Post.author_id == Member.id).scalar_subquery()
    solved = (Post.accepted_at.is_not(None), Post.author_id == Member.id, _SHOWN)
    own = select(Topic.id).where(Topic.author_id == Member.id).correlate(Member)
    return [
        (Post, Post.kudos, kudos),
        (Post, Post.downvotes, _number(Vote.post_id == Post.id, Vote.value == -1, of=Vote)),
        (Post, Post.worked, _number(Verdict.post_id == Post.id, Verdict.worked.is_(True), of=Verdict)),
        (Post, Post.failed, _number(Verdict.post_id == Post.id, Verdict.worked.is_(False), of=Verdict)),
        (Topic, Topic.me_too, _number(MeToo.topic_id == Topic.id, of=MeToo)),
        (Topic, Topic.replies, _number(Post.topic_id == Topic.id, *answers)),
        (Topic, Topic.accepted, _number(Post.topic_id == Topic.id, Post.accepted_at.is_not(None), _SHOWN)),
        (Topic, Topic.kudos, opening_kudos),
        (Board, Board.topics, _number(Topic.board_id == Board.id, *_STANDS, of=Topic)),
        (Board, Board.posts, _number(Post.topic_id.in_(of_board), _SHOWN)),
        (Member, Member.topics, _number(Topic.author_id == Member.id, *_STANDS, of=Topic)),
        (Member, Member.replies, _number(Post.author_id == Member.id, *answers)),
        (Member, Member.accepted, _number(*solved, Post.topic_id.not_in(own))),
        (Member, Member.kudos, received),
        (Member, Member.followers, _number(Follow.kind == "member", Follow.thing_id == Member.id, of=Follow)),
    ]


def recount() -> Iterator[tuple[str, int]]:
    """Mend each counter that differs; yield its name and how many rows were mended."""
    for table, column, truth in _counters():
        with kernel_db.writing() as session:
            mended = session.execute(update(table).where(column != truth).values({column.key: truth}))
            yield f"{table.__tablename__}.{column.key}", mended.rowcount
