"""Who sees which board: its scope must be among the viewer's, whatever is read of it and by which door."""

from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, literal, or_

from community.kernel.auth import ORGANISATION, Viewer
from community.kernel.db import table_of

from .models import Board

_BOARD = table_of(Board)
_OF_ORGANISATION = literal(f"{ORGANISATION}:", String()) + cast(_BOARD.c.organisation_id, String)


def values(viewer: Viewer) -> dict[str, Any]:
    """Return what `seen` asks for."""
    return {"scopes": sorted(viewer.scopes)}


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that the viewer sees the board; a statement that is kept is run with others' `values`."""
    scopes = bindparam("scopes", sorted(viewer.scopes), expanding=True)
    return or_(_BOARD.c.visibility.in_(scopes), _OF_ORGANISATION.in_(scopes))
