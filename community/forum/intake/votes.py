"""Votes from outside: one row and one fact for each, of nobody known."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select

from community.accounts.models import Member
from community.kernel.db import db
from community.kernel.events import Event, publish_imported

from ..events import DownvoteImported, DownvoteWithdrawn, KudosGiven, KudosWithdrawn
from ..models import Post, Topic, Vote
from . import finding
from .counts import Counts
from .incoming import IncomingVote
from .origin import Origin

_GIVEN: dict[int, type[Event]] = {1: KudosGiven, -1: DownvoteImported}
_WITHDRAWN: dict[int, type[Event]] = {1: KudosWithdrawn, -1: DownvoteWithdrawn}


def take_votes(batch: Sequence[IncomingVote], origin: Origin) -> Counter[str]:
    """Add the votes that are new, and count them."""
    ids = [vote.source_id for vote in batch]
    known = set(db.session.scalars(select(Vote.source_id).where(Vote.source == origin.source, Vote.source_id.in_(ids))))
    new = [vote for vote in batch if vote.source_id not in known]
    if not new:
        return Counter()
    found = finding.posts(origin, "post", [vote.post for vote in new])
    db.session.execute(insert(Vote), [_row(vote, found[vote.post].id, origin) for vote in new])
    _count([(found[vote.post], vote.value) for vote in new], 1)
    publish_imported((_GIVEN[vote.value](**_about(found[vote.post])), vote.at) for vote in new)
    return Counter({"new": len(new)})


def number(origin: Origin) -> int:
    """Return how many votes came from the source so far."""
    return db.session.scalar(select(func.count(Vote.id)).where(Vote.source == origin.source)) or 0


def stored(origin: Origin, *, after: int, limit: int) -> list[Any]:
    """Return the next votes of the source behind the vote id `after`, with the source ids of vote and post."""
    columns = (Vote.id, Vote.source_id, Post.source_id.label("post"))
    votes = select(*columns).join(Post, Post.id == Vote.post_id).where(Vote.source == origin.source, Vote.id > after)
    return list(db.session.execute(votes.order_by(Vote.id).limit(limit)))


def withdraw(vote_ids: Collection[int], origin: Origin) -> Counter[str]:
    """Take back votes that the source no longer counts; when that was, it does not say."""
    kept = select(Vote.value, Post.source_id).join(Post, Post.id == Vote.post_id).where(Vote.id.in_(vote_ids))
    rows: Any = db.session.execute(kept.order_by(Vote.id))
    gone = list(rows)
    found = finding.posts(origin, "post", [source_id for _, source_id in gone])
    db.session.execute(delete(Vote).where(Vote.id.in_(vote_ids)))
    _count([(found[post], value) for value, post in gone], -1)
    publish_imported((_WITHDRAWN[value](**_about(found[post])), origin.until) for value, post in gone)
    return Counter({"withdrawn": len(gone)})


def _row(vote: IncomingVote, post_id: int, origin: Origin) -> dict[str, Any]:
    own = {"source": origin.source, "source_id": vote.source_id}
    return {"post_id": post_id, "member_id": None, "value": vote.value, "at": vote.at, **own}


def _count(votes: Sequence[tuple[Any, int]], change: int) -> None:
    counts = Counts()
    for post, value in votes:
        if value < 0:
            counts.add(Post, post.id, downvotes=change)
            continue
        counts.add(Post, post.id, kudos=change)
        counts.add(Member, post.author_id, kudos=change)
        if post.kind == "opening":
            counts.add(Topic, post.topic_id, kudos=change)
    counts.write()


def _about(post: Any) -> dict[str, Any]:
    return {**finding.about(post), "post_kind": post.kind, "author_id": post.author_id}
