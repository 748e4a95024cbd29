"""What editors do with articles, for programs: draft, edit, take in answers, move, publish, review, set topics aside.

A change says which version of the article was `seen`; of two at once, the second is told.
"""

from collections.abc import Sequence
from typing import Any

from apiflask import Schema
from apiflask.fields import Integer, List, Nested
from apiflask.validators import Length, OneOf, Range
from flask import abort

from community.forum import topic_page
from community.forum.models import Topic
from community.kernel.api_shapes import Id, MadeOut, ReasonIn, Text, made
from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import writing_limit

from . import addresses, article_page, rules
from .api import bp
from .models import Article
from .passages import Piece
from .services import drafting, editing, publishing, queue
from .services.editing import Given


class PieceIn(Schema):
    """A paragraph in the editor's own words."""

    section = Text(load_default="resolution", validate=OneOf(rules.SECTIONS))
    body = Text(required=True, metadata={"example": "Hold its button for five seconds."})


class PlacedPieceIn(PieceIn):
    """A paragraph; `place` is where it stood before, and with that where it came from."""

    place = Integer(load_default=None, allow_none=True, validate=Range(min=1, max=rules.MOST_PARAGRAPHS))


class ArticleIn(Schema):
    """A new article."""

    title = Text(required=True, metadata={"example": "When the hub finds no battery"})
    paragraphs = List(Nested(PieceIn), required=True, validate=Length(max=rules.MOST_PARAGRAPHS))


class SeenIn(Schema):
    """The version of the article that one has before one's eyes."""

    seen = Id(required=True, metadata={"example": 1})


class ArticleChangeIn(SeenIn):
    """What the article says from now on: a paragraph that is not named is taken out."""

    title = Text(required=True, metadata={"example": "When the hub finds no battery"})
    paragraphs = List(Nested(PlacedPieceIn), required=True, validate=Length(max=rules.MOST_PARAGRAPHS))


class ConfidenceIn(SeenIn):
    """Where the article moves."""

    to = Text(required=True, validate=OneOf(rules.CONFIDENCES))


class SourceIn(SeenIn):
    """Another answer of the article's topic."""

    post = Id(required=True, metadata={"example": 99})


class PublicationIn(SeenIn):
    """For whom the article is published, how it is looked after, and why it names nobody where it does not."""

    audience = Text(required=True, validate=OneOf(("members", "public")))
    governance = Text(load_default="experience", validate=OneOf(rules.GOVERNANCES))
    no_credit_reason = Text(load_default=None, allow_none=True)


@bp.post("/articles")
@require("kb_harvest.draft")
@bp.input(ArticleIn, arg_name="words")
@bp.output(MadeOut, status_code=201)
@writing_limit
def begin(words: dict[str, Any]) -> dict[str, Any]:
    """Begin an article from nothing but one's own words."""
    pieces = [Piece(**piece) for piece in words["paragraphs"]]
    return _made(drafting.begin_article(title=words["title"], pieces=pieces, by=current_viewer()))


@bp.post("/topics/<int:topic_id>/article")
@require("kb_harvest.draft")
@bp.output(MadeOut, status_code=201)
@writing_limit
def draft(topic_id: int) -> dict[str, Any]:
    """Draft an article from a topic's question and the answer that solved it."""
    return _made(drafting.draft_from_topic(topic=_topic_or_404(topic_id), by=current_viewer()))


@bp.put("/topics/<int:topic_id>/set-aside")
@require("kb_harvest.draft")
@bp.input(ReasonIn, arg_name="words")
@bp.output({}, status_code=204)
@writing_limit
def set_aside(topic_id: int, words: dict[str, Any]) -> str:
    """Take a topic off the candidates' queue, with a reason."""
    queue.set_aside(topic=_topic_or_404(topic_id), by=current_viewer(), reason=words["reason"])
    return ""


@bp.delete("/topics/<int:topic_id>/set-aside")
@require("kb_harvest.draft")
@bp.output({}, status_code=204)
@writing_limit
def take_back(topic_id: int) -> str:
    """Put a topic back onto the candidates' queue."""
    queue.take_back(topic=_topic_or_404(topic_id), by=current_viewer())
    return ""


@bp.put("/articles/<int:article_id>")
@require("kb_harvest.draft")
@bp.input(ArticleChangeIn, arg_name="words")
@bp.output(MadeOut)
@writing_limit
def edit(article_id: int, words: dict[str, Any]) -> dict[str, Any]:
    """Give an article other words."""
    found, given = _article_or_404(article_id), _given(words["paragraphs"])
    editing.edit_article(article=found, seen=words["seen"], title=words["title"], given=given, by=current_viewer())
    return _made(found)


@bp.post("/articles/<int:article_id>/sources")
@require("kb_harvest.draft")
@bp.input(SourceIn, arg_name="given")
@bp.output(MadeOut, status_code=201)
@writing_limit
def take(article_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Take another answer of its topic into an article."""
    found = _article_or_404(article_id)
    post, _topic = topic_page.post_and_topic(given["post"], current_viewer()) or abort(404)
    editing.take_in(article=found, seen=given["seen"], post=post, by=current_viewer())
    return _made(found)


@bp.put("/articles/<int:article_id>/confidence")
@require("kb_harvest.draft")
@bp.input(ConfidenceIn, arg_name="given")
@bp.output(MadeOut)
@writing_limit
def move(article_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Move an article to another confidence: for review, validated, archived."""
    found = _article_or_404(article_id)
    publishing.move_article(article=found, by=current_viewer(), **given)
    return _made(found)


@bp.put("/articles/<int:article_id>/publication")
@require("kb_harvest.publish")
@bp.input(PublicationIn, arg_name="given")
@bp.output(MadeOut)
@writing_limit
def publish(article_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Publish an article for members or everybody."""
    found = _article_or_404(article_id)
    publishing.publish_article(article=found, by=current_viewer(), **given)
    return _made(found)


@bp.put("/articles/<int:article_id>/review")
@require("kb_harvest.publish")
@bp.input(SeenIn, arg_name="given")
@bp.output(MadeOut)
@writing_limit
def settle_review(article_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Say that one looked through a published article, and that it stands."""
    found = _article_or_404(article_id)
    publishing.settle_review(article=found, seen=given["seen"], by=current_viewer())
    return _made(found)


def _given(paragraphs: Sequence[dict[str, Any]]) -> list[Given]:
    return [Given(**paragraph) for paragraph in paragraphs]


def _made(article: Article) -> dict[str, Any]:
    return made(article.id, addresses.article(article.id, article.slug))


def _article_or_404(article_id: int) -> Article:
    return article_page.article_for_change(article_id, current_viewer()) or abort(404)


def _topic_or_404(topic_id: int) -> Topic:
    return topic_page.topic_for_change(topic_id, current_viewer()) or abort(404)
