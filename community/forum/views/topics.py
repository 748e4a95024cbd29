"""One topic: read it, ask it, answer it, follow it, close it."""

from functools import partial
from typing import Any, NoReturn

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from markupsafe import Markup

from community.kernel.auth import can, current_viewer, require
from community.kernel.errors import Refused
from community.kernel.rooms import house
from community.kernel.web import drawn, heads
from community.kernel.web.feeds import rss
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.heads import Head
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once
from community.kernel.web.uploads import takes_files
from community.kernel.web.visits import note_view

from .. import addresses, files, linked_data, queries, reading, removed, rules, topic_page, unfinished
from ..feed import post_entries
from ..forms import AskForm, ReasonForm, ReplyForm
from ..models import NEW_TOPIC, Board, Topic
from ..rows import FileRow, TopicRow
from ..services import bookmarks, follows, me_too, posts, saved_drafts
from ..services import files as file_services
from ..services import topics as services
from ..similar import similar_topics
from ..topic_page import TopicPage
from . import attaching
from .composing import asks_for, kept, previewed


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    bp.add_url_rule("/ask", "ask", ask, methods=["GET", "POST"])
    bp.add_url_rule("/ask/similar", "similar", similar)
    bp.add_url_rule("/topics/<int:topic_id>", "topic_short", topic)
    bp.add_url_rule("/topics/<int:topic_id>/<slug>", "topic", topic)
    bp.add_url_rule("/topics/<int:topic_id>/unread", "unread", unread)
    bp.add_url_rule("/topics/<int:topic_id>/feed.rss", "topic_feed", topic_feed)
    for act in (reply, follow, unfollow, bookmark, unbookmark, too, not_too, close, reopen, duplicate):
        bp.add_url_rule(f"/topics/<int:topic_id>/{act.__name__}", act.__name__, act, methods=["POST"])


@require("forum.read")
def topic(topic_id: int, slug: str = "") -> ResponseReturnValue:
    found = _row_or_404(topic_id)
    if topic_id != found.id:
        return _gone_on(topic_id, found)
    if slug != found.slug:
        return redirect(_with_query(found.url), 301)
    note_view("topic", topic_id)
    return _page(found)


def _gone_on(topic_id: int, found: TopicRow) -> ResponseReturnValue:
    """Lead from a merged topic to its first post; not for good, since topics can be taken apart again."""
    response = redirect(f"{found.url}#p{topic_page.opening_of_merged(topic_id)}", 301)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _page(found: TopicRow, written: ReplyForm | None = None) -> str:
    after = request.args.get("after")
    page = topic_page.topic_page(found, current_viewer(), after=after)
    if member_id := current_viewer().member_id:
        reading.marks().reach(member_id, found.id, page.read_to)
    panels = [Markup(panel.render(found.id)) for panel in house().panels("topic")]  # noqa: S704 - rendered by templates
    return drawn.for_visitors((page, panels), partial(_drawn, page, panels, after, written))


def _drawn(page: TopicPage, panels: list[Markup], after: str | None, written: ReplyForm | None) -> str:
    found = page.topic
    may_reply = can("forum.post") and not found.closed
    form = written or ReplyForm(formdata=None, data={"body": _begun(found)})
    keeps_words = bool(form.errors)  # what was typed is shown again even where it cannot be posted any more
    return render_template(
        "forum/topic.html",
        head=_head(page, after),
        topic=found,
        opening=page.opening,
        accepted=page.accepted,
        past=page.past,
        posts=page.posts.rows,
        first_new=page.first_new,
        unread_url=addresses.topic_act(found.id, "unread"),
        next_url=heads.later(found.url, page.posts.next_key) if page.posts.next_key else None,
        prev_url=found.url if after else None,
        reply_form=form if may_reply or keeps_words else None,
        asking=_asking() if can("forum.post") else "",
        preview=previewed(form, attaching.pictures()),
        files=_files_at(found.id, written) if may_reply or written else [],
        draft_url=addresses.keep_draft(found.id),
        discard_url=addresses.discard_draft(found.id) if found.draft and not written else None,
        reply_url=addresses.topic_act(found.id, "reply"),
        acts=_acts(found),
        panels=panels,
    )


def _head(page: TopicPage, after: str | None) -> Head:
    """Return what the topic's page tells outside; a later page holds a part of the answers only, and no data."""
    topic = page.topic
    data = None if after else partial(linked_data.talk, page)
    path = heads.later(topic.url, after)
    return Head(path=path, description=topic.excerpt or topic.title, kind="article", data=data)


def _files_at(topic_id: int, again: FlaskForm | None) -> list[FileRow]:
    """Return the files in a composer: those of the form that is shown again, or those that wait there."""
    if again:
        return attaching.shown_again(again, topic_id=topic_id)
    return files.waiting_at(topic_id, current_viewer())


def _begun(found: TopicRow) -> str:
    """Return what stands in the reply's box: the reader's draft, and behind it the post they quote."""
    quoted = rules.number_in(request.args.get("quote", ""))
    quote = topic_page.quotation(quoted, found, current_viewer()) if quoted and can("forum.post") else ""
    return f"{found.draft}\n\n{quote}" if found.draft and quote else found.draft or quote


def _acts(found: TopicRow) -> dict[str, str | None]:
    """Return the addresses of what the reader may do with the topic as a whole."""
    moderator, member = can("forum.moderate"), current_viewer().member_id is not None
    names = {
        "follow": member and not found.following,
        "unfollow": member and found.following,
        "bookmark": member and not found.bookmarked,
        "unbookmark": member and found.bookmarked,
        "too": member and found.takes_me_too and not found.mine_too and found.author.id != current_viewer().member_id,
        "not_too": member and found.mine_too,
        "close": moderator and not found.closed,
        "duplicate": moderator and not found.closed,
        "reopen": moderator and found.closed,
        **dict.fromkeys(("move", "merge"), moderator),
        "split": moderator and found.replies > 0,
    }
    return {f"{name}_url": addresses.topic_act(found.id, name) if may else None for name, may in names.items()}


