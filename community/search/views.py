"""The search page."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from community.forum import queries as forum
from community.kernel.auth import current_viewer, require
from community.kernel.search.documents import MOST_PAGES, Question

from . import queries

bp = Blueprint("search", __name__, url_prefix="/search")
LONGEST = 200


@dataclass(frozen=True)
class Filters:
    """How the reader narrowed the question."""

    board: str | None
    tag: str | None
    author: str | None
    solved: bool


@dataclass(frozen=True)
class Suggestion:
    """The question as it was perhaps meant."""

    text: str
    url: str


@bp.get("/")
@require("search.ask")
def results() -> str:
    viewer, text = current_viewer(), request.args.get("q", "")[:LONGEST]
    filters = Filters(*(_given(name) for name in ("board", "tag", "author")), solved=request.args.get("solved") == "1")
    page = max(1, min(request.args.get("page", 1, type=int), MOST_PAGES))
    question = Question(
        text=text,
        scopes=viewer.scopes,
        board=filters.board,
        tag=filters.tag,
        author=filters.author,
        solved=filters.solved or None,
        limit=queries.HITS_PER_PAGE,
        page=page,
    )
    found = queries.ask(question, viewer) if text.strip() else queries.Results()
    return render_template(
        "search/results.html",
        query=text,
        filters=filters,
        boards=forum.board_choices(viewer),
        hits=found.hits,
        total=found.total,
        relaxed=found.relaxed,
        suggestion=Suggestion(found.suggestion, _address(q=found.suggestion)) if found.suggestion else None,
        state=found.state,
        message=_message(found.state),
        next_url=_address(page=page + 1) if found.more and page < MOST_PAGES else None,
    )


def _given(name: str) -> str | None:
    return request.args.get(name, "").strip()[:LONGEST].lower() or None


def _address(**changes: str | int) -> str:
    kept = {name: value for name, value in request.args.items() if name in ("q", "board", "tag", "author", "solved")}
    return url_for("search.results", **{**kept, **changes})


def _message(state: str) -> str:
    return {
        "ok": "",
        "rebuilding": _("The search index is being built anew. Nothing is lost; please try again in a minute."),
        "behind": _("The newest posts are still being added to the search; they will be found shortly."),
    }[state]
