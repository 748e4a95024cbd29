"""Votes: one per person and idea, from an open budget, returned when the idea is completed or closed."""

from collections.abc import Sequence

from sqlalchemy import Row, delete, select, update

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed, table_of
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import groups, queries, rules
from ..events import VoteCast, VoteWithdrawn
from ..models import Idea, Vote


def vote(*, idea: Idea, by: Viewer) -> None:
    """Vote for an idea that is open; voting twice changes nothing."""
    _one_at_a_time(by)
    if queries.voted_among(by, [idea.id]):
        return
    if not rules.votes_left(queries.live_votes(by)):
        raise Refused(
            "All your %(budget)s votes are in use; take one back first, "
            "or wait until an idea you voted for is completed or closed.",
            budget=rules.VOTE_BUDGET,
        )
    _count(idea, 1, "This idea is settled or hidden; it takes no votes any more.")
    db.session.add(Vote(idea_id=idea.id, member_id=by.member_id, at=clock.now()))
    publish(VoteCast(idea_id=idea.id, author_id=idea.author_id, by=by.member_id))


def withdraw_vote(*, idea: Idea, by: Viewer) -> None:
    """Take one's vote back; where there is none, nothing changes."""
    _one_at_a_time(by)
    if not queries.voted_among(by, [idea.id]):
        return
    _count(idea, -1, "This idea is settled; your vote came back to you, and the number stays as it was.")
    for part in _parts_wanted(idea, by):
        if part.id != idea.id:
            db.session.execute(update(Idea).where(Idea.id == part.id).values(votes=Idea.votes - 1))
        db.session.execute(delete(table_of(Vote)).where(Vote.idea_id == part.id, Vote.member_id == by.member_id))
        publish(VoteWithdrawn(idea_id=part.id, author_id=part.author_id, by=by.member_id))


def _parts_wanted(idea: Idea, by: Viewer) -> Sequence[Row[tuple[int, int | None]]]:
    """Return the idea and those merged into it, as far as the member voted for them: one, rarely more."""
    mine = select(groups.Part.id, groups.Part.author_id).join(Vote, Vote.idea_id == groups.Part.id)
    return db.session.execute(mine.where(groups.parts_of(idea.id), Vote.member_id == by.member_id)).all()


def _one_at_a_time(by: Viewer) -> None:
    """Let two votes of one member wait for each other, so that neither overlooks what the other spends."""
    db.session.flush()
    mine = select(Member.id).where(Member.id == by.member_id)
    db.session.execute(mine.with_for_update(key_share=True))  # SQLite has one writer at a time anyway


def _count(idea: Idea, change: int, otherwise: str) -> None:
    """Move the counter while the idea is open; who was faster in closing it makes this a no."""
    alone = (Idea.hidden_at.is_(None), Idea.merged_into_id.is_(None))
    still_open = (Idea.id == idea.id, Idea.status.in_(rules.OPEN), *alone)
    counting = update(Idea).where(*still_open).values(votes=Idea.votes + change)
    if not rows_changed(counting.execution_options(synchronize_session=False)):
        raise Refused(otherwise)
    db.session.expire(idea, ["votes"])
