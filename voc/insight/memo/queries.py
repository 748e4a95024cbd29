"""Reads of editions: one week's, the newest, the asks of the weeks before, who is to get one and who got it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select

from community.accounts.models import Member
from community.kernel.consumers import Cursor
from community.kernel.db import db
from community.kernel.events import EventRow
from community.kernel.rooms import house
from community.kernel.weeks import Week
from voc.listening.models import Voice

from ..topics import business_zone
from . import content, rules
from .content import Candidate, Content
from .models import FollowUp, Memo, Quote, Recipient

OUT = ("published", "unsigned")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What an edition asked for, and what became of it; `fate` is open until somebody says otherwise."""

    week: str
    headline: str
    about: Candidate | None
    action: str
    owner: str
    fate: str
    reason: str


def memo_of(week: Week) -> Memo | None:
    """Return the week's edition or draft."""
    return db.session.scalar(select(Memo).where(Memo.week == week.key))


def newest(*, out: bool) -> Memo | None:
    """Return the newest edition or draft; with `out`, the newest edition that came out."""
    query = select(Memo).order_by(Memo.week.desc()).limit(1)
    return db.session.scalar(query.where(Memo.status.in_(OUT)) if out else query)


def content_of(memo: Memo) -> Content:
    """Return the content as it was drafted, with the customers' words that are still kept."""
    quotes = select(Quote.text).where(Quote.memo_id == memo.id).order_by(Quote.number)
    texts = iter(db.session.scalars(quotes).all())
    empty = content.revived(memo.content)
    return content.with_excerpts(empty, lambda one: content.Excerpt(source=one.source, text=next(texts)))


def memos_between(first: Week, last: Week) -> Sequence[Memo]:
    """Return the editions and drafts of these weeks."""
    return db.session.scalars(select(Memo).where(Memo.week >= first.key, Memo.week <= last.key)).all()


def is_older(week: Week) -> bool:
    """Tell whether anybody said anything before the week."""
    return bool(db.session.scalar(select(exists().where(Voice.said_at < week.start(business_zone())))))


def chosen_subjects(week: Week) -> list[tuple[str, ...]]:
    """Return what the editions of the last eight weeks chose."""
    first = week.plus(-rules.NOVEL_FOR).key
    recent = select(Memo).where(Memo.week >= first, Memo.week < week.key, Memo.status.in_(OUT)).order_by(Memo.week)
    found = [content.revived(memo.content).candidate(memo.chosen) for memo in db.session.scalars(recent)]
    return [candidate.subject for candidate in found if candidate]


def asks_before(week: Week, moment: datetime) -> list[Ask]:
    """Return what the last four signed editions before the week asked for, as it stood at `moment`."""
    last = select(func.max(FollowUp.id)).where(FollowUp.memo_id == Memo.id, FollowUp.at < moment)
    query = (
        select(Memo, FollowUp)
        .outerjoin(FollowUp, FollowUp.id == last.correlate(Memo).scalar_subquery())
        .where(Memo.week < week.key, Memo.status == "published", Memo.action != "")
        .order_by(Memo.week.desc())
        .limit(rules.REMEMBERED)
    )
    return [_ask(memo, said) for memo, said in db.session.execute(query)]


def _ask(memo: Memo, said: FollowUp | None) -> Ask:
    fate, reason = (said.fate, said.reason) if said else ("open", "")
    return Ask(
        week=memo.week,
        headline=memo.headline,
        about=content.revived(memo.content).candidate(memo.chosen),
        action=memo.action,
        owner=memo.owner,
        fate=fate,
        reason=reason,
    )


def signer_of(memo: Memo) -> str | None:
    """Return the name of who signed."""
    return db.session.scalar(select(Member.name).where(Member.id == memo.signed_by_id))


def restated_at(memo: Memo) -> datetime | None:
    """Return when words were last withdrawn from an edition because their author left; None if never."""
    return db.session.scalar(select(func.max(Quote.withdrawn_at)).where(Quote.memo_id == memo.id))


def people_in(role: str) -> Sequence[Member]:
    """Return the active members of a role who can be written to."""
    found = db.session.scalars(select(Member).where(Member.role == role).order_by(Member.id))
    return [member for member in found if member.mail_address]


def recipients_of(memo: Memo) -> Sequence[tuple[str, datetime, bool]]:
    """Return to whom the edition was mailed: name, when, and whether it was signed by then."""
    query = select(Member.name, Recipient.at, Recipient.signed).join(Member, Member.id == Recipient.member_id)
    found = db.session.execute(query.where(Recipient.memo_id == memo.id).order_by(Recipient.at, Recipient.id))
    return [(row.name, row.at, row.signed) for row in found]


def names_of(member_ids: set[int]) -> dict[int, str]:
    """Return the names of members by id."""
    if not member_ids:
        return {}
    found = db.session.execute(select(Member.id, Member.name).where(Member.id.in_(member_ids)))
    return {row.id: row.name for row in found}


def is_still_read(week: Week) -> bool:
    """Tell whether a projection has not yet read all its facts of the week, so that a memo would know a part only."""
    projections = house().projections
    kinds = {kind.kind for projection in projections for kind in projection.kinds}
    names = [projection.name for projection in projections]
    reached = select(func.min(Cursor.seq)).where(Cursor.name.in_(names)).scalar_subquery()
    unread = and_(or_(EventRow.seq.is_(None), EventRow.seq > reached), EventRow.kind.in_(kinds))
    return bool(db.session.scalar(select(exists().where(unread, EventRow.at < week.end(business_zone())))))
