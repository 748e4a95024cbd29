"""Search for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Integer, List, Nested, String
from apiflask.validators import Length
from flask import abort

from community.accounts import authors
from community.accounts.queries import member_by_handle
from community.forum.queries import board_by_slug, tag_row
from community.kernel import api, paging
from community.kernel.api_shapes import fields
from community.kernel.auth import Viewer, current_viewer, require
from community.kernel.search.documents import MOST_PAGES, Question

from . import queries
from .queries import HitRow

bp = api.blueprint("search")


class SearchQuery(api.PageQuery):
    """What is asked for, and how the results are paged."""

    q = String(required=True, validate=Length(min=1, max=200), metadata={"description": "Words to look for."})
    board = String(
        load_default=None,
        validate=Length(max=100),
        metadata={"description": "Only things of the board whose address ends so.", "example": "hub-and-app"},
    )
    tag = String(
        load_default=None,
        validate=Length(max=40),
        metadata={"description": "Only topics with this tag.", "example": "battery"},
    )
    author = String(
        load_default=None,
        validate=Length(max=100),
        metadata={"description": "Only what the member with this handle wrote.", "example": "ines-asker"},
    )
    solved = Boolean(
        load_default=None,
        allow_none=True,
        metadata={"description": "Only topics that are solved, or only those that are not."},
    )


class HitOut(Schema):
    """One thing found; `id` is the number of what `kind` names, `snippet` is HTML with the words marked.

    `thread_id` leads on: of a `post` it is the number of its topic, of an `idea_comment` that of the idea, of a
    `blog_comment` that of the blog post; what has a page of its own bears its own. `board_slug` is what `board` of a
    search takes, and null beyond the forum.
    """

    kind = String()
    id = Integer()
    thread_id = Integer()
    title = String()
    url = String()
    board = String(metadata={"example": "Hub and app"})
    board_slug = String(allow_none=True)
    author = String()
    author_handle = String(allow_none=True)
    at = AwareDateTime()
    snippet = String()
    solved = Boolean()


class ResultsOut(Schema):
    """A page of what was found, the best first; `relaxed` tells that any of the words was enough."""

    hits = List(Nested(HitOut))
    total = Integer()
    relaxed = Boolean()
    next = String(allow_none=True)


@bp.get("/search")
@bp.input(SearchQuery, location="query", arg_name="asked")
@bp.output(ResultsOut)
@require("search.ask")
def search(asked: dict[str, Any]) -> dict[str, Any]:
    """Find topics, replies, articles, ideas, blog posts and comments by their words."""
    viewer, text, page = current_viewer(), asked.pop("q"), _page(asked.pop("after"))
    _refuse_unknown(asked, viewer)
    found = queries.ask(Question(text=text, scopes=viewer.scopes, page=page, **asked), viewer)
    if found.state == "rebuilding":
        abort(503)
    more = found.more and page < MOST_PAGES
    return {
        "hits": [_hit(row) for row in found.hits],
        **fields(found, "total", "relaxed"),
        "next": paging.encode((page + 1,)) if more else None,
    }


def _page(after: str | None) -> int:
    """Return the number of the page that a key leads to: scores have no key of their own to page by."""
    number: int = paging.decode(after, (int,))[0] if after else 1
    return min(max(number, 1), MOST_PAGES)


def _refuse_unknown(asked: dict[str, Any], viewer: Viewer) -> None:
    """Say that there is no such board, tag or author, where an empty list would say that they hold nothing."""
    if asked["board"] is not None and not board_by_slug(asked["board"], viewer):
        abort(404, "There is no such board, or you may not see it; the list of boards tells the slug of each.")
    if asked["tag"] is not None and not tag_row(asked["tag"], viewer):
        abort(404, "No topic that you may see bears this tag; the list of tags tells those that there are.")
    if asked["author"] is not None and not member_by_handle(asked["author"]):
        abort(404, "There is no member with this handle; hits tell that of their author as “author_handle”.")


def _hit(row: HitRow) -> dict[str, Any]:
    names = ("kind", "id", "thread_id", "url", "board_slug", "at", "snippet", "solved")
    words = {"title": row.title.striptags(), "board": row.board_name}
    return fields(row, *names) | words | authors.told(row.author)
