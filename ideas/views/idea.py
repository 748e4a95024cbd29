"""One idea: read it, submit it, comment on it, answer it officially."""

from typing import Any, NoReturn

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.forum.rules import TITLE_LENGTH
from community.kernel.auth import can, current_viewer, require
from community.kernel.web import heads
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.heads import Head
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once
from community.kernel.web.visits import note_view

from .. import addresses, idea_page, queries, rules
from ..forms import CommentForm, IdeaForm, MoveForm
from ..models import Idea
from ..rows import IdeaRow
from ..services import comments, moves, submissions
from ..similar import similar_ideas


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/new", "submit", submit, methods=["GET", "POST"])
    bp.add_url_rule("/similar", "similar", similar)
    bp.add_url_rule("/<int:idea_id>", "idea_short", idea)
    bp.add_url_rule("/<int:idea_id>/<slug>", "idea", idea)
    bp.add_url_rule("/<int:idea_id>/comment", "comment", comment, methods=["POST"])
    bp.add_url_rule("/<int:idea_id>/respond", "respond", respond, methods=["POST"])


@require("ideas.read")
def idea(idea_id: int, slug: str = "") -> ResponseReturnValue:
    found = row_or_404(idea_id)
    if slug != found.slug or found.id != idea_id:
        query = request.query_string.decode("ascii", "ignore")
        return redirect(f"{found.url}?{query}" if query else found.url, 301 if found.id == idea_id else 302)
    note_view("idea", idea_id)
    return _page(found)


@require("ideas.submit")
@writing_limit
@once
def submit() -> ResponseReturnValue:
    form = IdeaForm()
    if request.method == "GET":
        form.title.data = request.args.get("title", "")[: TITLE_LENGTH[1]]
    if form.validate_on_submit():
        with refusal_shown_in(form):
            words = {"title": form.title.data or "", "body": form.body.data or ""}
            made = submissions.submit_idea(by=current_viewer(), **words)
            return redirect(addresses.idea(made.id, made.slug), 303)
    found = similar_ideas(form.title.data or "", current_viewer())
    return render_template("ideas/submit.html", form=form, similar=found), 422 if form.errors else 200


@require("ideas.submit")
def similar() -> str:
    """Answer with a part of the page: ideas like the title that is being typed."""
    title = request.args.get("title", "")[: TITLE_LENGTH[1]]
    return render_template("ideas/_similar.html", similar=similar_ideas(title, current_viewer()))


@require("ideas.comment")
@writing_limit
@once
def comment(idea_id: int) -> ResponseReturnValue:
    form = CommentForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            made = comments.comment_on(idea=idea_or_404(idea_id), by=current_viewer(), body=form.body.data or "")
            return redirect(addresses.comment(made.id), 303)
    return _page(row_or_404(idea_id), comment_form=form), 422


@require("ideas.respond")
@writing_limit
@once
def respond(idea_id: int) -> ResponseReturnValue:
    form = MoveForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            found = idea_or_404(idea_id)
            moves.move_idea(
                idea=found,
                seen=form.seen.data or found.status,
                to=form.to.data,
                by=current_viewer(),
                response=form.response.data or "",
                reason=form.reason.data or None,
            )
            return redirect(addresses.idea(found.id, found.slug), 303)
    return _page(row_or_404(idea_id), move_form=form), 422


def _page(found: IdeaRow, comment_form: CommentForm | None = None, move_form: MoveForm | None = None) -> str:
    after = request.args.get("after")
    page = idea_page.idea_page(found, current_viewer(), after=after)
    return render_template(
        "ideas/idea.html",
        head=Head(path=heads.later(found.url, after), description=found.excerpt, kind="article"),
        page=page,
        idea=page.idea,
        acts=_acts(found),
        budget=rules.votes_left(queries.live_votes(current_viewer())) if can("ideas.vote") else None,
        next_url=heads.later(found.url, page.comments.next_key) if page.comments.next_key else None,
        prev_url=found.url if after else None,
        comment_form=comment_form or (CommentForm(formdata=None) if can("ideas.comment") else None),
        move_form=_move_form(found, move_form),
    )


def _move_form(found: IdeaRow, given: MoveForm | None) -> MoveForm | None:
    """Return the form of the official response; it says which status its writer has before their eyes."""
    if not can("ideas.respond") or found.hidden:
        return None
    form = given or MoveForm(formdata=None)
    form.seen.data = found.status
    form.to.choices = [choice for choice in form.to.choices if choice.value != found.status]
    return form


def _acts(found: IdeaRow) -> dict[str, Any]:
    """Return the addresses of what the reader may do with the idea."""
    member, moderator = can("ideas.vote") and found.takes_votes, can("ideas.moderate")
    may = {
        "vote": member and not found.voted,
        "unvote": member and found.voted,
        "merge": moderator and not found.hidden,
    }
    acts = {name: addresses.idea_act(found.id, name) if allowed else None for name, allowed in may.items()}
    ways = {name: addresses.idea_act(found.id, name) for name in ("comment", "respond")}
    return {f"{name}_url": url for name, url in (acts | ways).items()}


def row_or_404(idea_id: int) -> IdeaRow:
    """Return the idea as its page shows it, if the reader may see it."""
    return idea_page.row_by_id(idea_id, current_viewer()) or _missing(idea_id)


def idea_or_404(idea_id: int) -> Idea:
    """Return the idea to be changed, if the reader may see it."""
    return idea_page.idea_for_change(idea_id, current_viewer()) or _missing(idea_id)


def _missing(idea_id: int) -> NoReturn:
    idea_page.tell_if_removed(idea_id)
    abort(404)
