"""The room's nightly work: trust levels, and what is forgotten."""

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import delete, update

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.db import db
from community.kernel.events import publish
from community.kernel.jobs import Job

from . import records, trust
from .events import TrustLevelReached
from .models import Saying

SAYINGS_STAY = timedelta(days=1)


def give_levels(_period: str) -> None:
    """Give every member the trust level that their record has today; who rose and who fell is a fact."""
    reached: defaultdict[int, list[int]] = defaultdict(list)
    for batch in records.candidates():
        now = records.levels(batch)
        for member_id, record in records.records(batch).items():
            if trust.level_of(record) != now[member_id]:
                reached[trust.level_of(record)].append(member_id)
    for level, member_ids in sorted(reached.items()):
        db.session.execute(update(Member).where(Member.id.in_(member_ids)).values(trust_level=level))
        publish(TrustLevelReached(level=level, member_ids=tuple(member_ids)))


def forget_sayings(_period: str) -> None:
    """Forget the fingerprints of what was said more than a day ago."""
    db.session.execute(delete(Saying).where(Saying.at < clock.now() - SAYINGS_STAY))


JOBS = (
    Job(name="moderation.trust", every="day", after=timedelta(hours=2), run=give_levels),
    Job(name="moderation.forget", every="day", after=timedelta(hours=2, minutes=30), run=forget_sayings),
)
