"""What a post said before, for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Integer, List, Nested, String

from community.accounts import authors
from community.kernel.api_shapes import fields
from community.kernel.auth import require

from . import topic_page
from .api import bp
from .api_found import post_and_topic_or_404
from .rows import RevisionRow


class StretchOut(Schema):
    """Words that stayed (`same`), went (`gone`) or came (`new`)."""

    change = String()
    text = String()


class RevisionOut(Schema):
    """A state of a text as the change from the one before; title and tags where it opens a topic."""

    number = Integer()
    author = String()
    author_handle = String(allow_none=True)
    at = AwareDateTime()
    reason = String()
    title = List(Nested(StretchOut))
    body = List(Nested(StretchOut))
    tags = List(Nested(StretchOut))


class RevisionsOut(Schema):
    revisions = List(Nested(RevisionOut))


@bp.get("/posts/<int:post_id>/revisions")
@bp.output(RevisionsOut)
@require("forum.read")
def list_revisions(post_id: int) -> dict[str, Any]:
    """List the states of a post's text, the newest first."""
    found = topic_page.history(post_and_topic_or_404(post_id)["post"])
    return {"revisions": [revision_out(row) for row in found]}


def revision_out(row: RevisionRow) -> dict[str, Any]:
    """Return a state of a text as `RevisionOut` tells it."""
    texts = {name: [vars(stretch) for stretch in getattr(row, name)] for name in ("title", "body", "tags")}
    return fields(row, "number", "at") | texts | authors.told(row.author) | {"reason": row.comment}
