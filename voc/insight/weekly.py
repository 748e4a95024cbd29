"""Reads of weeks: the raw values of the health factors, week by week, from sums and never from the whole history."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, Subquery, and_, case, func, literal, or_, select, union_all

from community.accounts.models import Member
from community.forum import models as forum
from community.kernel.auth import STAFF
from community.kernel.db import UtcDateTime, db
from community.kernel.page_views import PageView
from community.kernel.weeks import Week
from ideas.models import Idea

from . import health
from .models import OpenedBoard, Topic, TopicWeek

POSTS = TopicWeek.opened + TopicWeek.answers + TopicWeek.comments
COMMUNITY = and_(Member.role.not_in(STAFF), Member.is_bot.is_(False))
_PUBLIC = forum.Board.visibility == "public"
_SUMMED: dict[str, Any] = {
    "topics": TopicWeek.opened,
    "answers": TopicWeek.answers,
    "comments": TopicWeek.comments,
    "threads": case((POSTS > 0, 1), else_=0),
    "interaction_sum": case((POSTS > 0, TopicWeek.interaction), else_=0.0),
    "responses": TopicWeek.responses,
    "response_sum": TopicWeek.response_sum,
    "overdue": TopicWeek.overdue,
    "staff_topics": TopicWeek.staff_opened,
    "staff_answers": TopicWeek.staff_answers,
    "staff_comments": TopicWeek.staff_comments,
}


@dataclass(slots=True)
class Sums:
    """One week of the public boards in sums; `by_board` are the community's posts."""

    topics: int = 0
    answers: int = 0
    comments: int = 0
    threads: int = 0
    interaction_sum: float = 0.0
    responses: int = 0
    response_sum: float = 0.0
    overdue: int = 0
    staff_topics: int = 0
    staff_answers: int = 0
    staff_comments: int = 0
    by_board: dict[int, int] = field(default_factory=dict)

    @property
    def posts(self) -> int:
        return self.topics + self.answers + self.comments

    @property
    def staff_posts(self) -> int:
        return self.staff_topics + self.staff_answers + self.staff_comments


@dataclass(frozen=True, kw_only=True)
class Views:
    """Human page views: in all, and per topic beside the posts that the community wrote in it that week."""

    total: int = 0
    threads: tuple[tuple[int, int, int], ...] = ()  # topic id, posts, views


@dataclass(frozen=True, kw_only=True)
class Beginnings:
    """The first week of which each source tells anything; None where it tells nothing."""

    members: Week | None
    posts: Week | None
    staff: Week | None
    views: Week | None
    ideas: Week | None

    @property
    def anything(self) -> Week | None:
        return min(filter(None, (self.members, self.posts, self.staff, self.views, self.ideas)), default=None)


@dataclass(frozen=True, kw_only=True)
class History:
    """Consecutive weeks, oldest first, with what each of them held."""

    weeks: tuple[Week, ...]
    sums: tuple[Sums, ...]
    views: tuple[Views, ...]
    members: tuple[int, ...]
    boards: tuple[tuple[int, ...], ...]  # the ids of the public boards there were
    began: Beginnings

    def series(self, factor: health.Factor) -> list[float | None]:
        """Return the raw values of a factor; None in weeks of which nothing is known."""
        return [_raw(self, factor, n) for n in range(len(self.weeks))]


def history(week: Week, count: int, zone: ZoneInfo) -> History:
    """Return the `count` weeks that end with `week`."""
    weeks = week.back(count)
    sums = sums_of(weeks)
    views = views_of(weeks, zone)
    members = new_members(weeks, zone)
    since = boards_since()
    return History(
        weeks=tuple(weeks),
        sums=tuple(sums[w] for w in weeks),
        views=tuple(views[w] for w in weeks),
        members=tuple(members[w] for w in weeks),
        boards=tuple(tuple(b for b, at in since.items() if at < w.end(zone)) for w in weeks),
        began=beginnings(zone),
    )


