"""Articles for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Integer, List, Nested, String
from apiflask.validators import OneOf
from flask import abort

from community.accounts import authors
from community.kernel import api
from community.kernel.api_shapes import fields
from community.kernel.auth import can, current_viewer, require

from . import article_page, queries
from .rows import ArticleRow, ParagraphRow

bp = api.blueprint("kb_harvest")


class ArticleOut(Schema):
    """An article; one for `internal` eyes is not published yet, or no more."""

    id = Integer()
    title = String()
    url = String()
    confidence = String()
    audience = String()
    published_at = AwareDateTime(allow_none=True)
    edited_at = AwareDateTime()
    topic_url = String(allow_none=True)


class ParagraphOut(Schema):
    """A paragraph with the post it came from; `html` is sanitised, and empty where its source was withdrawn."""

    section = String()
    html = String()
    source_url = String(allow_none=True)
    author = String(allow_none=True)
    author_handle = String(allow_none=True)


class ArticlesQuery(api.PageQuery):
    """Which articles are listed (all but `published` for employees), and how the list is paged."""

    state = String(
        load_default="published",
        validate=OneOf(queries.STATES),
        metadata={"description": "Articles in this state; all but published ones are for editors."},
    )


class ArticlesOut(Schema):
    articles = List(Nested(ArticleOut))
    next = String(allow_none=True)


class ContributorOut(Schema):
    """Who is named in an article."""

    name = String()
    handle = String(allow_none=True)


class ArticleWithWordsOut(Schema):
    article = Nested(ArticleOut)
    paragraphs = List(Nested(ParagraphOut))
    contributors = List(Nested(ContributorOut))


@bp.get("/articles")
@bp.input(ArticlesQuery, location="query", arg_name="page")
@bp.output(ArticlesOut)
@require("kb_harvest.read")
def list_articles(page: dict[str, Any]) -> dict[str, Any]:
    """List published articles, the newest first; employees also list those in another state."""
    if page["state"] != "published" and not can("kb_harvest.work"):
        abort(404)
    found = queries.articles(current_viewer(), state=page["state"], after=page["after"], size=page["limit"])
    return {"articles": [article_out(row) for row in found.rows], "next": found.next_key}


@bp.get("/articles/<int:article_id>")
@bp.output(ArticleWithWordsOut)
@require("kb_harvest.read")
def show_article(article_id: int) -> dict[str, Any]:
    """Show an article with its paragraphs, their sources, and who is named in it."""
    row = article_page.row_by_id(article_id, current_viewer()) or abort(404)
    named = queries.credits_of([article_id]).get(article_id)
    return {
        "article": article_out(row),
        "paragraphs": [_paragraph(paragraph) for paragraph in article_page.paragraphs(article_id)],
        "contributors": [{"name": one.name, "handle": one.known_as} for one in named.people] if named else [],
    }


def article_out(row: ArticleRow) -> dict[str, Any]:
    """Return an article as `ArticleOut` tells it."""
    names = ("id", "title", "url", "confidence", "audience", "published_at", "edited_at")
    return {name: getattr(row, name) for name in names} | {"topic_url": row.source.url if row.source else None}


def _paragraph(row: ParagraphRow) -> dict[str, Any]:
    source = {"source_url": row.origin.url if row.origin else None}
    return fields(row, "section", "html") | source | authors.told(row.origin.author if row.origin else None)
