"""Notices come to be: from facts, for those who may see the thing and want to hear of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select

from community.accounts.models import Member
from community.kernel.announcing import Key, Telling, Way
from community.kernel.db import db
from community.kernel.events import Fact

from .. import reasons, rules
from ..mailable import may_be_told
from ..models import Bundle, Notice
from .bundling import put_into_mails
from .inserting import inserted

Meaning = tuple[int, str, Key]  # to whom, why, about what
MOST_AT_ONCE = 2000


def write(facts: Sequence[Fact], *, by_mail: bool = True) -> None:
    """Write one notice for each member and occasion of the facts, for the strongest of its reasons."""
    for told in _in_crowds(reasons.told_of(facts)):
        _write_all(told, by_mail=by_mail)


def _in_crowds(told: Sequence[Telling]) -> list[list[Telling]]:
    """Return what is told to so many members at a time as one statement can name."""
    places = {id_: place for place, id_ in enumerate(sorted({one.member_id for one in told}))}
    crowds: dict[int, list[Telling]] = defaultdict(list)
    for one in told:
        crowds[places[one.member_id] // MOST_AT_ONCE].append(one)
    return list(crowds.values())


def _write_all(told: Sequence[Telling], *, by_mail: bool) -> None:
    kept, earlier = _still_true(told)
    members = _members({one.member_id for one in kept})
    ways = _ways(members)
    _take_back(earlier)
    wanted = [one for one in kept if ways.get((one.member_id, one.reason), "nothing") != "nothing"]
    news = _write(_seen(_heard(wanted), members))
    if by_mail:
        put_into_mails(news, members, ways)


def _members(ids: Collection[int]) -> dict[int, Member]:
    found = db.session.scalars(select(Member).where(Member.id.in_(ids), *may_be_told()))
    return {member.id: member for member in found}


def _ways(members: Collection[int]) -> dict[tuple[int, str], Way]:
    chosen, known = reasons.choices_of(members), reasons.reasons()
    return {
        (id_, name): reasons.way_of(reason, chosen.get(id_, {})) for id_ in members for name, reason in known.items()
    }


def _heard(told: Sequence[Telling]) -> list[Telling]:
    """Return what belongs to no talk that its reader muted."""
    muted = reasons.muted_among([(one.member_id, one.about) for one in told])
    return [one for one in told if (one.member_id, one.about) not in muted]


def _seen(told: Sequence[Telling], members: dict[int, Member]) -> list[Telling]:
    """Return what is about things that their readers may see."""
    seen = reasons.seen_by([(members[one.member_id], one.thing) for one in told])
    return [one for one in told if (one.member_id, one.thing) in seen]


def _write(told: Sequence[Telling]) -> list[Notice]:
    """Write notices and add to those that gather; return those that are news to their readers."""
    known = reasons.reasons()
    strengths = {name: reason.strength for name, reason in known.items()}
    single = rules.strongest((one for one in told if not known[one.reason].bundled), strengths)
    news = _write_single(single, strengths) + _gather([one for one in told if known[one.reason].bundled])
    db.session.flush()
    return [notice for notice in news if notice.id] + inserted([notice for notice in news if not notice.id])


def _write_single(told: Sequence[Telling], strengths: dict[str, int]) -> list[Notice]:
    there = _there(told)
    mailed = _mailed(there.values())
    news: list[Notice] = []
    for one in told:
        notice = there.get((one.member_id, one.occasion))
        if notice is None:
            news.append(_new(one))
        elif strengths[one.reason] > strengths.get(notice.reason, 0):
            notice.reason, notice.by_id = one.reason, one.by
            if notice.read_at or notice.bundle_id not in mailed:
                news.append(notice)
            if notice.read_at:  # they read the post before an edit named them in it
                notice.read_at, notice.at = None, one.fact.at
    return news


def _there(told: Sequence[Telling]) -> dict[tuple[int, str], Notice]:
    members, occasions = {one.member_id for one in told}, {one.occasion for one in told}
    found = db.session.scalars(select(Notice).where(Notice.member_id.in_(members), Notice.occasion.in_(occasions)))
    return {(notice.member_id, notice.occasion): notice for notice in found}


def _gather(told: Sequence[Telling]) -> list[Notice]:
    """Add to the unread notice of the same reason and thing, or begin one."""
    unread = {_meaning_of(notice): notice for notice in _unread_about(told)}
    news: list[Notice] = []
    for one in told:
        notice = unread.get(_meaning(one))
        if notice is None:
            unread[_meaning(one)] = _new(one)
            news.append(unread[_meaning(one)])
        else:
            notice.number, notice.by_id, notice.at = notice.number + 1, one.by, one.fact.at
    return news


def _new(one: Telling) -> Notice:
    notice = Notice(member_id=one.member_id, occasion=one.occasion, reason=one.reason, by_id=one.by, at=one.fact.at)
    notice.thing_kind, notice.thing_id = one.thing
    notice.about_kind, notice.about_id = one.about
    notice.number = 1
    return notice


def _take_back(told: Sequence[Telling]) -> None:
    """Take away what was said too early, one from a number of several; what was read or mailed stays as it was."""
    for notice in _unmailed(told) if told else ():
        meant = [one for one in told if _meaning(one) == _meaning_of(notice)]
        notice.number -= len(meant)
        if notice.by_id in {one.by for one in meant}:
            notice.by_id = None  # of those who are left nobody is named
        if notice.number < 1:
            db.session.delete(notice)
    db.session.flush()


def _still_true(told: Iterable[Telling]) -> tuple[list[Telling], list[Telling]]:
    """Return what was not taken back later among the same facts, and what takes back something told before."""
    kept: list[Telling] = []
    earlier: list[Telling] = []
    for one in told:
        same = (k for k in kept if one.taken_back and (k.by, _meaning(k)) == (one.by, _meaning(one)))
        said = next(same, None)
        if said:
            kept.remove(said)
        else:
            (earlier if one.taken_back else kept).append(one)
    return kept, earlier


def _unread_about(told: Sequence[Telling]) -> Sequence[Notice]:
    """Return the unread notices of these members about these things, for these reasons."""
    members, things = {one.member_id for one in told}, {one.thing[1] for one in told}
    unread = select(Notice).where(Notice.member_id.in_(members), Notice.read_at.is_(None))
    unread = unread.where(Notice.thing_id.in_(things), Notice.reason.in_({one.reason for one in told}))
    meant = {_meaning(one) for one in told}
    return [notice for notice in db.session.scalars(unread) if _meaning_of(notice) in meant]


def _unmailed(told: Sequence[Telling]) -> list[Notice]:
    found = _unread_about(told)
    mailed = _mailed(found)
    return [notice for notice in found if notice.bundle_id not in mailed]


def _mailed(notices: Collection[Notice]) -> set[int]:
    """Return the bundles of these notices that left, or are about to."""
    bundles = {notice.bundle_id for notice in notices if notice.bundle_id}
    closed = select(Bundle.id).where(Bundle.id.in_(bundles), Bundle.closed_at.is_not(None))
    return set(db.session.scalars(closed)) if bundles else set()


def _meaning(one: Telling) -> Meaning:
    return one.member_id, one.reason, one.thing


def _meaning_of(notice: Notice) -> Meaning:
    return notice.member_id, notice.reason, (notice.thing_kind, notice.thing_id)
