"""The page on which private words are cut out of a thing: first it tells in how many places they stand."""

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel.auth import current_viewer, require
from community.kernel.things import Thing
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit

from .. import subjects
from ..forms import RedactForm
from ..services import redactions


def register(bp: Blueprint) -> None:
    """Hang the page onto the room's blueprint."""
    bp.add_url_rule("/redact/<kind>/<int:thing_id>", "redact", redact, methods=["GET", "POST"])


@require("moderation.redact")
@writing_limit
def redact(kind: str, thing_id: int) -> ResponseReturnValue:
    thing, form, places = _thing_or_404(kind, thing_id), RedactForm(), None
    if form.validate_on_submit():
        words = form.words.data or ""
        with refusal_shown_in(form):
            if form.sure.data:
                made = redactions.redact(thing=thing, words=words, reason=form.reason.data, by=current_viewer())
                done = ngettext("Cut out of %(num)d place.", "Cut out of %(num)d places.", made.places)
                flash(f"{done} {_('The author is told the rule.')}", "success")
                return redirect(_thing_or_404(kind, thing_id).url, 303)
            places = len(redactions.places_of(words))
    page = render_template("moderation/redact.html", form=form, thing=thing, places=places)
    return page, 422 if form.errors else 200


def _thing_or_404(kind: str, thing_id: int) -> Thing:
    return subjects.subjects([(kind, thing_id)], current_viewer()).get((kind, thing_id)) or abort(404)
