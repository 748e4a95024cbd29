"""Search for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Integer, List, Nested, String
from apiflask.validators import Length, Range
from flask import abort

from community.kernel import api
from community.kernel.auth import current_viewer, require
from community.kernel.search.documents import MOST_PAGES, Question

from . import queries

bp = api.blueprint("search")


class SearchQuery(Schema):
    """What is asked for."""

    q = String(required=True, validate=Length(min=1, max=200), metadata={"description": "Words to look for."})
    board = String(load_default=None, metadata={"description": "Only things of the board whose address ends so."})
    tag = String(load_default=None, metadata={"description": "Only things with this tag."})
    author = String(load_default=None, metadata={"description": "Only what the member with this handle wrote."})
    solved = Boolean(
        load_default=None,
        allow_none=True,
        metadata={"description": "Only topics that are solved, or only those that are not."},
    )
    page = Integer(
        load_default=1, validate=Range(min=1, max=MOST_PAGES), metadata={"description": "Which page of the results."}
    )


class HitOut(Schema):
    """One thing found; `snippet` is HTML with the words marked."""

    kind = String()
    title = String()
    url = String()
    board = String()
    author = String()
    at = AwareDateTime()
    snippet = String()
    solved = Boolean()


class ResultsOut(Schema):
    hits = List(Nested(HitOut))
    total = Integer()
    relaxed = Boolean()


@bp.get("/search")
@bp.input(SearchQuery, location="query", arg_name="asked")
@bp.output(ResultsOut)
@require("search.ask")
def search(asked: dict[str, Any]) -> dict[str, Any]:
    """Find topics and posts by their words."""
    viewer = current_viewer()
    text = asked.pop("q")
    found = queries.ask(Question(text=text, scopes=viewer.scopes, limit=queries.HITS_PER_PAGE, **asked), viewer)
    if found.state == "rebuilding":
        abort(503)
    hits = [
        {
            **{n: getattr(h, n) for n in ("kind", "url", "at", "solved")},
            "title": h.title.striptags(),
            "snippet": h.snippet,
        }
        | {"board": h.board_name, "author": h.author.name}
        for h in found.hits
    ]
    return {"hits": hits, "total": found.total, "relaxed": found.relaxed}
