"""Pages of the forum."""

from typing import Any

from flask import Blueprint, Response, g

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.web.uploads import MEGABYTE, MOST_FILES, most_bytes

from ..reading import marks
from . import boards, composing, files, following, people, posts, regroup, topics

bp = Blueprint("forum", __name__, url_prefix="/forum")
for part in (boards, topics, regroup, posts, composing, files, people, following):
    part.register(bp)


@bp.context_processor
def file_limits() -> dict[str, Any]:
    """Let the forms say how many files a post may hold, and how large one may be."""
    return {"file_limits": {"files": MOST_FILES, "megabytes": most_bytes() // MEGABYTE}}


@bp.after_request
def note_visit(response: Response) -> Response:
    """Note that a member was here, so that the next visit knows what is new."""
    viewer: Viewer | None = g.get("viewer")  # not asked for anew: this runs behind errors too
    if viewer and viewer.member_id:
        marks().see(viewer.member_id, clock.now())
    return response
