"""Reads of the notifications room."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import bindparam, select

from community.accounts import authors
from community.accounts.models import Member
from community.forum.models import Follow
from community.kernel import clock, paging
from community.kernel.announcing import Way
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of
from community.kernel.markup import excerpt
from community.kernel.paging import Page
from community.kernel.things import Thing

from . import reasons, rules
from .models import Bundle, Mute, Notice, Reader
from .rows import NoticeRow
from .seen import seen

NOTICES_PER_PAGE = 30
MOST_COUNTED = 100
EXCERPT_LENGTH = 160
_NOTICE = table_of(Notice)
_UNREAD = (
    select(_NOTICE.c.id, _NOTICE.c.about_kind, _NOTICE.c.about_id)
    .where(_NOTICE.c.member_id == bindparam("member"), _NOTICE.c.read_at.is_(None))
    .order_by(_NOTICE.c.id.desc())
    .limit(MOST_COUNTED)
)


def unread(viewer: Viewer, reading: tuple[str, int] | None = None) -> int:
    """Return how many notices wait for the viewer, at most MOST_COUNTED; those about what they read now are read."""
    waiting = db.session.execute(_UNREAD, {"member": viewer.member_id}).all()
    met = [row.id for row in waiting if (row.about_kind, row.about_id) == reading]
    if met:
        seen().note(met)
    return sum(row.id not in seen().ids for row in waiting)


def notices(
    viewer: Viewer, *, only_unread: bool = False, after: str | None = None, size: int = NOTICES_PER_PAGE
) -> Page[NoticeRow]:
    """Return a page of what the viewer was told, the latest first, as far as they may see it today."""
    order: Any = (Notice.at, Notice.id)
    query = select(Notice).where(Notice.member_id == viewer.member_id)
    if only_unread:
        query = query.where(Notice.read_at.is_(None))
    if after:
        query = query.where(paging.after(order, after, descending=True))
    found = db.session.scalars(query.order_by(*(column.desc() for column in order)).limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: (row.at, row.id))
    shown = rows(page.rows, viewer)
    gone = {notice.id for notice in page.rows if not notice.read_at} - {row.id for row in shown}
    if gone:
        seen().note(gone)  # of what is out of sight nobody needs to be reminded
    return Page(shown, page.next_key)


def rows(found: Sequence[Notice], viewer: Viewer) -> list[NoticeRow]:
    """Return the notices whose things the viewer may see."""
    things = reasons.visible({(n.thing_kind, n.thing_id) for n in found}, viewer)
    people = _people({n.by_id for n in found if n.by_id})
    known, waiting = reasons.reasons(), seen().ids
    return [
        _row(n, things[n.thing_kind, n.thing_id], people.get(n.by_id or 0), known[n.reason].says, waiting)
        for n in found
        if (n.thing_kind, n.thing_id) in things and n.reason in known
    ]


def _row(notice: Notice, thing: Thing, by: authors.Author | None, says: Any, waiting: Collection[int]) -> NoticeRow:
    return NoticeRow(
        id=notice.id,
        reason=notice.reason,
        says=says(_names(by, notice.number)),
        title=thing.title,
        excerpt=excerpt(thing.text, EXCERPT_LENGTH),
        place=thing.place,
        url=thing.url,
        about=(notice.about_kind, notice.about_id),
        by=by,
        at=notice.at,
        unread=notice.read_at is None and notice.id not in waiting,
    )


def _names(by: authors.Author | None, number: int) -> str:
    """Return who did it: the last of them by name, and how many others."""
    name = by.name if by else _("Somebody")
    if number < 2:
        return name
    return ngettext("%(name)s and %(n)s other", "%(name)s and %(n)s others", number - 1, name=name, n=number - 1)


def _people(ids: Collection[int]) -> dict[int, authors.Author]:
    query = select(*authors.COLUMNS).where(Member.id.in_(ids), Member.active.is_(True))
    return {row.id: authors.author(*row, None) for row in db.session.execute(query)} if ids else {}


def notice_of(notice_id: int, viewer: Viewer) -> Notice | None:
    """Return a notice of the viewer's own."""
    found = db.session.get(Notice, notice_id)
    return found if found and found.member_id == viewer.member_id else None


def in_bundle(bundle_id: int) -> Sequence[Notice]:
    """Return the notices that gathered in a mail and were not read since, the oldest first."""
    gathered = select(Notice).where(Notice.bundle_id == bundle_id, Notice.read_at.is_(None))
    return db.session.scalars(gathered.order_by(Notice.at, Notice.id)).all()


def followed_by(member_id: int) -> set[tuple[str, int]]:
    """Return what and whom a member follows."""
    query = select(Follow.kind, Follow.thing_id).where(Follow.member_id == member_id)
    return {(kind, id_) for kind, id_ in db.session.execute(query)}


def bundle_by_id(bundle_id: int) -> Bundle | None:
    return db.session.get(Bundle, bundle_id)


def reader(member_id: int) -> Reader:
    """Return when mails may reach a member; of one who said nothing, what holds for everybody."""
    return db.session.get(Reader, member_id) or Reader(member_id=member_id, digest_hour=rules.DIGEST_HOUR, refused=0)


def zone_of(member: Member) -> ZoneInfo:
    """Return the clock by which a member lives: their own, or that of the house."""
    return ZoneInfo(member.time_zone or current_app.extensions["settings"].time_zone)


def quiet_until(bundle_id: int) -> datetime | None:
    """Return when the quiet hours end in which the reader of a bundle is now; None when they are awake."""
    bundle = bundle_by_id(bundle_id)
    member = db.session.get(Member, bundle.member_id) if bundle else None
    if member is None:
        return None
    now, hours = clock.now(), reader(member.id)
    ends = rules.after_quiet(now, zone_of(member), hours.quiet_from, hours.quiet_to)
    return ends if ends > now else None


def ways(member_id: int) -> dict[str, Way]:
    """Return how a member is told, for each reason."""
    chosen = reasons.choices_of([member_id])[member_id]
    return {name: reasons.way_of(reason, chosen) for name, reason in reasons.reasons().items()}


def muted(viewer: Viewer) -> list[Thing]:
    """Return the talks that the viewer muted and may see, the latest first."""
    query = select(Mute.kind, Mute.thing_id).where(Mute.member_id == viewer.member_id).order_by(Mute.at.desc())
    keys = [(kind, id_) for kind, id_ in db.session.execute(query.limit(MOST_COUNTED))]
    things = reasons.visible(keys, viewer)
    return [things[key] for key in keys if key in things]
