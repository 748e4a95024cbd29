"""The author of something, as other rooms read it beside their own rows."""

from dataclasses import dataclass

from flask_babel import gettext as _

from .models import Member
from .shown import Shown

COLUMNS = (Member.id, Member.name, Member.handle, Member.role)


@dataclass(frozen=True)
class Author(Shown):
    """A member, or the name that came with imported words (`id` None)."""

    id: int | None
    name: str
    handle: str
    role: str


def author(id_: int | None, name: str | None, handle: str | None, role: str | None, given: str | None) -> Author:
    """Return the author of a row joined with COLUMNS; `given` is the name that came with imported words."""
    if id_ is None:
        return Author(None, given or _("former member"), "", "member")
    return Author(id_, name or "", handle or "", role or "member")