def _raw(of: History, factor: health.Factor, n: int) -> float | None:
    week, sums, began = of.weeks[n], of.sums[n], of.began
    counts_views = began.views is not None and began.views <= week
    match factor:
        case "members":
            return of.members[n] if began.members is not None and began.members <= week else None
        case "content":
            known = counts_views and began.posts is not None and began.posts <= week
            return health.content((posts, views) for _topic, posts, views in of.views[n].threads) if known else None
        case "traffic":
            return of.views[n].total if counts_views else None
        case "responsiveness":
            return health.responsiveness(sums.response_sum, sums.responses, sums.overdue)
        case "interaction":
            return sums.interaction_sum / sums.threads if sums.threads else None
        case "liveliness":
            boards = of.boards[n] if began.posts is not None and began.posts <= week else ()
            return health.liveliness([sums.by_board.get(board, 0) for board in boards])


def sums_of(weeks: Sequence[Week]) -> dict[Week, Sums]:
    """Return the sums of each week over the boards that everybody may read now."""
    found = db.session.execute(
        select(
            TopicWeek.week,
            TopicWeek.board_id,
            func.sum(POSTS).label("posts"),
            *(func.sum(column).label(name) for name, column in _SUMMED.items()),
        )
        .join(forum.Board, forum.Board.id == TopicWeek.board_id)
        .where(TopicWeek.week >= weeks[0].monday, TopicWeek.week <= weeks[-1].monday, _PUBLIC)
        .group_by(TopicWeek.week, TopicWeek.board_id)
        .order_by(TopicWeek.week, TopicWeek.board_id)
    )
    summed: dict[Week, Sums] = defaultdict(Sums)
    for row in found:
        sums = summed[Week(row.week)]
        sums.by_board[row.board_id] = int(row.posts)
        for name in _SUMMED:
            setattr(sums, name, getattr(sums, name) + getattr(row, name))
    return summed


def views_of(weeks: Sequence[Week], zone: ZoneInfo) -> dict[Week, Views]:
    """Return the human page views of each week: of what everybody may read, robots out."""
    bounds = bounds_of(weeks, zone)
    found = db.session.execute(
        select(
            bounds.c.monday,
            PageView.kind,
            PageView.thing_id,
            func.sum(PageView.human).label("views"),
            func.coalesce(func.max(POSTS), 0).label("posts"),
        )
        .join(PageView, and_(PageView.hour >= bounds.c.start, PageView.hour < bounds.c.end))
        .outerjoin(Topic, and_(PageView.kind == "topic", Topic.topic_id == PageView.thing_id))
        .outerjoin(forum.Board, forum.Board.id == Topic.board_id)
        .outerjoin(TopicWeek, and_(TopicWeek.topic_id == Topic.topic_id, TopicWeek.week == bounds.c.monday))
        .where(public_views())
        .group_by(bounds.c.monday, PageView.kind, PageView.thing_id)
        .order_by(bounds.c.monday, PageView.kind, PageView.thing_id)
    )
    threads: dict[Week, list[tuple[int, int, int]]] = defaultdict(list)
    totals: dict[Week, int] = defaultdict(int)
    for monday, kind, thing_id, views, posts in found:
        totals[Week(monday)] += int(views)
        if kind == "topic" and posts:
            threads[Week(monday)].append((thing_id, int(posts), int(views)))
    return defaultdict(Views, {w: Views(total=n, threads=tuple(threads[w])) for w, n in totals.items()})


def views_by_thing(start: datetime, end: datetime) -> dict[tuple[str, int], int]:
    """Return the human page views of [start, end) by (kind, id) of what everybody may read, the most viewed first."""
    views = func.sum(PageView.human)
    found = db.session.execute(
        select(PageView.kind, PageView.thing_id, views)
        .outerjoin(Topic, and_(PageView.kind == "topic", Topic.topic_id == PageView.thing_id))
        .outerjoin(forum.Board, forum.Board.id == Topic.board_id)
        .where(PageView.hour >= start, PageView.hour < end, public_views())
        .group_by(PageView.kind, PageView.thing_id)
        .order_by(views.desc(), PageView.kind, PageView.thing_id)
    )
    return {(kind, thing_id): int(number) for kind, thing_id, number in found}


