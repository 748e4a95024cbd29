"""What moderators do with whole topics: move one, merge two, split one, take a merge apart."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused, Word
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.once import once

from .. import addresses, queries, regrouping, rules, topic_page
from ..forms import MoveForm, SplitForm
from ..models import Board, Topic
from ..rows import TopicRow
from ..services import merges, moves, splits
from ..similar import similar_topics

ANSWERS_PER_PAGE = 100
NO_SUCH_TOPIC = Word("There is no topic with that number or address; please copy the address of the other topic.")


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    for page in (move, merge, split):
        bp.add_url_rule(f"/topics/<int:topic_id>/{page.__name__}", page.__name__, page, methods=["GET", "POST"])
    bp.add_url_rule("/topics/<int:topic_id>/part", "part", part, methods=["POST"])


@require("forum.moderate")
@once
def move(topic_id: int) -> ResponseReturnValue:
    found, boards = _row_or_404(topic_id), queries.open_boards(current_viewer())
    others = [board for board in boards if board.id != found.board_id]
    form = MoveForm(board=request.args.get("board"), kind=found.kind)
    form.offer(others)
    if found.is_announcement:
        del form.kind
    if form.validate_on_submit():
        with refusal_shown_in(form):
            given = {"board": _chosen(form.board.data, others), "kind": form.kind.data if form.kind else ""}
            moves.move_topic(topic=_topic(found), by=current_viewer(), **given)
            return redirect(found.url, 303)
    return render_template("forum/move.html", form=form, topic=found), 422 if form.errors else 200


@require("forum.moderate")
def merge(topic_id: int) -> ResponseReturnValue:
    """Find the other topic by its words or its address; show what merging would do; do it."""
    found = _row_or_404(topic_id)
    asked = request.values.get("into", "").strip()
    other = topic_page.topic_by_id(rules.number_in(asked), current_viewer()) if rules.number_in(asked) else None
    if rules.number_in(asked) and (other is None or other.id == found.id):
        raise Refused(NO_SUCH_TOPIC)
    plan = regrouping.merge_of(found, other) if other else None
    if request.method == "POST" and plan is None:
        raise Refused(NO_SUCH_TOPIC)
    if request.method == "POST" and plan:
        merges.merge_topics(keep=_topic(plan.keep), drop=_topic(plan.drop), by=current_viewer())
        return redirect(plan.keep.url, 303)
    similar = [] if plan else similar_topics(asked or found.title, current_viewer())
    choices = [row for row in similar if row.id != found.id]
    return render_template("forum/merge.html", topic=found, asked=asked, plan=plan, choices=choices)


@require("forum.moderate")
@once
def split(topic_id: int) -> ResponseReturnValue:
    found, boards = _row_or_404(topic_id), queries.open_boards(current_viewer())
    form, chosen = SplitForm(), request.form.getlist("post", type=int)
    form.offer(boards)
    if request.method == "GET":
        form.board.data = found.board_slug
    if form.validate_on_submit():
        with refusal_shown_in(form):
            given = {"post_ids": chosen, "title": form.title.data or "", "by": current_viewer()}
            made = splits.split_topic(topic=_topic(found), board=_chosen(form.board.data, boards), **given)
            return redirect(addresses.topic(made.id, made.slug), 303)
    after = request.args.get("after")
    page = topic_page.answers(found, current_viewer(), after=after, size=ANSWERS_PER_PAGE)
    next_url = f"{addresses.topic_act(found.id, 'split')}?after={page.next_key}" if page.next_key else None
    shown = {"form": form, "topic": found, "posts": page.rows, "chosen": chosen, "next_url": next_url}
    return render_template("forum/split.html", **shown), 422 if form.errors else 200


@require("forum.moderate")
def part(topic_id: int) -> ResponseReturnValue:
    """Take a topic out of the one that it was merged into."""
    _row_or_404(topic_id)
    merged = topic_page.itself(topic_id)
    merges.take_apart(topic=merged, by=current_viewer())
    return redirect(addresses.topic(merged.id, merged.slug), 303)


def _row_or_404(topic_id: int) -> TopicRow:
    return topic_page.topic_by_id(topic_id, current_viewer()) or abort(404)


def _topic(row: TopicRow) -> Topic:
    return topic_page.topic_for_change(row.id, current_viewer()) or abort(404)


def _chosen(slug: str, boards: list[Board]) -> Board:
    return next(board for board in boards if board.slug == slug)
