"""Files: brought while a text is written, given to those who may see their post, removed and shown again."""

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.kernel.auth import current_viewer, require
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import typing_limit
from community.kernel.web.uploads import takes_files, uploads

from .. import addresses, rules, topic_page
from .. import files as reads
from ..forms import ReasonForm
from ..models import File
from ..services import files as services
from ..serving import given


def register(bp: Blueprint) -> None:
    """Hang the pages onto the forum's blueprint."""
    bp.add_url_rule("/files", "upload", upload, methods=["POST"])
    bp.add_url_rule("/files/<int:file_id>", "picture", picture)
    bp.add_url_rule("/files/<int:file_id>/<name>", "file", file)
    bp.add_url_rule("/files/<int:file_id>/hide", "hide_file", hide_file, methods=["GET", "POST"])
    bp.add_url_rule("/files/<int:file_id>/restore", "restore_file", restore_file, methods=["POST"])


@require("forum.post")
@typing_limit
@takes_files
def upload() -> ResponseReturnValue:
    """Keep files while their text is being written, for scripts: answer with their part of the form."""
    if uploads().refused or not uploads().taken:
        sentences = uploads().refused or (_("There was no file."),)
        return Response("\n".join(sentences), 422, mimetype="text/plain")
    place = request.form.get("place", "")
    kept = services.keep(
        by=current_viewer(), uploads=uploads().taken, topic_id=rules.number_in(place) if place else None
    )
    return render_template("forum/_chosen_files.html", files=[reads.file_row(one) for one in kept])


@require("forum.read")
def picture(file_id: int) -> Response:
    """Give a picture in the size of pages."""
    found = _found_or_404(file_id)
    return given(found, found.shown_digest or found.digest, "image/webp" if found.shown_digest else found.media_type)


@require("forum.read")
def file(file_id: int, name: str) -> Response:
    """Give all of a file; its name in the address is for people."""
    found = _found_or_404(file_id)
    return given(found, found.digest, found.media_type)


@require("forum.moderate")
def hide_file(file_id: int) -> ResponseReturnValue:
    found, form = _found_or_404(file_id), ReasonForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            services.hide_file(file=found, by=current_viewer(), reason=form.reason.data or "")
            return redirect(addresses.post(found.post_id), 303)
    page = render_template("forum/hide_file.html", form=form, file=reads.file_row(found))
    return page, 422 if form.errors else 200


@require("forum.moderate")
def restore_file(file_id: int) -> ResponseReturnValue:
    found = _found_or_404(file_id)
    services.restore_file(file=found, by=current_viewer())
    return redirect(addresses.post(found.post_id), 303)


def _found_or_404(file_id: int) -> File:
    return topic_page.file_for(file_id, current_viewer()) or abort(404)
