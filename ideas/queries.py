"""Reads of the room's lists: ideas by people, new and hot; votes and the budget."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, distinct, func, or_, select

from community.accounts import authors
from community.accounts.models import Member
from community.forum import seeing
from community.forum.rules import is_moderator
from community.kernel import clock, paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.paging import Page

from . import rules
from .groups import KEPT_ID, Part
from .models import Comment, Idea, Vote
from .rows import Heat, IdeaRow

IDEAS_PER_PAGE = 30
LONGEST_WALK = timedelta(days=1)  # how long the pages of one hot list hang together

_IDEA_COLUMNS: tuple[Any, ...] = (
    *(Idea.id, Idea.title, Idea.slug, Idea.excerpt, Idea.created_at, Idea.status, Idea.status_since),
    *(Idea.votes, Idea.comments, Idea.hidden_at),
    Member.id.label("member_id"),
    Member.name.label("member_name"),
    *(Member.handle, Member.role),
)


def ideas(
    viewer: Viewer,
    *,
    sort: rules.Sort = "people",
    state: rules.State = "open",
    after: str | None = None,
    size: int = IDEAS_PER_PAGE,
) -> Page[IdeaRow]:
    """Return a page of the ideas in `state` that the viewer may see: most people, newest, or hottest first."""
    narrowed = [Idea.status.in_(rules.statuses_in(state))]
    if sort == "hot":
        return _hot(viewer, narrowed, after, size)
    query = visible_ideas(viewer).where(*narrowed)
    if sort == "new":
        query = query.order_by(Idea.created_at.desc(), Idea.id.desc())
        beyond = paging.after((Idea.created_at, Idea.id), after, descending=True) if after else None
    else:
        query = query.order_by(Idea.votes.desc(), Idea.id)  # of equals, the one that came first
        beyond = _fewer_votes(after) if after else None
    if beyond is not None:
        query = query.where(beyond)
    rows = [idea_row(row) for row in db.session.execute(query.limit(size + 1))]
    page = paging.page_of(rows, size, lambda row: (row.created_at if sort == "new" else row.votes, row.id))
    return Page(with_own_votes(page.rows, viewer), page.next_key)


def _fewer_votes(key: str) -> ColumnElement[bool]:
    votes, idea_id = paging.decode(key, (int, int))
    return or_(Idea.votes < votes, and_(Idea.votes == votes, Idea.id > idea_id))


def _hot(viewer: Viewer, narrowed: Sequence[ColumnElement[bool]], after: str | None, size: int) -> Page[IdeaRow]:
    """Return a page of what was voted for or talked about lately; later pages stand at the first one's moment."""
    moment, bound = _walk(after)
    found_heats = heats(viewer, moment, narrowed)
    ranked = sorted((-heat.millionths, id_) for id_, heat in found_heats.items())
    page = paging.page_of([row for row in ranked if bound is None or row > bound], size, lambda row: (moment, *row))
    heat_of = {id_: found_heats[id_] for _cold, id_ in page.rows}
    query = visible_ideas(viewer).where(Idea.id.in_(heat_of))
    found = {row.id: idea_row(row) for row in db.session.execute(query)}
    rows = [replace(found[id_], heat=heat) for id_, heat in heat_of.items() if id_ in found]
    return Page(with_own_votes(rows, viewer), page.next_key)


def _walk(key: str | None) -> tuple[datetime, tuple[int, int] | None]:
    """Return the moment at which a walk through the hot list began, and where it stands."""
    now = clock.now()
    if not key:
        return now, None
    moment, cold, idea_id = paging.decode(key, (datetime, int, int))
    if not now - LONGEST_WALK <= moment <= now:
        raise Refused("This page is of another day; go back to the list's beginning.")
    return moment, (cold, idea_id)


def heats(viewer: Viewer, moment: datetime, narrowed: Sequence[ColumnElement[bool]] = ()) -> Mapping[int, Heat]:
    """Return by id the heat of each idea with a vote or comment in the seven days up to `moment`."""
    votes, comments = _recent(Vote.idea_id, Vote.at, moment), _recent(Comment.idea_id, Comment.created_at, moment)
    voted, said = func.coalesce(votes.c.number, 0), func.coalesce(comments.c.number, 0)
    found = db.session.execute(
        visible_ideas(viewer, Idea.id, Idea.created_at, voted.label("voted"), said.label("said"))
        .outerjoin(votes, votes.c.idea_id == Idea.id)
        .outerjoin(comments, comments.c.idea_id == Idea.id)
        .where(voted + said > 0, *narrowed)
    )
    return {row.id: _heat(row, moment) for row in found}


