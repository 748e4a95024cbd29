"""Reads that other rooms may ask: somebody's standing, what stands beside names, and influence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from community.accounts.models import Member
from community.accounts.shown import Reputation
from community.forum.models import Board, Post, Topic
from community.kernel.auth import STAFF
from community.kernel.db import db

from . import influence as graphs
from . import record, tallies
from .scoring import Standing

REPLIES_OF = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class InfluenceRow:
    """What somebody weighs in the graph of the last 365 days; `percentile` is 0 to 1, and 0 for who helped nobody."""

    er: float
    page_rank: float
    z: float
    percentile: float
    helped: int
    answers: int
    asked: int
    first_help_at: datetime | None


@dataclass(frozen=True)
class Help:
    """In how many of the asker's questions the answerer replied, the first time when."""

    asker_id: int
    answerer_id: int
    threads: int
    first_at: datetime


def standing_of(member_id: int, at: datetime) -> Standing:
    """Return a member's standing as of a moment; employees and bots have none, which reads as 0."""
    return record.standing(tallies.earned_by(member_id, at).record, at.date())


def shown(at: datetime) -> dict[int, Reputation]:
    """Return what stands beside the names of all who earned something: the rank is the highest of 365 days."""
    day = at.date()
    return {
        member_id: Reputation(
            points=earned.points,
            standing=float(record.standing(earned.record, day).total),
            rank=record.highest(earned.record, day).rank,
        )
        for member_id, earned in tallies.earned_by_all(at)
    }


def influence(at: datetime) -> dict[int, InfluenceRow]:
    """Return everybody who asked or answered in the 365 days before `at`, where at least one reply connects them."""
    return influence_of(helps(at), asked(at))


def influence_of(found: Iterable[Help], questions: Mapping[int, int]) -> dict[int, InfluenceRow]:
    """Return the figures of everybody whom the replies connect."""
    edges = list(found)
    graph = graphs.graph((help_.asker_id, help_.answerer_id, help_.threads) for help_ in edges)
    experts, pages = graphs.expertise_rank(graph), graphs.page_rank(graph)
    people = Counter(help_.answerer_id for help_ in edges)
    places = graphs.percentiles(experts, people)
    answers: Counter[int] = Counter()
    first: dict[int, datetime] = {}
    for help_ in edges:
        answers[help_.answerer_id] += help_.threads
        first[help_.answerer_id] = min(help_.first_at, first.get(help_.answerer_id, help_.first_at))
    return {
        member_id: InfluenceRow(
            er=experts[member_id],
            page_rank=pages[member_id],
            z=round(graphs.z_score(answers[member_id], questions.get(member_id, 0)), graphs.DECIMALS),
            percentile=places[member_id],
            helped=people[member_id],
            answers=answers[member_id],
            asked=questions.get(member_id, 0),
            first_help_at=first.get(member_id),
        )
        for member_id in experts
    }


def place(member_id: int, row: InfluenceRow) -> tuple[float, float, int]:
    """Return the key by which people are ranked: the higher score, then the earlier first help, then the lower id."""
    return -row.er, row.first_help_at.timestamp() if row.first_help_at else inf, member_id


def helps(at: datetime) -> list[Help]:
    """Return who replied to whose questions on public boards, without employees, bots and hidden words."""
    asker, answerer = aliased(Member), aliased(Member)
    threads = func.count(Topic.id.distinct())
    replies = (
        select(Topic.author_id, Post.author_id, threads, func.min(Post.created_at))
        .join(Topic, Topic.id == Post.topic_id)
        .join(Board, Board.id == Topic.board_id)
        .join(asker, asker.id == Topic.author_id)
        .join(answerer, answerer.id == Post.author_id)
        .where(*_public_questions(), Post.kind == "answer", Post.hidden_at.is_(None))
        .where(Post.created_at >= at - REPLIES_OF, Post.created_at < at)
        .where(asker.role.not_in(STAFF), answerer.role.not_in(STAFF))
        .where(asker.is_bot.is_(False), answerer.is_bot.is_(False), asker.id != answerer.id)
        .group_by(Topic.author_id, Post.author_id)
        .order_by(Topic.author_id, Post.author_id)
    )
    found: Iterable[Any] = db.session.execute(replies)
    return [Help(*row) for row in found]


def asked(at: datetime) -> dict[int, int]:
    """Return how many questions each member asked on public boards in the 365 days before `at`."""
    questions = (
        select(Topic.author_id, func.count())
        .join(Board, Board.id == Topic.board_id)
        .where(*_public_questions(), Topic.author_id.is_not(None))
        .where(Topic.created_at >= at - REPLIES_OF, Topic.created_at < at)
        .group_by(Topic.author_id)
    )
    return {author_id: number for author_id, number in db.session.execute(questions) if author_id is not None}


def _public_questions() -> tuple[ColumnElement[bool], ...]:
    return Topic.kind == "question", Topic.hidden_at.is_(None), Board.visibility == "public", Board.kind != "social"
