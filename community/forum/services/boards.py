"""Boards: open one, change one."""

from sqlalchemy import func, select

from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import rules
from ..events import BoardChanged, BoardOpened
from ..models import Board
from .drafts import name_of

NAME_LENGTH = (2, 60)
DESCRIPTION_LENGTH = (0, 300)


def open_board(*, name: str, description: str, visibility: str, by: Viewer, staff_start_topics: bool = False) -> Board:
    """Open a board at the end of the list; its address is made from its name."""
    name, description = _as_may_be(name, description, by)
    slug = rules.slugify(name)
    if db.session.scalar(select(Board.id).where(Board.slug == slug)):
        raise Refused(f"There is a board at the address “{slug}” already; please choose another name.")
    board = Board(slug=slug, position=(db.session.scalar(select(func.max(Board.position))) or 0) + 1)
    _furnish(board, name, description, visibility, staff_start_topics=staff_start_topics)
    db.session.add(board)
    db.session.flush()
    publish(BoardOpened(board_id=board.id, by=by.member_id))
    return board


def change_board(
    *, board: Board, name: str, description: str, visibility: str, by: Viewer, staff_start_topics: bool = False
) -> None:
    """Change what a board is called and who may see it; its address stays."""
    name, description = _as_may_be(name, description, by)
    _furnish(board, name, description, visibility, staff_start_topics=staff_start_topics)
    publish(BoardChanged(board_id=board.id, by=by.member_id))


def _as_may_be(name: str, description: str, by: Viewer) -> tuple[str, str]:
    name = rules.checked(name, NAME_LENGTH, "The name")
    description = rules.checked(description, DESCRIPTION_LENGTH, "The description")
    return name_of("forum.name", name, by), name_of("forum.description", description, by)


def _furnish(board: Board, name: str, description: str, visibility: str, *, staff_start_topics: bool) -> None:
    board.name, board.description = name, description
    board.visibility = visibility
    board.staff_start_topics = staff_start_topics
