"""Writing: a post in free form, unpopular news in its parts; publish, edit, withdraw."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.kernel.auth import current_viewer, require
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once

from .. import addresses, rules
from ..forms import EditForm, EditNewsForm, NewsForm, WriteForm
from ..models import BlogPost
from ..rules import Words
from ..services import posts
from .post import post_or_404


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/new", "write", write, methods=["GET", "POST"])
    bp.add_url_rule("/new/unpopular-news", "write_news", write_news, methods=["GET", "POST"])
    bp.add_url_rule("/posts/<int:blog_post_id>/edit", "edit", edit, methods=["GET", "POST"])
    bp.add_url_rule("/posts/<int:blog_post_id>/publish", "publish", publish, methods=["POST"])
    bp.add_url_rule("/posts/<int:blog_post_id>/withdraw", "withdraw", withdraw, methods=["POST"])


@require("blogs.write")
@writing_limit
@once
def write() -> ResponseReturnValue:
    return _begin(WriteForm(), "blogs/write.html")


@require("blogs.write")
@writing_limit
@once
def write_news() -> ResponseReturnValue:
    return _begin(NewsForm(), "blogs/write_news.html")


def _begin(form: WriteForm | NewsForm, template: str) -> ResponseReturnValue:
    """Take a new post; it is published at once only if that button was pressed."""
    if form.validate_on_submit():
        with refusal_shown_in(form):
            made = posts.draft_post(by=current_viewer(), words=form.words())
            if "publish" in request.form:
                posts.publish_post(post=made, by=current_viewer())
            return redirect(addresses.post(made.id, made.slug), 303)
    return render_template(template, form=form, post=None), 422 if form.errors else 200


@require("blogs.write")
@writing_limit
@once
def edit(blog_post_id: int) -> ResponseReturnValue:
    found = _own_or_403(blog_post_id)
    form, template = _form_for(found)
    if form.validate_on_submit():
        with refusal_shown_in(form):
            reason: Any = form["reason"].data if "reason" in form else ""
            posts.edit_post(post=found, by=current_viewer(), words=form.words(), reason=reason or "")
            if "publish" in request.form:
                posts.publish_post(post=found, by=current_viewer())
            return redirect(addresses.post(found.id, found.slug), 303)
    shown = {"url": addresses.post(found.id, found.slug), "draft": found.published_at is None}
    return render_template(template, form=form, post=shown), 422 if form.errors else 200


def _form_for(found: BlogPost) -> tuple[WriteForm | NewsForm, str]:
    """Return the form in which the post was written, with its present words when it is only looked at."""
    news, draft = found.kind == "unpopular_news", found.published_at is None
    form: Any = (NewsForm if draft else EditNewsForm)() if news else (WriteForm if draft else EditForm)()
    if request.method == "GET":
        named = {name: getattr(found, name) for name in ("title", "body", "voice", "visibility", "kind")}
        form.show(Words(**named))
    return form, "blogs/write_news.html" if news else "blogs/write.html"


@require("blogs.write")
def publish(blog_post_id: int) -> ResponseReturnValue:
    found = _own_or_403(blog_post_id)
    posts.publish_post(post=found, by=current_viewer())
    return redirect(addresses.post(found.id, found.slug), 303)


@require("blogs.write")
def withdraw(blog_post_id: int) -> ResponseReturnValue:
    found = _own_or_403(blog_post_id)
    posts.withdraw_post(post=found, by=current_viewer())
    flash(_("The post is a draft again; nobody but you and the editors sees it."), "info")
    return redirect(url_for("blogs.drafts"), 303)


def _own_or_403(post_id: int) -> BlogPost:
    found = post_or_404(post_id)
    if not rules.may_change(found.author_id, current_viewer()):
        abort(403)
    return found
