"""The author of something, as other rooms read it beside their own rows."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from community.kernel.db import db

from .models import Member
from .shown import FORMER, Shown

COLUMNS = (Member.id, Member.name, Member.handle, Member.role)


@dataclass(frozen=True)
class Author(Shown):
    """A member, or the name that came with imported words (`id` None)."""

    id: int | None
    name: str
    handle: str
    role: str
    rank: str = ""
    standing: float = 0.0


def author(
    id_: int | None,
    name: str | None,
    handle: str | None,
    role: str | None,
    given: str | None,
    *,
    rank: str | None = None,
    standing: float | None = None,
) -> Author:
    """Return the author of a row joined with COLUMNS; `given` is the name that came with imported words.

    Where rank and standing are to be shown, the row is joined with them too.
    """
    if id_ is None:
        return Author(None, given or _("former member"), "", "member")
    if (handle or "").startswith(FORMER):
        return Author(id_, _("former member"), handle or "", role or "member")
    return Author(id_, name or "", handle or "", role or "member", rank or "", standing or 0.0)


def told(person: Author | None, called: str = "author") -> dict[str, str | None]:
    """Return who wrote something as answers of the API tell it: the name, and the handle by which one asks for them.

    The handle is null for former members, for imported names, and where no member wrote it.
    """
    return {called: person.name if person else None, f"{called}_handle": person.known_as if person else None}


def by_handle(handles: Collection[str]) -> dict[str, Author]:
    """Return the active members with these handles."""
    found = db.session.execute(select(*COLUMNS).where(Member.handle.in_(handles), Member.active.is_(True)))
    return {row.handle: Author(row.id, row.name, row.handle, row.role) for row in found}
