"""Reads of the newest weeks by their days, as the interval of the health index draws them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from math import log2
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import and_, func, select

from community.accounts.models import Member
from community.forum import models as forum
from community.kernel.db import db
from community.kernel.page_views import PageView
from community.kernel.weeks import Week

from . import threads
from .models import Topic, TopicWeek
from .resampling import DAYS, Days, Numbers
from .threads import Said
from .topics import visible_posts
from .weekly import COMMUNITY, History, public_views


class _Tally:
    """The days of some weeks while rows are added to them."""

    def __init__(self, weeks: Sequence[Week], boards: Sequence[int], zone: ZoneInfo) -> None:
        self._zone = zone
        self._places = {week: n for n, week in enumerate(weeks)}
        self._boards = {board: n for n, board in enumerate(boards)}
        names = ("members", "content", "traffic", "response_sum", "opportunities", "interaction_sum", "threads")
        self.sums: dict[str, Numbers] = {name: np.zeros((len(weeks), DAYS)) for name in names}
        self.posts = np.zeros((len(weeks), len(boards), DAYS))

    def place(self, moment: datetime) -> tuple[int, int] | None:
        """Return which week and day a moment lies in; None outside of these weeks."""
        week = Week.of(moment, self._zone)
        if week not in self._places:
            return None
        return self._places[week], (moment.astimezone(self._zone).date() - week.monday).days

    def add(self, name: str, moment: datetime, value: float) -> None:
        if place := self.place(moment):
            self.sums[name][place] += value

    def add_posts(self, board: int, moment: datetime) -> None:
        if (place := self.place(moment)) and board in self._boards:
            self.posts[place[0], self._boards[board], place[1]] += 1

    def days(self, week: Week, boards: Sequence[int]) -> Days:
        n = self._places[week]
        there = [self._boards[board] for board in boards]
        return Days(**{name: values[n] for name, values in self.sums.items()}, posts=self.posts[n][there])


def days_of(past: History, count: int, zone: ZoneInfo) -> list[Days]:
    """Return the last `count` weeks of the history by their days."""
    weeks, boards = past.weeks[-count:], past.boards[-count:]
    tally = _Tally(weeks, sorted({board for there in boards for board in there}), zone)
    _add_members(tally, weeks, zone)
    _add_views(tally, weeks, zone)
    seen: dict[int, dict[Week, int]] = defaultdict(dict)
    for week, views in zip(weeks, past.views[-count:], strict=True):
        for topic_id, _posts, number in views.threads:
            seen[topic_id][week] = number
    for (topic_id, board_id, _kind), posts in visible_posts(_active_topics(weeks)):
        _add_thread(tally, board_id, posts, zone, seen[topic_id])
    return [tally.days(week, there) for week, there in zip(weeks, boards, strict=True)]


def _add_members(tally: _Tally, weeks: Sequence[Week], zone: ZoneInfo) -> None:
    between = (Member.joined_at >= weeks[0].start(zone), Member.joined_at < weeks[-1].end(zone))
    for moment in db.session.scalars(select(Member.joined_at).where(*between, COMMUNITY)):
        tally.add("members", moment, 1)


def _add_views(tally: _Tally, weeks: Sequence[Week], zone: ZoneInfo) -> None:
    between = (PageView.hour >= weeks[0].start(zone), PageView.hour < weeks[-1].end(zone))
    found = db.session.execute(
        select(PageView.hour, func.sum(PageView.human))
        .outerjoin(Topic, and_(PageView.kind == "topic", Topic.topic_id == PageView.thing_id))
        .outerjoin(forum.Board, forum.Board.id == Topic.board_id)
        .where(*between, public_views())
        .group_by(PageView.hour)
    )
    for hour, views in found:
        tally.add("traffic", hour, int(views))


def _active_topics(weeks: Sequence[Week]) -> Any:
    return (
        select(TopicWeek.topic_id)
        .join(forum.Board, forum.Board.id == TopicWeek.board_id)
        .where(TopicWeek.week >= weeks[0].monday, TopicWeek.week <= weeks[-1].monday)
        .where(forum.Board.visibility == "public")
    )


def _add_thread(tally: _Tally, board: int, posts: list[Said], zone: ZoneInfo, views: dict[Week, int]) -> None:
    for post, term in threads.responses(posts):
        tally.add("response_sum", post.at, term)
        tally.add("opportunities", post.at, 1)
    due = threads.overdue_at(posts, zone)
    if due:
        tally.add("opportunities", due, 1)
    cells = threads.weeks(posts, zone)
    begun: set[Week] = set()
    for post in sorted((p for p in posts if p.community), key=lambda p: (p.at, p.id)):
        week = Week.of(post.at, zone)
        tally.add_posts(board, post.at)
        tally.add("content", post.at, log2(1 + views.get(week, 0)))
        if week not in begun:
            begun.add(week)
            tally.add("threads", post.at, 1)
            tally.add("interaction_sum", post.at, cells[week].interaction)
