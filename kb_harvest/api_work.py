"""What employees work with, for programs: candidates, topics set aside, an article's words, what is to be reviewed."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Float, Integer, List, Nested, String
from flask import abort

from community.accounts import authors
from community.accounts.profiles import profile_or_away
from community.kernel import api
from community.kernel.api_shapes import fields
from community.kernel.auth import current_viewer, require

from . import article_page, queries, review, rules
from . import candidates as found_candidates
from .api import ArticleOut, ArticlesOut, article_out, bp
from .rows import CandidateRow, Offer, ParagraphRow


class TermOut(Schema):
    """One term of a candidate's score."""

    name = String()
    value = Float()


class CandidateOut(Schema):
    """A topic worth an article, its score and what that is made of; `nearest` is the article most like it."""

    topic = Integer()
    title = String()
    url = String()
    board = String()
    author = String()
    author_handle = String(allow_none=True)
    created_at = AwareDateTime()
    grade = String()
    answer = Integer()
    score = Float()
    terms = List(Nested(TermOut))
    nearest = Integer(allow_none=True)


class CandidatesOut(Schema):
    candidates = List(Nested(CandidateOut))
    next = String(allow_none=True)


class SetAsideOut(Schema):
    """A topic that was set aside, by whom and why."""

    topic = Integer()
    title = String()
    url = String()
    by = String()
    by_handle = String(allow_none=True)
    at = AwareDateTime()
    reason = String()


class SetAsidesOut(Schema):
    topics = List(Nested(SetAsideOut))
    next = String(allow_none=True)


class DueOut(Schema):
    """A published article that is to be looked through, and why."""

    article = Nested(ArticleOut)
    reasons = List(String())


class ReviewsOut(Schema):
    reviews = List(Nested(DueOut))
    next = String(allow_none=True)


class ParagraphSourceOut(Schema):
    """A paragraph as it is edited; `place` says where it stands, and with that where it came from."""

    place = Integer()
    section = String()
    body = String()
    post = Integer(allow_none=True)


class OfferOut(Schema):
    """An answer of the article's topic that it has not taken in."""

    post = Integer()
    author = String()
    author_handle = String(allow_none=True)
    excerpt = String()


class ArticleWorkOut(Schema):
    """An article as its editors have it; `version` is what changes are told to have seen, `moves` where it may go."""

    article = Nested(ArticleOut)
    version = Integer()
    governance = String()
    no_credit_reason = String(allow_none=True)
    paragraphs = List(Nested(ParagraphSourceOut))
    offers = List(Nested(OfferOut))
    moves = List(String())
    reasons = List(String())


@bp.get("/articles/candidates")
@require("kb_harvest.draft")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(CandidatesOut)
def list_candidates(page: dict[str, Any]) -> dict[str, Any]:
    """List topics worth an article, the highest score first."""
    found = found_candidates.candidates(current_viewer(), after=page["after"], size=page["limit"])
    return {"candidates": [_candidate(row) for row in found.rows], "next": found.next_key}


@bp.get("/articles/set-aside")
@require("kb_harvest.draft")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(SetAsidesOut)
def list_set_aside(page: dict[str, Any]) -> dict[str, Any]:
    """List the topics that were set aside, the latest first."""
    found = found_candidates.set_aside(current_viewer(), after=page["after"], size=page["limit"])
    rows = [
        fields(row, "title", "url", "at", "reason") | {"topic": row.topic_id} | authors.told(row.by, "by")
        for row in found.rows
    ]
    return {"topics": rows, "next": found.next_key}


@bp.get("/articles/to-review")
@require("kb_harvest.work")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(ReviewsOut)
def list_due(page: dict[str, Any]) -> dict[str, Any]:
    """List the published articles that are to be looked through again, the longest unseen first."""
    found = review.due(current_viewer(), after=page["after"], size=page["limit"])
    rows = [{"article": article_out(row), "reasons": [str(why) for why in reasons]} for row, reasons in found.rows]
    return {"reviews": rows, "next": found.next_key}


@bp.get("/articles/<int:article_id>/work")
@require("kb_harvest.work")
@bp.output(ArticleWorkOut)
def show_work(article_id: int) -> dict[str, Any]:
    """Show an article as its editors have it: its words, its version, and what may be done with it."""
    viewer = current_viewer()
    row = article_page.row_by_id(article_id, viewer) or abort(404)
    shown = article_page.paragraphs(article_id)
    return fields(row, "version", "governance", "no_credit_reason") | {
        "article": article_out(row),
        "paragraphs": [_paragraph(one) for one in shown if not one.withdrawn],
        "offers": [_offer(one) for one in article_page.offers(row, shown)],
        "moves": rules.moves_from(row.confidence, viewer.role),
        "reasons": [str(why) for why in review.reasons(article_id, viewer)],
    }


@bp.get("/people/<handle>/articles")
@require("kb_harvest.read")
@bp.input(api.PageQuery, location="query", arg_name="page")
@bp.output(ArticlesOut)
def list_articles_of(handle: str, page: dict[str, Any]) -> dict[str, Any]:
    """List the published articles that name a person."""
    member = profile_or_away(handle)
    found = queries.contributed_by(member.id, current_viewer(), after=page["after"], size=page["limit"])
    return {"articles": [article_out(row) for row in found.rows], "next": found.next_key}


def _candidate(row: CandidateRow) -> dict[str, Any]:
    terms = [{"name": name, "value": float(value)} for name, value in row.score.terms]
    names = {"topic": row.topic_id, "board": row.board_name, "answer": row.answer_id} | authors.told(row.author)
    score = {"score": float(row.score.total), "terms": terms, "nearest": row.nearest_id}
    return fields(row, "title", "url", "created_at", "grade") | names | score


def _offer(row: Offer) -> dict[str, Any]:
    return fields(row, "excerpt") | {"post": row.post_id} | authors.told(row.author)


def _paragraph(row: ParagraphRow) -> dict[str, Any]:
    post = row.origin.post_id if row.origin else None
    return fields(row, "section", "body") | {"place": row.position, "post": post}
