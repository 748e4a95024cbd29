"""Which board an imported site lands on."""

from sqlalchemy import select

from community.forum.models import Board
from community.forum.services import boards
from community.kernel import db as kernel_db
from community.kernel.auth import Viewer
from community.kernel.errors import Refused
from community.kernel.texts import slugify
from community.porting.stackexchange.site import Site

BY_HAND = Viewer(role="admin")  # whoever may run the command may open a board


def require_board(slug: str | None) -> None:
    """Refuse the address of a board that is not there."""
    with kernel_db.reading():
        if slug is not None and _id_at(slug) is None:
            raise Refused(f"There is no board at the address “{slug}”; open it first, or leave --board out.")


def board_for(site: Site, slug: str | None) -> int:
    """Return the id of the board at `slug`, else of the site's own, which is opened when it is not there."""
    with kernel_db.writing():
        found = _id_at(slug or slugify(site.name))
        if found is not None:
            return found
        says = f"Questions and answers from {site.name}."
        return boards.open_board(name=site.name, description=says, visibility="public", by=BY_HAND).id


def _id_at(slug: str) -> int | None:
    return kernel_db.db.session.scalar(select(Board.id).where(Board.slug == slug))
