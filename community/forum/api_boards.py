"""What administrators do with boards, for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Integer, List, Nested, String
from apiflask.validators import OneOf

from community.accounts import organisations
from community.kernel.api_shapes import Id, Text
from community.kernel.auth import ORGANISATION, VISIBILITIES, current_viewer, require

from . import queries
from .api import OneBoardOut, board_out, bp
from .api_found import board_or_404
from .services import boards


class BoardChangeIn(Schema):
    """What becomes of a board; what is not named stays. `organisation` counts where `visibility` says so."""

    name = Text(metadata={"example": "Charging"})
    description = Text(metadata={"example": "Wall boxes, cables and cars."})
    visibility = Text(validate=OneOf((*VISIBILITIES, ORGANISATION)))
    organisation = Id(allow_none=True)
    staff_start_topics = Boolean()


class BoardIn(BoardChangeIn):
    """A new board; what it is for stays as it is."""

    name = Text(required=True, metadata={"example": "Charging"})
    kind = Text(load_default="support", validate=OneOf(("support", "social")))


class OrganisationOut(Schema):
    """One customer, whose people may have a board of their own."""

    id = Integer()
    name = String()


class OrganisationsOut(Schema):
    organisations = List(Nested(OrganisationOut))


@bp.get("/organisations")
@require("forum.boards")
@bp.output(OrganisationsOut)
def list_organisations() -> dict[str, Any]:
    """List the organisations that a board may be for."""
    return {"organisations": organisations.organisations()}


@bp.post("/boards")
@require("forum.boards")
@bp.input(BoardIn, arg_name="given")
@bp.output(OneBoardOut, status_code=201)
def open_board(given: dict[str, Any]) -> dict[str, Any]:
    """Open a board at the end of the list."""
    opened = boards.open_board(by=current_viewer(), **_shape({"organisation": None} | given))
    return board_out(queries.board_row(opened))


@bp.patch("/boards/<slug>")
@require("forum.boards")
@bp.input(BoardChangeIn, arg_name="given")
@bp.output(OneBoardOut)
def change_board(slug: str, given: dict[str, Any]) -> dict[str, Any]:
    """Change what a board is called and who may see it; its address stays."""
    found = board_or_404(slug)
    boards.change_board(board=found, by=current_viewer(), **_shape(queries.shape_of(found) | given))
    return board_out(queries.board_row(found))


def _shape(given: dict[str, Any]) -> dict[str, Any]:
    """Return a board's shape as the services call it."""
    others = {name: value for name, value in given.items() if name != "organisation"}
    return others | {"organisation_id": given["organisation"] or None}
