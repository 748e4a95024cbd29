"""Reads of one idea: its text, its log of moves, its comments, and its heat of now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from community.accounts import authors
from community.accounts.models import Member
from community.forum.rules import is_moderator
from community.kernel import clock, paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from . import queries, rules
from .models import Comment, Idea, Move
from .rows import CommentRow, Heat, IdeaRow, MoveRow

COMMENTS_PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class IdeaPage:
    """An idea as its page shows it; the newest move stands first."""

    idea: IdeaRow
    html: str
    hidden_reason: str | None
    moves: list[MoveRow]
    comments: Page[CommentRow]
    heat: Heat


def row_by_id(idea_id: int, viewer: Viewer) -> IdeaRow | None:
    """Return the idea if the viewer may see it."""
    row = db.session.execute(queries.visible_ideas(viewer).where(Idea.id == idea_id)).one_or_none()
    return queries.with_own_votes([queries.idea_row(row)], viewer)[0] if row else None


def idea_for_change(idea_id: int, viewer: Viewer) -> Idea | None:
    """Return the idea to be changed, if the viewer may see it."""
    return db.session.scalar(queries.visible_ideas(viewer, Idea).where(Idea.id == idea_id))


def comment_for_change(comment_id: int, viewer: Viewer) -> tuple[Comment, Idea] | None:
    """Return a comment with its idea, if the viewer may see both."""
    query = queries.visible_ideas(viewer, Comment, Idea).join(Comment, Comment.idea_id == Idea.id)
    if not is_moderator(viewer):
        query = query.where(Comment.hidden_at.is_(None))
    row = db.session.execute(query.where(Comment.id == comment_id)).one_or_none()
    return (row[0], row[1]) if row else None


def idea_page(row: IdeaRow, viewer: Viewer, *, after: str | None = None, size: int = COMMENTS_PER_PAGE) -> IdeaPage:
    """Return what the page of the idea shows."""
    written = select(Idea.html, Idea.hidden_reason).where(Idea.id == row.id)
    html, hidden_reason = db.session.execute(written).one()
    heat = queries.heats(viewer, clock.now(), [Idea.id == row.id]).get(row.id)
    return IdeaPage(
        idea=row,
        html=html,
        hidden_reason=hidden_reason,
        moves=moves(row.id),
        comments=comments(row.id, viewer, after=after, size=size),
        heat=heat or Heat(votes=0, comments=0, age_hours=rules.age_in_hours(row.created_at, clock.now())),
    )


def moves(idea_id: int) -> list[MoveRow]:
    """Return the idea's log, the newest move first."""
    columns = (Move.at, Move.from_status, Move.to_status, Move.reason, Move.html, *authors.COLUMNS)
    found = db.session.execute(
        select(*columns)
        .outerjoin(Member, Member.id == Move.by_id)
        .where(Move.idea_id == idea_id)
        .order_by(Move.at.desc(), Move.id.desc())
    )
    return [_move(row) for row in found]


def _move(row: Any) -> MoveRow:
    return MoveRow(
        by=authors.author(row.id, row.name, row.handle, row.role, None),
        at=row.at,
        from_status=row.from_status,
        to_status=row.to_status,
        reason=row.reason,
        html=row.html,
    )


def comments(
    idea_id: int, viewer: Viewer, *, after: str | None = None, size: int = COMMENTS_PER_PAGE
) -> Page[CommentRow]:
    """Return a page of the idea's comments, the oldest first; moderators see the hidden ones too."""
    query = _comments().where(Comment.idea_id == idea_id)
    if not is_moderator(viewer):
        query = query.where(Comment.hidden_at.is_(None))
    if after:
        query = query.where(_later(after))
    found = db.session.execute(query.order_by(Comment.created_at, Comment.id).limit(size + 1))
    return paging.page_of([_comment(row) for row in found], size, lambda row: (row.created_at, row.id))


def _later(key: str) -> ColumnElement[bool]:
    moment, number = paging.decode(key, (datetime, int))
    return or_(Comment.created_at > moment, and_(Comment.created_at == moment, Comment.id > number))


def _comments() -> Any:
    return select(
        *(Comment.id, Comment.html, Comment.created_at, Comment.hidden_at, Comment.hidden_reason),
        Member.id.label("member_id"),
        Member.name.label("member_name"),
        *(Member.handle, Member.role),
    ).outerjoin(Member, Member.id == Comment.author_id)


def _comment(row: Any) -> CommentRow:
    return CommentRow(
        id=row.id,
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, None),
        html=row.html,
        created_at=row.created_at,
        hidden=row.hidden_at is not None,
        hidden_reason=row.hidden_reason,
    )


def key_before(comment: Comment) -> str | None:
    """Return the key of the page on which the comment stands; None for the first page."""
    earlier = (Comment.idea_id == comment.idea_id, Comment.id < comment.id)
    before = db.session.scalar(select(func.count()).select_from(Comment).where(*earlier)) or 0
    if before < COMMENTS_PER_PAGE:
        return None
    just_before = select(Comment.created_at, Comment.id).where(*earlier)
    last = db.session.execute(just_before.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(1)).one()
    return paging.encode((last.created_at, last.id))
