"""The page of watched words."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from community.kernel.auth import current_viewer, require
from community.kernel.web.forms import refusal_shown_in

from .. import queries
from ..forms import WordForm
from ..services import watching


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/words", "words", words, methods=["GET", "POST"])
    bp.add_url_rule("/words/<int:word_id>/release", "release_word", release_word, methods=["POST"])


@require("moderation.words")
def words() -> ResponseReturnValue:
    form = WordForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            watching.watch(phrase=form.phrase.data or "", action=form.action.data, by=current_viewer())
            return redirect(url_for("moderation.words"), 303)
    page = render_template("moderation/words.html", form=form, words=queries.word_rows())
    return page, 422 if form.errors else 200


@require("moderation.words")
def release_word(word_id: int) -> ResponseReturnValue:
    watching.release(word=queries.word_by_id(word_id) or abort(404), by=current_viewer())
    return redirect(url_for("moderation.words"), 303)
