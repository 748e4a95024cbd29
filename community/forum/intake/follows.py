"""Who followed a topic elsewhere."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import insert, select, tuple_

from community.accounts import intake as accounts
from community.kernel.db import db
from community.kernel.events import publish_imported

from ..events import Followed
from ..models import Follow
from . import finding
from .incoming import IncomingFollow
from .origin import Origin


def take_follows(batch: Sequence[IncomingFollow], origin: Origin) -> Counter[str]:
    """Let members follow the topics; several marks within one topic are one follow."""
    found = finding.posts(origin, "post", [follow.post for follow in batch])
    members = accounts.ids_of(origin.source, [follow.member for follow in batch])
    wanted = {(members[f.member], found[f.post].topic_id): f.at for f in reversed(batch)}
    follows = tuple_(Follow.member_id, Follow.thing_id).in_(list(wanted))
    known = db.session.execute(select(Follow.member_id, Follow.thing_id).where(Follow.kind == "topic", follows))
    for member_id, topic_id in known:
        wanted.pop((member_id, topic_id))
    rows = [{"member_id": m, "kind": "topic", "thing_id": t, "at": at} for (m, t), at in sorted(wanted.items())]
    if rows:
        db.session.execute(insert(Follow), rows)
    publish_imported((Followed(thing="topic", thing_id=t, by=m), at) for (m, t), at in sorted(wanted.items()))
    return Counter({"new": len(rows)})
