"""Names are refused that look like an employee, the house itself or nobody, however they are spelt."""

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from community.kernel.auth import STAFF
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.lookalikes import name_skeleton
from community.kernel.web import language

from .models import Member

OFFICES = ("admin", "administrator", "moderator", "sysadmin", "webmaster", "employee")  # as any word of a name
HOUSE = ("support", "staff", "team", "system", "official", "root", "helpdesk", "customer support", "customer service")
_OFFICES = frozenset(map(name_skeleton, OFFICES))
_HOUSE = frozenset(map(name_skeleton, HOUSE))


def refuse_impersonation(name: str, member: Member | None) -> None:
    """Refuse a name that looks like an office, the community itself or an employee; employees may have any."""
    if member is not None and member.role in STAFF:
        return
    looks, words = name_skeleton(name), [name_skeleton(word) for word in name.split()]
    if looks in _HOUSE | _OFFICES or _OFFICES.intersection(words) or _names_house(looks):
        raise Refused("This name looks as if you spoke for us; please choose another one.")
    own_id = member.id if member else None
    employees = select(Member.name).where(Member.role.in_(STAFF), Member.id.is_distinct_from(own_id))
    if looks in map(name_skeleton, db.session.scalars(employees)):
        raise Refused("This name looks like that of an employee; please add something to tell you apart.")


def refuse_nobody(name: str) -> None:
    """Refuse a name that shows nothing to read, or what stands for those who left, in any of our languages."""
    looks = name_skeleton(name)
    if not looks:
        raise Refused("A name needs a letter or a digit that can be seen.")
    if looks in _former():
        raise Refused("This name stands for people who left; please choose another one.")


def _former() -> set[str]:
    found = set()
    for code in language.languages():
        with language.spoken_to(code):
            found.add(name_skeleton(_("former member")))
    return found


def _names_house(looks: str) -> bool:
    site = name_skeleton(current_app.extensions["settings"].site_name)
    return len(site) >= 4 and site in looks
