"""One topic: read it, ask it, answer it, follow it, close it."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from community.kernel.auth import can, current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.feeds import rss
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once
from community.kernel.web.visits import note_view

from .. import addresses, queries, rules, topic_page
from ..feed import post_entries
from ..forms import AskForm, ReasonForm, ReplyForm
from ..models import Topic
from ..rows import TopicRow
from ..services import follows, posts
from ..services import topics as services


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    bp.add_url_rule("/ask", "ask", ask, methods=["GET", "POST"])
    bp.add_url_rule("/topics/<int:topic_id>", "topic_short", topic)
    bp.add_url_rule("/topics/<int:topic_id>/<slug>", "topic", topic)
    bp.add_url_rule("/topics/<int:topic_id>/feed.rss", "topic_feed", topic_feed)
    for act in (reply, follow, unfollow, close, reopen, duplicate):
        bp.add_url_rule(f"/topics/<int:topic_id>/{act.__name__}", act.__name__, act, methods=["POST"])


@require("forum.read")
def topic(topic_id: int, slug: str = "") -> ResponseReturnValue:
    found = _row_or_404(topic_id)
    if slug != found.slug:
        return redirect(_with_query(found.url), 301)
    note_view("topic", topic_id)
    return _page(found, ReplyForm(formdata=None))


def _page(found: TopicRow, form: ReplyForm) -> str:
    after = request.args.get("after")
    page = topic_page.topic_page(found, current_viewer(), after=after)
    may_reply = can("forum.post") and not found.closed
    keeps_words = bool(form.errors)  # what was typed is shown again even where it cannot be posted any more
    return render_template(
        "forum/topic.html",
        topic=page.topic,
        opening=page.opening,
        accepted=page.accepted,
        posts=page.posts.rows,
        next_url=f"{found.url}?after={page.posts.next_key}" if page.posts.next_key else None,
        prev_url=found.url if after else None,
        reply_form=form if may_reply or keeps_words else None,
        reply_url=addresses.topic_act(found.id, "reply"),
        acts=_acts(page.topic),
    )


def _acts(found: TopicRow) -> dict[str, str | None]:
    """Return the addresses of what the reader may do with the topic as a whole."""
    moderator, member = can("forum.moderate"), current_viewer().member_id is not None
    names = {
        "follow": member and not found.following,
        "unfollow": member and found.following,
        "close": moderator and not found.closed,
        "duplicate": moderator and not found.closed,
        "reopen": moderator and found.closed,
    }
    return {f"{name}_url": addresses.topic_act(found.id, name) if may else None for name, may in names.items()}


@require("forum.post")
@writing_limit
@once
def ask() -> ResponseReturnValue:
    form, viewer = AskForm(), current_viewer()
    boards = queries.open_boards(viewer)
    form.offer(boards)
    if request.method == "GET":
        form.board.data = request.args.get("board") or form.board.data
        form.title.data = request.args.get("title", "")[: rules.TITLE_LENGTH[1]]
    if form.validate_on_submit():
        with refusal_shown_in(form):
            made = services.start_topic(
                board=next(b for b in boards if b.slug == form.board.data),
                by=viewer,
                title=form.title.data or "",
                body=form.body.data or "",
                tags=rules.parse_tags(form.tags.data or ""),
                kind=form.kind.data,
            )
            return redirect(addresses.topic(made.id, made.slug), 303)
    return render_template("forum/ask.html", form=form), 422 if form.errors else 200


@require("forum.post")
@writing_limit
@once
def reply(topic_id: int) -> ResponseReturnValue:
    form = ReplyForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            made = posts.reply(topic=_topic_or_404(topic_id), by=current_viewer(), body=form.body.data or "")
            return redirect(addresses.post(made.id), 303)
    return _page(_row_or_404(topic_id), form), 422


@require("forum.read")
def topic_feed(topic_id: int) -> Response:
    found = _row_or_404(topic_id)
    entries = post_entries(found, topic_page.newest(found, current_viewer()))
    return rss(found.title, found.url, found.excerpt or found.title, entries)


@require("forum.follow")
def follow(topic_id: int) -> ResponseReturnValue:
    follows.follow(thing="topic", thing_id=_row_or_404(topic_id).id, by=current_viewer())
    return _back(topic_id)


@require("forum.follow")
def unfollow(topic_id: int) -> ResponseReturnValue:
    follows.unfollow(thing="topic", thing_id=_row_or_404(topic_id).id, by=current_viewer())
    return _back(topic_id)


@require("forum.moderate")
def close(topic_id: int) -> ResponseReturnValue:
    services.close_topic(topic=_topic_or_404(topic_id), by=current_viewer(), reason=_reason())
    return _back(topic_id)


@require("forum.moderate")
def reopen(topic_id: int) -> ResponseReturnValue:
    services.reopen_topic(topic=_topic_or_404(topic_id), by=current_viewer())
    return _back(topic_id)


@require("forum.moderate")
def duplicate(topic_id: int) -> ResponseReturnValue:
    original_id = rules.topic_id_in(request.form.get("original", ""))
    original = topic_page.topic_for_change(original_id, current_viewer())
    if original is None:
        raise Refused("There is no topic with that number or address; please copy the address of the first question.")
    services.mark_duplicate(topic=_topic_or_404(topic_id), original=original, by=current_viewer())
    return _back(topic_id)


def _reason() -> str:
    form = ReasonForm()
    if not form.validate():
        raise Refused("Please give a reason; the author reads it.")
    return form.reason.data or ""


def _row_or_404(topic_id: int) -> TopicRow:
    return topic_page.topic_by_id(topic_id, current_viewer()) or abort(404)


def _topic_or_404(topic_id: int) -> Topic:
    return topic_page.topic_for_change(topic_id, current_viewer()) or abort(404)


def _back(topic_id: int) -> Any:
    return redirect(url_for("forum.topic_short", topic_id=topic_id), 303)


def _with_query(url: str) -> str:
    query = request.query_string.decode("ascii", "ignore")
    return f"{url}?{query}" if query else url
