"""What members of the sample community were told in its last days; nobody is mailed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from community.kernel import db as kernel_db
from community.kernel.consumers import BATCH
from community.kernel.events import Fact, last_seq, since
from community.notifications.reasons import AnnouncedKinds
from community.notifications.services import writing

TOLD_FOR = timedelta(days=10)


def tell(until: datetime) -> None:
    """Write the notices of the last days before `until`, as the actor writes them from here on."""
    for facts in _batches():
        if recent := [fact for fact in facts if fact.at > until - TOLD_FOR and not fact.imported]:
            with kernel_db.writing():
                writing.write(recent, by_mail=False)


def _batches() -> Iterator[Sequence[Fact]]:
    with kernel_db.reading():
        end, kinds = last_seq(), AnnouncedKinds()
    reached = 0
    while True:
        with kernel_db.reading():
            facts = since(reached, kinds, until=end, limit=BATCH)
        if not facts:
            return
        yield facts
        reached = facts[-1].seq
