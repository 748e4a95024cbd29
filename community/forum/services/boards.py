"""Boards: open one, change one."""

from sqlalchemy import func, select

from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish

from .. import rules
from ..events import BoardChanged, BoardOpened
from ..models import Board

NAME_LENGTH = (2, 60)
DESCRIPTION_LENGTH = (0, 300)


def open_board(*, name: str, description: str, visibility: str, by: Viewer, staff_start_topics: bool = False) -> Board:
    """Open a board at the end of the list; its address is made from its name."""
    name = rules.checked(name, NAME_LENGTH, "The name")
    slug = rules.slugify(name)
    if db.session.scalar(select(Board.id).where(Board.slug == slug)):
        raise Refused("There is a board at the address “%(slug)s” already; please choose another name.", slug=slug)
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
    _furnish(board, name, description, visibility, staff_start_topics=staff_start_topics)
    publish(BoardChanged(board_id=board.id, by=by.member_id))


def _furnish(board: Board, name: str, description: str, visibility: str, *, staff_start_topics: bool) -> None:
    board.name = rules.checked(name, NAME_LENGTH, "The name")
    board.description = rules.checked(description, DESCRIPTION_LENGTH, "The description")
    board.visibility = visibility
    board.staff_start_topics = staff_start_topics
