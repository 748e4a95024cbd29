"""Status moves: an employee moves an idea and says why; the log keeps every move."""

from sqlalchemy import update

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.markup import RENDERER_VERSION, render

from .. import rules
from ..events import StatusMoved
from ..models import Idea, Move
from .drafts import response_of


def move_idea(*, idea: Idea, seen: str, to: str, by: Viewer, response: str, reason: str | None = None) -> Move:
    """Move an idea that the employee saw as `seen` to another status, with an official response."""
    if not by.is_staff:
        raise Refused("Only employees answer ideas officially.")
    kept_reason = rules.checked_move(seen, to, reason)
    text, now = response_of(response, by).text, clock.now()
    shown = (Idea.hidden_at.is_(None), Idea.merged_into_id.is_(None))
    as_seen = (Idea.id == idea.id, Idea.status == seen, *shown)
    if not rows_changed(update(Idea).where(*as_seen).values(status=to, status_since=now)):
        raise Refused("The idea was moved, merged or hidden meanwhile; please read what was said before you answer.")
    db.session.refresh(idea)
    move = Move(idea_id=idea.id, by_id=by.member_id, at=now, from_status=seen, to_status=to, reason=kept_reason)
    move.body, move.html, move.renderer = text, render(text), RENDERER_VERSION
    db.session.add(move)
    db.session.flush()
    _tell(idea, move, by)
    return move


def _tell(idea: Idea, move: Move, by: Viewer) -> None:
    publish(
        StatusMoved(
            idea_id=idea.id,
            move_id=move.id,
            author_id=idea.author_id,
            from_status=move.from_status,  # type: ignore[arg-type] # both were checked against the list
            to_status=move.to_status,  # type: ignore[arg-type]
            reason=move.reason,  # type: ignore[arg-type]
            by=by.member_id,
        )
    )