def _heat(row: Any, moment: datetime) -> Heat:
    age = rules.age_in_hours(row.created_at, moment)
    return Heat(votes=row.voted, comments=row.said, age_hours=age)


def _recent(idea_id: Any, at: Any, moment: datetime) -> Subquery:
    """Return how often each idea occurs in a table within the seven days up to `moment`."""
    said = idea_id.class_ is Comment
    number = func.count() if said else func.count(distinct(Vote.member_id))
    lately = select(KEPT_ID.label("idea_id"), number.label("number")).select_from(idea_id.class_)
    lately = lately.join(Part, Part.id == idea_id)
    lately = lately.where(at > moment - rules.RECENT, at <= moment)
    if said:
        lately = lately.where(Comment.hidden_at.is_(None))
    return lately.group_by(KEPT_ID).subquery()


def visible_ideas(viewer: Viewer, *columns: Any, or_own: bool = False) -> Select[Any]:
    """Return the query of all ideas that the viewer may see, with the columns of an IdeaRow (or `columns`).

    An idea that was merged is seen under the one that it was merged into. With `or_own` come the
    viewer's own hidden ones.
    """
    query = select(*(columns or _IDEA_COLUMNS)).select_from(Idea).outerjoin(Member, Member.id == Idea.author_id)
    query = query.where(Idea.merged_into_id.is_(None))
    return query.where(seeing.shown_to(viewer, Idea) if or_own or is_moderator(viewer) else Idea.hidden_at.is_(None))


def idea_row(row: Any) -> IdeaRow:
    """Return the idea of a row of `visible_ideas`."""
    names = ("id", "title", "slug", "excerpt", "created_at", "status", "status_since", "votes", "comments")
    return IdeaRow(
        **{name: getattr(row, name) for name in names},
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, None),
        hidden=row.hidden_at is not None,
    )


def with_own_votes(rows: Sequence[IdeaRow], viewer: Viewer) -> list[IdeaRow]:
    """Return the rows, each knowing whether the viewer votes for it; one query for all."""
    mine = voted_among(viewer, [row.id for row in rows])
    return [replace(row, voted=row.id in mine) for row in rows]


def voted_among(viewer: Viewer, idea_ids: Collection[int]) -> set[int]:
    """Return those of the ideas that the viewer votes for."""
    if viewer.member_id is None or not idea_ids:
        return set()
    mine = select(KEPT_ID).join(Vote, Vote.idea_id == Part.id).where(Vote.member_id == viewer.member_id)
    return set(db.session.scalars(mine.where(KEPT_ID.in_(idea_ids))))


def live_votes(viewer: Viewer) -> int:
    """Return how many votes of the viewer's budget are in use: those on open ideas that are not hidden."""
    live = (Vote.member_id == viewer.member_id, Idea.status.in_(rules.OPEN), Idea.hidden_at.is_(None))
    wanted = select(func.count(distinct(Idea.id))).select_from(Vote).join(Part, Part.id == Vote.idea_id)
    return db.session.scalar(wanted.join(Idea, Idea.id == KEPT_ID).where(*live)) or 0


def voted_by(viewer: Viewer, *, after: str | None = None, size: int = IDEAS_PER_PAGE) -> Page[IdeaRow]:
    """Return the ideas that the viewer votes for, the latest vote first."""
    mine = select(KEPT_ID.label("idea_id"), func.min(Vote.at).label("at")).join(Vote, Vote.idea_id == Part.id)
    wanted = mine.where(Vote.member_id == viewer.member_id).group_by(KEPT_ID).subquery()
    query = visible_ideas(viewer, *_IDEA_COLUMNS, wanted.c.at.label("voted_at"))
    query = query.join(wanted, wanted.c.idea_id == Idea.id)
    if after:
        query = query.where(paging.after((wanted.c.at, Idea.id), after, descending=True))
    found = db.session.execute(query.order_by(wanted.c.at.desc(), Idea.id.desc()).limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: (row.voted_at, row.id))
    return Page([replace(idea_row(row), voted=True) for row in page.rows], page.next_key)


def by_author(member_id: int, viewer: Viewer, *, after: str | None = None, size: int = 10) -> Page[IdeaRow]:
    """Return a page of a member's ideas that the viewer may see, the newest first."""
    order: Any = (Idea.created_at, Idea.id)
    query = visible_ideas(viewer).where(Idea.author_id == member_id)
    if after:
        query = query.where(paging.after(order, after, descending=True))
    found = db.session.execute(query.order_by(*(column.desc() for column in order)).limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: (row.created_at, row.id))
    return Page([idea_row(row) for row in page.rows], page.next_key)