@require("forum.post")
@writing_limit
@takes_files
@once
def ask() -> ResponseReturnValue:
    if asks_for("draft"):
        return kept(addresses.ask())
    draft = unfinished.draft_of(current_viewer()) if request.method == "GET" else None
    form = AskForm(obj=draft)
    boards = queries.open_boards(current_viewer())
    form.offer(boards, may_announce=current_viewer().is_staff)
    if request.method == "GET":
        form.board.data = request.args.get("board") or form.board.data
        form.title.data = _asking() or form.title.data
    if not asks_for("preview") and form.validate_on_submit() and attaching.all_taken():
        with refusal_shown_in(form):
            made = _start(form, boards)
            return redirect(addresses.topic(made.id, made.slug), 303)
    return _ask_page(form, is_draft=draft is not None), 422 if form.errors else 200


def _start(form: AskForm, boards: list[Board]) -> Topic:
    """Start the topic of the form; its draft has served."""
    saved_drafts.discard_draft(by=current_viewer())
    made = services.start_topic(
        board=next(b for b in boards if b.slug == form.board.data),
        by=current_viewer(),
        title=form.title.data or "",
        body=form.body.data or "",
        tags=rules.parse_tags(form.tags.data or ""),
        kind=form.kind.data,
        silent=bool(form.silent and form.silent.data),
        files=attaching.chosen(),
    )
    file_services.let_go(by=current_viewer(), topic_id=NEW_TOPIC)
    return made


def _ask_page(form: AskForm, *, is_draft: bool) -> str:
    title = form.title.data or ""
    return render_template(
        "forum/ask.html",
        form=form,
        similar=similar_topics(title, current_viewer()),
        asking=title,
        preview=previewed(form, attaching.pictures()),
        files=_files_at(NEW_TOPIC, form if request.method == "POST" else None),
        draft_url=addresses.keep_draft(NEW_TOPIC),
        discard_url=addresses.discard_draft(NEW_TOPIC) if is_draft else None,
    )


@require("forum.post")
def similar() -> str:
    """Answer with a part of the page: topics like the title that is being typed."""
    title = _asking()
    return render_template("forum/_similar.html", similar=similar_topics(title, current_viewer()), asking=title)


@require("forum.post")
@writing_limit
@takes_files
@once
def reply(topic_id: int) -> ResponseReturnValue:
    found, form = _row_or_404(topic_id), ReplyForm()
    if asks_for("draft"):
        return kept(f"{found.url}#reply", found.id)
    if asks_for("preview"):
        return _page(found, form)
    if form.validate_on_submit() and attaching.all_taken():
        with refusal_shown_in(form):
            by, body = current_viewer(), form.body.data or ""
            saved_drafts.discard_draft(by=by, topic_id=found.id)
            made = posts.reply(topic=_topic_or_404(topic_id), by=by, body=body, files=attaching.chosen())
            file_services.let_go(by=by, topic_id=found.id)
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


@require("forum.follow")
def bookmark(topic_id: int) -> ResponseReturnValue:
    bookmarks.bookmark(topic=_topic_or_404(topic_id), by=current_viewer())
    return _back(topic_id)


@require("forum.follow")
def unbookmark(topic_id: int) -> ResponseReturnValue:
    bookmarks.remove_bookmark(topic=_topic_or_404(topic_id), by=current_viewer())
    return _back(topic_id)


@require("forum.read")
def unread(topic_id: int) -> ResponseReturnValue:
    """Lead to the first answer that is new to the reader, or to the topic's beginning."""
    found = _row_or_404(topic_id)
    first = topic_page.first_unread(found, current_viewer())
    return redirect(addresses.post(first.id) if first else found.url)


@require("forum.kudos")
def too(topic_id: int) -> ResponseReturnValue:
    me_too.say_me_too(topic=_topic_or_404(topic_id), by=current_viewer())
    return _back(topic_id)


@require("forum.kudos")
def not_too(topic_id: int) -> ResponseReturnValue:
    me_too.withdraw_me_too(topic=_topic_or_404(topic_id), by=current_viewer())
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
    original_id = rules.number_in(request.form.get("original", ""))
    original = topic_page.topic_for_change(original_id, current_viewer())
    if original is None:
        raise Refused("There is no topic with that number or address; please copy the address of the first question.")
    services.mark_duplicate(topic=_topic_or_404(topic_id), original=original, by=current_viewer())
    return _back(topic_id)


def _asking() -> str:
    """Return the title of the question that the reader has in mind, as far as the address tells."""
    return request.args.get("title", "")[: rules.TITLE_LENGTH[1]]


def _reason() -> str:
    form = ReasonForm()
    if not form.validate():
        raise Refused("Please give a reason; the author reads it.")
    return form.reason.data or ""


def _row_or_404(topic_id: int) -> TopicRow:
    return topic_page.topic_by_id(topic_id, current_viewer()) or _missing(topic_id)


def _topic_or_404(topic_id: int) -> Topic:
    return topic_page.topic_for_change(topic_id, current_viewer()) or _missing(topic_id)


def _missing(topic_id: int) -> NoReturn:
    removed.tell_if_topic_was_removed(topic_id, current_viewer())
    abort(404)


def _back(topic_id: int) -> Any:
    return redirect(url_for("forum.topic_short", topic_id=topic_id), 303)


def _with_query(url: str) -> str:
    query = request.query_string.decode("ascii", "ignore")
    return f"{url}?{query}" if query else url
