"""Pages of the forum."""

from flask import Blueprint, Response, g

from community.kernel import clock
from community.kernel.auth import Viewer

from ..reading import marks
from . import boards, composing, people, posts, regroup, topics

bp = Blueprint("forum", __name__, url_prefix="/forum")
for part in (boards, topics, regroup, posts, composing, people):
    part.register(bp)


@bp.after_request
def note_visit(response: Response) -> Response:
    """Note that a member was here, so that the next visit knows what is new."""
    viewer: Viewer | None = g.get("viewer")  # not asked for anew: this runs behind errors too
    if viewer and viewer.member_id:
        marks().see(viewer.member_id, clock.now())
    return response
