"""While somebody writes: the draft that is kept, and what the text will look like."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from community.kernel import notices
from community.kernel.auth import current_viewer, require
from community.kernel.markup import Picture
from community.kernel.web.application import reads
from community.kernel.web.limits import typing_limit

from .. import rules, unfinished
from ..mentions import written
from ..services import files, saved_drafts
from . import attaching


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    bp.add_url_rule("/preview", "preview", preview, methods=["POST"])
    bp.add_url_rule("/drafts", "drafts", drafts)
    bp.add_url_rule("/drafts/<int:topic_id>", "keep_draft", keep_draft, methods=["POST"])
    bp.add_url_rule("/drafts/<int:topic_id>/discard", "discard_draft", discard_draft, methods=["POST"])


@reads
@require("forum.post")
@typing_limit
def preview() -> str:
    """Answer with the text as it will stand on its page; nothing is written."""
    post_id = rules.number_in(request.form.get("post", "")) or None
    return written(request.form.get("body", "")[: rules.BODY_LENGTH[1]], attaching.pictures(post_id))


@require("forum.post")
def drafts() -> str:
    return render_template("forum/drafts.html", drafts=unfinished.drafts(current_viewer()))


@require("forum.post")
@typing_limit
def keep_draft(topic_id: int) -> ResponseReturnValue:
    """Keep what is written so far; for scripts, while somebody types."""
    saved_drafts.save_draft(by=current_viewer(), words=request.form, topic_id=topic_id)
    return "", 204


@require("forum.post")
def discard_draft(topic_id: int) -> ResponseReturnValue:
    saved_drafts.discard_draft(by=current_viewer(), topic_id=topic_id)
    files.let_go(by=current_viewer(), topic_id=topic_id)
    return redirect(url_for("forum.drafts"), 303)


def asks_for(act: str) -> bool:
    """Tell whether the button that was pressed is another than the one that posts: "draft" or "preview"."""
    return request.form.get("act") == act


def kept(url: str, topic_id: int = 0) -> ResponseReturnValue:
    """Keep the form as a draft, and lead back to where it is written on."""
    saved_drafts.save_draft(by=current_viewer(), words=request.form, topic_id=topic_id)
    attaching.keep_with_draft(topic_id)
    notices.tell(_("Your draft is kept. You find it here, and among your drafts."))
    return redirect(url, 303)


def previewed(form: FlaskForm, pictures: Mapping[int, Picture] | None = None) -> str:
    """Return the form's text as it will look, when that was asked for."""
    body: Any = form["body"].data
    return written((body or "")[: rules.BODY_LENGTH[1]], pictures) if asks_for("preview") else ""
