"""One post: its place, its history, and what may be done with it."""

from typing import NoReturn

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from community.kernel.auth import current_viewer, require
from community.kernel.web import partials
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once
from community.kernel.web.uploads import takes_files

from .. import addresses, files, queries, removed, rules, topic_page
from ..forms import BecauseForm, CommentForm, EditForm, EditTopicForm
from ..models import Post, Topic
from ..rows import FileRow
from ..services import answers, edits, verdicts
from ..services import kudos as kudos_services
from ..services import posts as services
from . import attaching
from .composing import asks_for, previewed


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    bp.add_url_rule("/posts/<int:post_id>", "post", post)
    bp.add_url_rule("/posts/<int:post_id>/history", "history", history)
    bp.add_url_rule("/posts/<int:post_id>/edit", "edit", edit, methods=["GET", "POST"])
    bp.add_url_rule("/posts/<int:post_id>/deny", "deny", deny, methods=["GET", "POST"])
    for act in (comment, kudos, unkudos, accept, unaccept, confirm, unjudge):
        bp.add_url_rule(f"/posts/<int:post_id>/{act.__name__}", act.__name__, act, methods=["POST"])


@require("forum.read")
def post(post_id: int) -> ResponseReturnValue:
    """Lead to the page of the topic on which the post stands."""
    found, topic = _found_or_404(post_id)
    return redirect(_place(found, topic))


@require("forum.read")
def history(post_id: int) -> str:
    found, _topic = _found_or_404(post_id)
    rows = topic_page.history(found)
    return render_template("forum/history.html", post={"url": addresses.post(post_id)}, revisions=rows)


@require("forum.edit")
@writing_limit
@takes_files
@once
def edit(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    if not rules.may_edit(found.author_id, current_viewer()):
        abort(403)
    form = _edit_form(found, topic)
    if not asks_for("preview") and form.validate_on_submit() and attaching.all_taken():
        with refusal_shown_in(form):
            titled = isinstance(form, EditTopicForm)
            edits.edit_post(
                post=found,
                topic=topic,
                by=current_viewer(),
                body=form.body.data or "",
                title=form.title.data if titled else None,
                tags=rules.parse_tags(form.tags.data or "") if titled else None,
                reason=form.reason.data or "",
                files=attaching.chosen() if found.kind != "comment" else None,
            )
            return redirect(addresses.post(post_id), 303)
    post = {"id": post_id, "url": addresses.post(post_id)}
    words = {"post": post, "preview": previewed(form, attaching.pictures(post_id)), "files": _files_of(found, form)}
    page = render_template("forum/edit.html", form=form, **words)
    return page, 422 if form.errors else 200


def _files_of(post: Post, form: FlaskForm) -> list[FileRow] | None:
    """Return the files in the form that changes a post; None for a comment, which has none."""
    if post.kind == "comment":
        return None
    if request.method == "POST":
        return attaching.shown_again(form, post_id=post.id)
    return [files.file_row(file) for file in files.shown_of(post.id)]


def _edit_form(found: Post, topic: Topic) -> EditForm | EditTopicForm:
    if found.kind != "opening":
        return EditForm(data={"body": found.body})
    tags = ", ".join(t.name for t in queries.tags_of([topic.id]).get(topic.id, ()))
    return EditTopicForm(data={"body": found.body, "title": topic.title, "tags": tags})


@require("forum.post")
@writing_limit
@once
def comment(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    form = CommentForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            made = services.comment(post=found, topic=topic, by=current_viewer(), body=form.body.data or "")
            return redirect(addresses.post(made.id), 303)
    return render_template("forum/comment.html", form=form, post={"url": addresses.post(post_id)}), 422


@require("forum.kudos")
def kudos(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    kudos_services.give_kudos(post=found, topic=topic, by=current_viewer())
    return _done(found, topic)


@require("forum.kudos")
def unkudos(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    kudos_services.withdraw_kudos(post=found, topic=topic, by=current_viewer())
    return _done(found, topic)


@require("forum.accept")
def accept(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    answers.accept_answer(post=found, topic=topic, by=current_viewer())
    return redirect(_place(found, topic), 303)


@require("forum.accept")
def unaccept(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    answers.unaccept_answer(post=found, topic=topic, by=current_viewer())
    return redirect(_place(found, topic), 303)


@require("forum.kudos")
def confirm(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    verdicts.confirm(post=found, topic=topic, by=current_viewer())
    return _done(found, topic)


@require("forum.post")
@writing_limit
@once
def deny(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    form = BecauseForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            verdicts.deny(post=found, topic=topic, by=current_viewer(), because=form.body.data or "")
            return redirect(_place(found, topic), 303)
    page = render_template("forum/deny.html", form=form, post={"url": addresses.post(post_id)})
    return page, 422 if form.errors else 200


@require("forum.kudos")
def unjudge(post_id: int) -> ResponseReturnValue:
    found, topic = _found_or_404(post_id)
    verdicts.withdraw_verdict(post=found, topic=topic, by=current_viewer())
    return _done(found, topic)


def _done(found: Post, topic: Topic) -> ResponseReturnValue:
    """Answer with the post as it stands now, or lead back to it."""
    return partials.done(_place(found, topic), f"#p{found.id}", lambda: _card(found, topic))


def _card(found: Post, topic: Topic) -> str:
    row = topic_page.topic_by_id(topic.id, current_viewer()) or abort(404)
    return render_template("forum/_post.html", post=topic_page.one_post(found.id, row, current_viewer()))


def _place(found: Post, topic: Topic) -> str:
    key = topic_page.key_before(found)
    anchor = f"c{found.id}" if found.kind == "comment" else f"p{found.id}"
    return f"{addresses.topic(topic.id, topic.slug)}{f'?after={key}' if key else ''}#{anchor}"


def _found_or_404(post_id: int) -> tuple[Post, Topic]:
    return topic_page.post_and_topic(post_id, current_viewer()) or _missing(post_id)


def _missing(post_id: int) -> NoReturn:
    removed.tell_if_post_was_removed(post_id, current_viewer())
    abort(404)
