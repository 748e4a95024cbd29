"""Leaving: a member says so and has seven days to think again; then, or at an administrator's word, they are erased.

What they wrote stays, under "former member", unless it goes along: then its places stay and say so. Who they were
goes: at once from their row and from what every room holds of them, and piece by piece out of everybody's texts. Ids,
roles and numbers stay, so that nothing that was counted moves.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

import structlog
from flask import current_app
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from community.kernel import clock, mail
from community.kernel import db as kernel_db
from community.kernel.auth import ADMINS
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.forgetting import Names, forget_words
from community.kernel.rooms import house
from community.kernel.web import language

from . import erased_list, erasures, letters, marks
from .events import LeavingBegun, LeavingUndone, MemberErased, WhyErased
from .models import Member
from .shown import FORMER

TIME_TO_THINK: Final = timedelta(days=7)
MOST_AT_ONCE: Final = 20  # of those who leave, in one hour's run
log = structlog.get_logger(__name__)


def begin_leaving(member: Member, *, with_words: bool = False) -> None:
    """Let a member leave in seven days, with their words if they like; a mail says until when they can stay."""
    _refuse_last_admin(member)
    if member.leaving_at is not None:
        raise Refused("You have said so already; until then you can stay.")
    member.leaving_at, member.leaving_words = clock.now() + TIME_TO_THINK, with_words
    publish(LeavingBegun(member_id=member.id, by=member.id))
    if member.email:
        _tell(member, member.email)


def stay(member: Member, *, by: int | None) -> None:
    """Let somebody who was about to leave stay, at their wish or, by nobody, at a rule's; again changes nothing."""
    if member.leaving_at is not None:
        member.leaving_at, member.leaving_words = None, False
        publish(LeavingUndone(member_id=member.id, by=by))


def erase_due(_period: str) -> None:
    """Erase those whose time to think is over; an only administrator stays, and is told why."""
    due = select(Member).where(Member.leaving_at <= clock.now()).order_by(Member.leaving_at).limit(MOST_AT_ONCE)
    for member in db.session.scalars(due).all():
        try:
            erase(member, why="left", by=member.id, with_words=member.leaving_words)
        except Refused as no:
            stay(member, by=None)
            letters.you_stay(member, no)
            log.warning("a member who wanted to leave stays", member_id=member.id, reason=str(no))


def erase(member: Member, *, why: WhyErased, by: int | None, with_words: bool = False) -> None:
    """Forget a person for good, and what they wrote if it goes along; refused for the last administrator.

    From here on they are nobody; the worker takes their names out of what others wrote. A second time changes nothing.
    """
    if member.erased_at is not None:
        return
    _refuse_last_admin(member)
    if with_words:
        forget_words(house().personal, member_id=member.id, by=by)
    names = Names(name=member.name, handle=member.handle, email=member.email)
    for personal in reversed(house().personal):
        personal.erase(member.id)
    erasures.begin(member_id=member.id, names=names)
    _empty(db.session.get_one(Member, member.id), with_words=with_words)
    publish(MemberErased(member_id=member.id, why=why, by=by))


def erase_again(path: Path | None = None) -> Mapping[int, str]:
    """Erase those whom a restored backup brought back; return why some stay, by their numbers."""
    refused: dict[int, str] = {}
    for member_id, with_words in erased_list.standing(path).items():
        try:
            with kernel_db.writing():
                erase(db.session.get_one(Member, member_id), why="again", by=None, with_words=with_words)
        except Refused as no:
            refused[member_id] = no.sentence
    return refused


def erase_called(*, member: Member, handle: str, why: WhyErased, by: int | None, with_words: bool = False) -> None:
    """Erase somebody at an administrator's word, if the handle they typed is the member's."""
    if handle.strip().removeprefix("@").lower() != member.handle:
        raise Refused("This is not the handle of the person on this page; nobody was erased.")
    erase(member, why=why, by=by, with_words=with_words)


def _empty(member: Member, *, with_words: bool) -> None:
    member.leaving_words = with_words
    with language.spoken_to(None):
        member.name = _("former member")
    member.handle = f"{FORMER}{member.id}"
    member.email = member.password = member.time_zone = member.language = member.organisation_id = None
    member.about = member.location = ""
    marks.renew(member)
    member.active = member.listed = member.open_profile = member.indexed = False
    member.leaving_at, member.erased_at = None, clock.now()
    db.session.flush()


def _refuse_last_admin(member: Member) -> None:
    """Refuse to let the only administrator go; two who go at once wait for each other."""
    if member.role not in ADMINS:
        return
    admins = select(Member.id).where(Member.role.in_(ADMINS), Member.active.is_(True))
    if not set(db.session.scalars(admins.order_by(Member.id).with_for_update())) - {member.id}:
        raise Refused("This is the only administrator. Please give somebody else that role first.")


def _tell(member: Member, address: str) -> None:
    settings, due = current_app.extensions["settings"], member.leaving_at
    with language.spoken_to(member.language):
        words = {"name": member.name, "site": settings.site_name, "day": format_date(due, "long")}
        subject = _("You are leaving %(site)s", **words)
        text = _(
            "Hello %(name)s,\n\nyour account at %(site)s will be erased on %(day)s. Until then you can change "
            "your mind: sign in and press “Stay” at\n%(url)s\n\nIf it was not you who asked for this, sign in, "
            "stay, and choose a new password.\n",
            **words,
            url=f"{settings.base_url.rstrip('/')}/accounts/leave",
        )
    key = f"accounts leaving {member.id} {due.isoformat() if due else ''}"
    mail.send(key=key, to=address, subject=subject, text=text)
