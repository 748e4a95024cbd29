"""Notices for tests: what happened is told at once, without sequencer and worker."""

from sqlalchemy import select

from community.accounts.models import Member
from community.forum.models import Post
from community.kernel.db import db
from community.kernel.events import EventRow, Fact, revive
from community.notifications import queries, reasons
from community.notifications.models import Notice
from community.notifications.services import writing


def tell(after: int = 0) -> int:
    """Tell of every fact with a higher id; return the highest."""
    kinds = [kind.kind for kind in reasons.AnnouncedKinds()]
    new = select(EventRow).where(EventRow.id > after, EventRow.kind.in_(kinds), EventRow.imported.is_(False))
    rows = db.session.scalars(new.order_by(EventRow.id)).all()
    writing.write([_placed(row) for row in rows])
    db.session.commit()
    return max([after, *(row.id for row in rows)])


def _placed(row: EventRow) -> Fact:
    """Return the fact with a place in the log; nobody sequences a transaction that is rolled back."""
    row.seq = row.seq or row.id
    return revive(row)


def notice(member: Member, post: Post) -> Notice:
    """Return a notice of the member's about a post, whatever else happened."""
    made = Notice(member_id=member.id, occasion=f"forum.post {post.id}", reason="answer", number=1, at=post.created_at)
    made.thing_kind, made.thing_id, made.about_kind, made.about_id = "post", post.id, "topic", post.topic_id
    made.by_id = post.author_id
    db.session.add(made)
    db.session.commit()
    return made


def form(**more: str) -> dict[str, str]:
    """Return the form of the settings as it stands for somebody who chose nothing."""
    ways = {f"way-{name}": way for name, way in queries.ways(0).items()}
    return {**ways, "digest_hour": "8", "quiet_from": "", "quiet_to": "", "top_topics": "", **more}
