"""Acts on an article: publish, move, say that it stands, take in another answer."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from community.forum import topic_page
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import writing_limit

from .. import addresses
from ..forms import MoveForm, PublishForm, SeenForm, TakeForm
from ..models import Article
from ..services import editing, publishing
from .article import article_or_404, page_of, row_or_404


def register(bp: Blueprint) -> None:
    """Hang the acts onto the room's blueprint."""
    for act in (publish, move, reviewed, take):
        bp.add_url_rule(f"/articles/<int:article_id>/{act.__name__}", act.__name__, act, methods=["POST"])


@require("kb_harvest.publish")
@writing_limit
def publish(article_id: int) -> ResponseReturnValue:
    form = PublishForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            found = article_or_404(article_id)
            publishing.publish_article(
                article=found,
                seen=form.seen.data or 0,
                by=current_viewer(),
                audience=form.audience.data,
                governance=form.governance.data,
                no_credit_reason=form.no_credit_reason.data,
            )
            return _back_to(found)
    return page_of(row_or_404(article_id), publish_form=form), 422


@require("kb_harvest.draft")
@writing_limit
def move(article_id: int) -> ResponseReturnValue:
    form, found = _valid(MoveForm()), article_or_404(article_id)
    publishing.move_article(article=found, seen=form.seen.data, to=form.to.data, by=current_viewer())
    return _back_to(found)


@require("kb_harvest.publish")
@writing_limit
def reviewed(article_id: int) -> ResponseReturnValue:
    form, found = _valid(SeenForm()), article_or_404(article_id)
    publishing.settle_review(article=found, seen=form.seen.data, by=current_viewer())
    return _back_to(found)


@require("kb_harvest.draft")
@writing_limit
def take(article_id: int) -> ResponseReturnValue:
    form, found = _valid(TakeForm()), article_or_404(article_id)
    post, _topic = topic_page.post_and_topic(form.post.data, current_viewer()) or abort(404)
    editing.take_in(article=found, seen=form.seen.data, post=post, by=current_viewer())
    return _back_to(found)


def _valid(form: FlaskForm) -> FlaskForm:
    if not form.validate():
        raise Refused("This button was pressed on a page that is not complete; please load it again.")
    return form


def _back_to(article: Article) -> ResponseReturnValue:
    return redirect(addresses.article(article.id, article.slug), 303)
