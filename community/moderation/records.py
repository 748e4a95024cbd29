"""What members did, counted from the rows that are kept, as their trust level asks for it."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, or_, select

from community.accounts.models import Member
from community.forum.models import Post, Vote
from community.kernel import clock
from community.kernel.auth import STAFF
from community.kernel.db import db

from .models import Case, Sanction
from .policy import PASSED_ON
from .trust import LATELY_DAYS, Record

BATCH = 500


def records(member_ids: Collection[int]) -> dict[int, Record]:
    """Return the record of each member; the number of questions does not grow with the members."""
    now = clock.now()
    since = now - timedelta(days=LATELY_DAYS)
    columns = (Member.id, Member.joined_at, Member.kudos, Member.topics + Member.replies)
    numbers: dict[int, dict[str, int]] = {
        id_: {"days_since_joining": (now - joined).days, "kudos_received": kudos, "posts": posts}
        for id_, joined, kudos, posts in db.session.execute(select(*columns).where(Member.id.in_(member_ids)))
    }
    for row in db.session.execute(_said(member_ids, since)).mappings():
        numbers[row["author_id"]] |= {name: row[name] for name in row if name != "author_id"}
    for name, query in _others(member_ids, since):
        for member_id, number in db.session.execute(query):
            numbers[member_id][name] = number
    return {member_id: Record(**found) for member_id, found in numbers.items()}


def _said(member_ids: Collection[int], since: datetime) -> Any:
    """Return the query of days with a post and topics with an answer, of all time and lately."""
    day, answered = _day(Post.created_at), Post.topic_id
    lately, is_answer = Post.created_at > since, Post.kind == "answer"
    return (
        select(
            Post.author_id,
            func.count(day.distinct()).label("active_days"),
            func.count(day.distinct()).filter(lately).label("recent_active_days"),
            func.count(answered.distinct()).filter(is_answer).label("topics_answered"),
            func.count(answered.distinct()).filter(is_answer, lately).label("recent_topics_answered"),
        )
        .where(Post.author_id.in_(member_ids), Post.hidden_at.is_(None))
        .group_by(Post.author_id)
    )


def _day(moment: Any) -> Any:
    if db.engine.dialect.name == "sqlite":
        return func.date(moment)
    return func.date(func.timezone("UTC", moment))


def _others(member_ids: Collection[int], since: datetime) -> Iterator[tuple[str, Any]]:
    given = select(Vote.member_id, func.count()).where(Vote.member_id.in_(member_ids), Vote.value == 1)
    yield "kudos_given", given.group_by(Vote.member_id)
    removed = (Case.author_id.in_(member_ids), Case.state == "upheld", Case.decided_at > since)
    cases = select(Case.author_id, func.count()).where(*removed, Case.reason.not_in(PASSED_ON))
    yield "recent_removed", cases.group_by(Case.author_id)
    of = (Sanction.member_id.in_(member_ids), Sanction.at > since)
    yield "recent_sanctions", select(Sanction.member_id, func.count()).where(*of).group_by(Sanction.member_id)


def levels(member_ids: Collection[int]) -> dict[int, int]:
    """Return the members' levels as they stand beside their names."""
    found = select(Member.id, Member.trust_level).where(Member.id.in_(member_ids))
    return dict(db.session.execute(found).all())


def candidates() -> Iterator[list[int]]:
    """Yield in batches the members whose level may differ today: those who wrote lately, and those who have one."""
    since = clock.now() - timedelta(days=LATELY_DAYS)
    wrote = select(Post.author_id).where(Post.created_at > since)
    query = select(Member.id).where(Member.role.not_in(STAFF), Member.is_bot.is_(False))
    query = query.where(or_(Member.id.in_(wrote), Member.trust_level > 0)).order_by(Member.id)
    ids = iter(db.session.scalars(query).all())
    while batch := list(islice(ids, BATCH)):
        yield batch
