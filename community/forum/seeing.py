"""Who sees which board: its scope must be among the viewer's, whatever is read of it and by which door.

And who sees what a moderator hid: whoever wrote it, and moderators.
"""

from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, false, literal, or_, true

from community.kernel.auth import ORGANISATION, Viewer
from community.kernel.db import table_of

from .models import Board
from .rules import is_moderator

_BOARD = table_of(Board)
_OF_ORGANISATION = literal(f"{ORGANISATION}:", String()) + cast(_BOARD.c.organisation_id, String)


def values(viewer: Viewer) -> dict[str, Any]:
    """Return what `seen` asks for."""
    return {"scopes": sorted(viewer.scopes)}


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer sees the board; a statement that is kept is run with others' `values`."""
    scopes = bindparam("scopes", sorted(viewer.scopes), expanding=True)
    return or_(_BOARD.c.visibility.in_(scopes), _OF_ORGANISATION.in_(scopes))


def shown_to(viewer: Viewer, of: Any) -> ColumnElement[bool]:
    """Return the condition for rows that are not hidden, the viewer's own, or all of them for a moderator."""
    if is_moderator(viewer):
        return true()
    own = false() if viewer.member_id is None else of.author_id == viewer.member_id
    return or_(of.hidden_at.is_(None), own)
