"""Reads of one idea: its text, its log of moves, its comments, and its heat of now."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select, tuple_

from community.accounts import authors
from community.accounts.models import Member
from community.forum import removed, seeing
from community.forum.rules import is_moderator
from community.kernel import clock, paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.paging import Page

from . import queries, rules
from .groups import KEPT_ID, Part, kept_id_of, parts_of
from .models import Comment, Idea, Move
from .rows import CommentRow, Heat, IdeaRow, MergedRow, MoveRow

COMMENTS_PER_PAGE = 50
_PLACE: Any = (Comment.created_at, Comment.id)


@dataclass(frozen=True, kw_only=True)
class IdeaPage:
    """An idea as its page shows it; the newest move stands first."""

    idea: IdeaRow
    html: str
    hidden_reason: str | None
    moves: list[MoveRow]
    comments: Page[CommentRow]
    heat: Heat
    merged: list[MergedRow]


def row_by_id(idea_id: int, viewer: Viewer) -> IdeaRow | None:
    """Return the idea if the viewer may see it; for one that was merged, the idea that it was merged into."""
    query = queries.visible_ideas(viewer, or_own=True).where(Idea.id == kept_id_of(idea_id))
    row = db.session.execute(query).one_or_none()
    return queries.with_own_votes([queries.idea_row(row)], viewer)[0] if row else None


def idea_for_change(idea_id: int, viewer: Viewer) -> Idea | None:
    """Return the idea to be changed, if the viewer may see it; for one that was merged, the one it was merged into."""
    return db.session.scalar(queries.visible_ideas(viewer, Idea, or_own=True).where(Idea.id == kept_id_of(idea_id)))


def tell_if_removed(idea_id: int) -> None:
    """Raise Removed if a moderator took the idea out of sight; what a check holds was hidden by nobody."""
    removed.tell(Idea, Idea.id == kept_id_of(idea_id))


def part_for_change(idea_id: int) -> Idea | None:
    """Return the idea itself, even if it was merged into another."""
    return db.session.get(Idea, idea_id)


def comment_for_change(comment_id: int, viewer: Viewer) -> tuple[Comment, Idea] | None:
    """Return a comment with the idea under which it is seen, if the viewer may see both."""
    query = queries.visible_ideas(viewer, Comment, Idea, or_own=True)
    query = query.join(Part, Idea.id == KEPT_ID).join(Comment, Comment.idea_id == Part.id)
    shown = seeing.shown_to(viewer, Comment)
    row = db.session.execute(query.where(shown, Comment.id == comment_id)).one_or_none()
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
        merged=merged_into(row.id, viewer),
        heat=heat or Heat(votes=0, comments=0, age_hours=rules.age_in_hours(row.created_at, clock.now())),
    )


def merged_into(idea_id: int, viewer: Viewer) -> list[MergedRow]:
    """Return the ideas that are seen under this one, in the order in which they were merged."""
    columns = (Idea.id.label("idea_id"), Idea.title, Idea.merged_at, *authors.COLUMNS)
    query = select(*columns).outerjoin(Member, Member.id == Idea.author_id).where(Idea.merged_into_id == idea_id)
    if not is_moderator(viewer):
        query = query.where(Idea.hidden_at.is_(None))
    found = db.session.execute(query.order_by(Idea.merged_at, Idea.id))
    return [
        MergedRow(
            id=row.idea_id,
            title=row.title,
            author=authors.author(row.id, row.name, row.handle, row.role, None),
            merged_at=row.merged_at,
        )
        for row in found
    ]


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
    query = _comments().where(parts_of(idea_id), seeing.shown_to(viewer, Comment))
    if after:
        query = query.where(paging.after(_PLACE, after, descending=False))
    found = db.session.execute(query.order_by(Comment.created_at, Comment.id).limit(size + 1))
    return paging.page_of([_comment(row) for row in found], size, lambda row: (row.created_at, row.id))


def _comments() -> Any:
    columns = (
        *(Comment.id, Comment.html, Comment.created_at, Comment.hidden_at, Comment.hidden_reason),
        case((Part.merged_into_id.is_not(None) & Part.hidden_at.is_(None), Part.title)).label("written_under"),
        Member.id.label("member_id"),
        Member.name.label("member_name"),
        *(Member.handle, Member.role),
    )
    said = select(*columns).select_from(Comment).join(Part, Part.id == Comment.idea_id)
    return said.outerjoin(Member, Member.id == Comment.author_id)


def _comment(row: Any) -> CommentRow:
    return CommentRow(
        id=row.id,
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, None),
        html=row.html,
        created_at=row.created_at,
        hidden=row.hidden_at is not None,
        hidden_reason=row.hidden_reason,
        written_under=row.written_under,
    )


def key_before(comment: Comment) -> str | None:
    """Return the key of the page on which the comment stands; None for the first page."""
    said = select(*_PLACE).join(Part, Part.id == Comment.idea_id)
    said = said.where(parts_of(kept_id_of(comment.idea_id)), tuple_(*_PLACE) < tuple_(comment.created_at, comment.id))
    before = db.session.scalar(select(func.count()).select_from(said.subquery())) or 0
    if before < COMMENTS_PER_PAGE:
        return None
    last = db.session.execute(said.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(1)).one()
    return paging.encode((last.created_at, last.id))
