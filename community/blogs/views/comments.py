"""Comments: say something, find its place, make a topic of it."""

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from community.forum import addresses as forum
from community.forum.models import Board
from community.forum.rules import TITLE_LENGTH, is_moderator
from community.kernel.auth import current_viewer, require
from community.kernel.markup import excerpt, plain
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once

from .. import addresses, post_page, rules
from ..forms import CommentForm, TopicForm
from ..models import BlogPost, Comment
from ..services import comments, topics
from .post import page_of, post_or_404, row_or_404


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/posts/<int:blog_post_id>/comment", "comment", comment, methods=["POST"])
    bp.add_url_rule("/comments/<int:blog_comment_id>", "comment_place", comment_place)
    bp.add_url_rule("/comments/<int:blog_comment_id>/topic", "make_topic", make_topic, methods=["GET", "POST"])


@require("blogs.comment")
@writing_limit
@once
def comment(blog_post_id: int) -> ResponseReturnValue:
    form = CommentForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            made = comments.comment_on(post=post_or_404(blog_post_id), by=current_viewer(), body=form.body.data or "")
            return redirect(addresses.comment(made.id), 303)
    return page_of(row_or_404(blog_post_id), form), 422


@require("blogs.read")
def comment_place(blog_comment_id: int) -> ResponseReturnValue:
    """Lead to the page of the post on which the comment stands."""
    return redirect(_place(*_found_or_404(blog_comment_id)))


@require("blogs.comment")
@writing_limit
@once
def make_topic(blog_comment_id: int) -> ResponseReturnValue:
    """Make a topic of the comment, on a board that its author and nobody beyond the post's readers may see."""
    found, post = _found_or_404(blog_comment_id)
    if not (is_moderator(current_viewer()) or rules.may_change(post.author_id, current_viewer())):
        abort(403)
    boards = post_page.boards_for(found, post, current_viewer())
    form = _topic_form(found, boards)
    if form.validate_on_submit():
        with refusal_shown_in(form):
            board = next(b for b in boards if b.slug == form.board.data)
            words = {"title": form.title.data or "", "kind": form.kind.data}
            made = topics.make_topic(comment=found, post=post, board=board, by=current_viewer(), **words)
            return redirect(forum.topic(made.id, made.slug), 303)
    shown = {"url": addresses.comment(blog_comment_id), "html": found.html, "title": post.title}
    return render_template("blogs/make_topic.html", form=form, comment=shown), 422 if form.errors else 200


def _topic_form(found: Comment, boards: list[Board]) -> TopicForm:
    """Return the form, with the comment's beginning for a title until another is typed."""
    form = TopicForm(title=excerpt(plain(found.html), TITLE_LENGTH[1]))
    form.board.choices = [SelectChoice(board.slug, board.name) for board in boards]
    return form


def _place(found: Comment, post: BlogPost) -> str:
    key = post_page.key_before(found)
    return f"{addresses.post(post.id, post.slug)}{f'?after={key}' if key else ''}#c{found.id}"


def _found_or_404(comment_id: int) -> tuple[Comment, BlogPost]:
    return post_page.comment_for_change(comment_id, current_viewer()) or abort(404)
