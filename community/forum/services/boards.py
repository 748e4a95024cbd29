"""Boards: open one, change one."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from community.accounts import organisations
from community.kernel.auth import ORGANISATION, Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import slugify

from .. import rules
from ..events import BoardChanged, BoardOpened
from ..models import Board
from .drafts import name_of

NAME_LENGTH = (2, 60)
DESCRIPTION_LENGTH = (0, 300)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a board is called, for whom it is, and who starts its topics; `organisation_id` counts for ORGANISATION."""

    name: str
    description: str = ""
    visibility: str = "public"
    organisation_id: int | None = None
    staff_start_topics: bool = False


def open_board(*, by: Viewer, kind: str = "support", **shape: Any) -> Board:
    """Open a board at the end of the list; its address is made from its name, and what it is for stays."""
    given = _as_may_be(Shape(**shape), by)
    slug = slugify(given.name)
    if db.session.scalar(select(Board.id).where(Board.slug == slug)):
        raise Refused("There is a board at the address “%(slug)s” already; please choose another name.", slug=slug)
    board = Board(slug=slug, kind=kind, position=(db.session.scalar(select(func.max(Board.position))) or 0) + 1)
    _furnish(board, given)
    db.session.add(board)
    db.session.flush()
    publish(BoardOpened(board_id=board.id, by=by.member_id))
    return board


def change_board(*, board: Board, by: Viewer, **shape: Any) -> None:
    """Change what a board is called and who may see it; its address stays, and so does what it is for."""
    _furnish(board, _as_may_be(Shape(**shape), by))
    publish(BoardChanged(board_id=board.id, by=by.member_id))


def _as_may_be(shape: Shape, by: Viewer) -> Shape:
    name = rules.checked(shape.name, NAME_LENGTH, "The name")
    description = rules.checked(shape.description, DESCRIPTION_LENGTH, "The description")
    named = {"name": name_of("forum.name", name, by), "description": name_of("forum.description", description, by)}
    return replace(shape, **named)


def _furnish(board: Board, shape: Shape) -> None:
    is_of_one = shape.visibility == ORGANISATION
    if is_of_one and not (shape.organisation_id and organisations.is_one(shape.organisation_id)):
        raise Refused("Please choose the organisation whose people see this board.")
    board.name, board.description = shape.name, shape.description
    board.visibility = "staff" if is_of_one else shape.visibility
    board.organisation_id = shape.organisation_id if is_of_one else None
    board.staff_start_topics = shape.staff_start_topics
