"""Merging: a moderator folds an idea into another that wishes for the same, and can take them apart again.

Votes and comments stay where they were given, so that taking apart restores exactly what was; only what people see
and count is one. Who voted for both counts once.
"""

from sqlalchemy import select, update

from community.forum.rules import is_moderator
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import groups
from ..events import IdeasMerged, IdeasTakenApart
from ..models import Idea


def merge_ideas(*, keep: Idea, drop: Idea, by: Viewer) -> None:
    """Show `drop` under `keep` from now on, with its votes and comments."""
    _moderators_only(by)
    if keep.id == drop.id:
        raise Refused("An idea cannot be merged into itself.")
    _hold(keep, drop)
    _check(keep, drop)
    drop.merged_into_id, drop.merged_at, drop.merged_by_id = keep.id, clock.now(), by.member_id
    _recount(keep)
    publish(IdeasMerged(kept_id=keep.id, dropped_id=drop.id, by=by.member_id))


def take_apart(*, idea: Idea, by: Viewer) -> None:
    """Let a merged idea stand for itself again, with its own votes and comments."""
    _moderators_only(by)
    kept = db.session.get(Idea, idea.merged_into_id) if idea.merged_into_id else None
    if kept is None:
        raise Refused("This idea is not merged into another.")
    _hold(kept, idea)
    if idea.merged_into_id != kept.id:
        raise Refused("Somebody took these ideas apart meanwhile.")
    idea.merged_into_id = idea.merged_at = idea.merged_by_id = None
    _recount(kept, idea)
    publish(IdeasTakenApart(kept_id=kept.id, dropped_id=idea.id, by=by.member_id))


def _hold(*ideas: Idea) -> None:
    """Read the rows anew and keep others from changing them; in order of id, so that two moderators never deadlock."""
    held = select(Idea).where(Idea.id.in_([idea.id for idea in ideas])).order_by(Idea.id).with_for_update()
    db.session.scalars(held.execution_options(populate_existing=True)).all()


def _check(keep: Idea, drop: Idea) -> None:
    if keep.merged_into_id:
        raise Refused("That idea was merged into another; please name the one that it is shown under.")
    if drop.merged_into_id:
        raise Refused("This idea was merged into another meanwhile.")
    if keep.hidden_at or drop.hidden_at:
        raise Refused("A hidden idea cannot be merged; please show it again first.")
    if db.session.scalar(select(Idea.id).where(Idea.merged_into_id == drop.id).limit(1)):
        raise Refused("Others were merged into this idea; merge that one into this, or take them apart first.")


def _recount(*ideas: Idea) -> None:
    db.session.flush()
    counts = {"votes": groups.voters(Idea.id), "comments": groups.shown_comments(Idea.id)}
    counting = update(Idea).where(Idea.id.in_([idea.id for idea in ideas])).values(counts)
    db.session.execute(counting.execution_options(synchronize_session=False))
    for idea in ideas:
        db.session.refresh(idea, ["votes", "comments"])


def _moderators_only(by: Viewer) -> None:
    if not is_moderator(by):
        raise Refused("Only moderators can do this.")