def cells_of(week: Week) -> Sequence[Any]:
    """Return the rows of one week's topics on public boards, each with its `posts`."""
    return db.session.execute(
        select(
            *(TopicWeek.topic_id, TopicWeek.participants, TopicWeek.depth, TopicWeek.interaction),
            *(TopicWeek.responses, TopicWeek.response_sum, TopicWeek.overdue, POSTS.label("posts")),
        )
        .join(forum.Board, forum.Board.id == TopicWeek.board_id)
        .where(TopicWeek.week == week.monday, _PUBLIC)
        .order_by(TopicWeek.topic_id)
    ).all()


def public_views() -> ColumnElement[bool]:
    """Return the condition for views of what everybody may read; it wants Topic and Board joined."""
    return or_(PageView.kind != "topic", _PUBLIC)


def new_members(weeks: Sequence[Week], zone: ZoneInfo) -> dict[Week, int]:
    """Return how many accounts of neither employees nor bots were created in each week."""
    bounds = bounds_of(weeks, zone)
    found = db.session.execute(
        select(bounds.c.monday, func.count(Member.id))
        .join(Member, and_(Member.joined_at >= bounds.c.start, Member.joined_at < bounds.c.end))
        .where(COMMUNITY)
        .group_by(bounds.c.monday)
    )
    return defaultdict(int, {Week(monday): number for monday, number in found})


def boards_since() -> dict[int, datetime]:
    """Return since when each public board is there: since it was opened, or since an import's first topic on it."""
    first = select(func.min(forum.Topic.created_at)).where(forum.Topic.board_id == forum.Board.id).scalar_subquery()
    found = db.session.execute(
        select(forum.Board.id, OpenedBoard.opened_at, first)
        .outerjoin(OpenedBoard, OpenedBoard.board_id == forum.Board.id)
        .where(_PUBLIC)
        .order_by(forum.Board.id)
    )
    return {board: min(filter(None, moments)) for board, *moments in found if any(moments)}


def beginnings(zone: ZoneInfo) -> Beginnings:
    """Return the first weeks of accounts, posts, employees' posts, counted page views, and ideas."""
    joined = db.session.scalar(select(func.min(Member.joined_at)).where(COMMUNITY))
    posts = db.session.scalar(select(func.min(TopicWeek.week)).where(POSTS > 0))
    # Each employee's first post stands in an index; of a long history without any, nothing need be read.
    first = select(func.min(forum.Post.created_at)).where(forum.Post.author_id == Member.id).scalar_subquery()
    staff = db.session.scalar(select(func.min(first)).where(Member.role.in_(STAFF), Member.is_bot.is_(False)))
    hour = db.session.scalar(select(func.min(PageView.hour)))
    idea = db.session.scalar(select(func.min(Idea.created_at)).where(Idea.hidden_at.is_(None)))
    return Beginnings(
        members=Week.of(joined, zone) if joined else None,
        posts=Week(posts) if posts else None,
        staff=Week.of(staff, zone) if staff else None,
        views=Week.of(hour, zone) if hour else None,
        ideas=Week.of(idea, zone) if idea else None,
    )


def bounds_of(weeks: Sequence[Week], zone: ZoneInfo) -> Subquery:
    """Return the weeks as rows (monday, start, end) to join moments with: 167, 168 or 169 hours each."""
    rows = [
        select(
            literal(week.monday, Date()).label("monday"),
            literal(week.start(zone), UtcDateTime()).label("start"),
            literal(week.end(zone), UtcDateTime()).label("end"),
        )
        for week in weeks
    ]
    return union_all(*rows).subquery("weeks")
