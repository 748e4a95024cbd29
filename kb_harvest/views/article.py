"""One article: read it, begin it, edit it."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue

from community.kernel.auth import can, current_viewer, require
from community.kernel.markup import excerpt, plain
from community.kernel.web import linked_data
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.heads import Head
from community.kernel.web.limits import writing_limit
from community.kernel.web.once import once
from community.kernel.web.visits import note_view

from .. import addresses, article_page, queries, review, rules
from ..forms import BLANKS, ArticleForm, PublishForm
from ..models import Article
from ..passages import Piece
from ..rows import ArticleRow, Credits, ParagraphRow
from ..services import drafting, editing
from ..services.editing import Given
from ..wording import MOVE_LABELS

_EMPTY: tuple[dict[str, Any], ...] = ({"section": "issue"}, {"section": "resolution"})


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/articles/<int:article_id>", "article_short", article)
    bp.add_url_rule("/articles/<int:article_id>/<slug>", "article", article)
    bp.add_url_rule("/articles/new", "new", new, methods=["GET", "POST"])
    bp.add_url_rule("/articles/<int:article_id>/edit", "edit", edit, methods=["GET", "POST"])


@require("kb_harvest.read")
def article(article_id: int, slug: str = "") -> ResponseReturnValue:
    found = row_or_404(article_id)
    if slug != found.slug:
        return redirect(found.url, 301)
    note_view("article", article_id)
    return page_of(found)


def page_of(found: ArticleRow, publish_form: PublishForm | None = None) -> str:
    """Return the article's page; staff find their acts on it."""
    shown = article_page.paragraphs(found.id)
    named = queries.credits_of([found.id]).get(found.id, Credits((), ()))
    working = can("kb_harvest.work")
    return render_template(
        "kb_harvest/article.html",
        head=_head(found, shown, named),
        article=found,
        sections=article_page.sections(shown),
        named=named,
        licences=article_page.licences(shown),
        reasons=review.reasons(found.id, current_viewer()) if working else [],
        acts=_acts(found, shown) if working else None,
        publish_form=_publish_form(found, publish_form),
    )


def _head(found: ArticleRow, shown: Sequence[ParagraphRow], named: Credits) -> Head:
    """Return what the article's page tells outside; its authors are those who solved it, as its credit says."""
    says = excerpt(" ".join(plain(paragraph.html) for paragraph in shown)) or found.title
    data = partial(
        linked_data.article,
        "Article",
        title=found.title,
        url=found.url,
        description=says,
        authors=named.solvers or [found.author],
        published_at=found.published_at or found.created_at,
        changed_at=found.edited_at,
    )
    return Head(path=found.url, description=says, kind="article", data=data)


@require("kb_harvest.draft")
@writing_limit
@once
def new() -> ResponseReturnValue:
    form = ArticleForm(data={"paragraphs": [dict(blank) for blank in _EMPTY]})
    if form.validate_on_submit():
        with refusal_shown_in(form):
            given = [paragraph for paragraph in _given(form) if paragraph.body.strip()]
            pieces = [Piece(section=paragraph.section, body=paragraph.body) for paragraph in given]
            made = drafting.begin_article(title=form.title.data or "", pieces=pieces, by=current_viewer())
            return redirect(addresses.article(made.id, made.slug), 303)
    words = {"form": form, "entries": _entries(form, []), "article": None, "withdrawn": False}
    return render_template("kb_harvest/edit.html", **words), _code(form)


@require("kb_harvest.draft")
@writing_limit
@once
def edit(article_id: int) -> ResponseReturnValue:
    row = row_or_404(article_id)
    shown = article_page.paragraphs(article_id)
    form = ArticleForm(data=_stored(row, shown))
    if form.validate_on_submit():
        with refusal_shown_in(form):
            found = article_or_404(article_id)
            editing.edit_article(
                article=found,
                seen=form.seen.data or 0,
                title=form.title.data or "",
                given=_given(form),
                by=current_viewer(),
            )
            return redirect(addresses.article(found.id, found.slug), 303)
    withdrawn = any(paragraph.withdrawn for paragraph in shown)
    words = {"form": form, "entries": _entries(form, shown), "article": row, "withdrawn": withdrawn}
    return render_template("kb_harvest/edit.html", **words), _code(form)


def _code(form: ArticleForm) -> int:
    return 422 if form.errors else 200


def _stored(row: ArticleRow, shown: Sequence[ParagraphRow]) -> dict[str, Any]:
    names = ("position", "section", "body")
    written = [{name: getattr(paragraph, name) for name in names} for paragraph in shown if not paragraph.withdrawn]
    places = [{"place": values.pop("position"), **values} for values in written]
    return {"seen": row.version, "title": row.title, "paragraphs": places + [{} for _ in range(BLANKS)]}


def _entries(form: ArticleForm, shown: Sequence[ParagraphRow]) -> list[tuple[Any, ParagraphRow | None]]:
    """Return the form's paragraphs, each with the one that it stands for."""
    by_place = {paragraph.position: paragraph for paragraph in shown}
    return [(entry, by_place.get(entry.form.place.data or 0)) for entry in form.paragraphs]


def _given(form: ArticleForm) -> list[Given]:
    return [
        Given(place=entry.form.place.data, section=entry.form.section.data, body=entry.form.body.data or "")
        for entry in form.paragraphs
    ]


def _acts(found: ArticleRow, shown: Sequence[ParagraphRow]) -> dict[str, Any]:
    """Return what the reader, who works here, may do with the article."""
    role = current_viewer().role
    may_edit = can("kb_harvest.draft") and found.confidence != "archived"
    may_edit = may_edit and (can("kb_harvest.publish") or found.confidence != "validated")
    moves = rules.moves_from(found.confidence, role)
    names = ("edit", "move", "publish", "reviewed", "take")
    return {f"{name}_url": addresses.article_act(found.id, name) for name in names} | {
        "may_edit": may_edit,
        "moves": [(to, MOVE_LABELS[found.confidence, to]) for to in moves],
        "offers": article_page.offers(found, shown) if may_edit else [],
        "may_settle": can("kb_harvest.publish") and found.confidence == "validated",
    }


def _publish_form(found: ArticleRow, given: PublishForm | None) -> PublishForm | None:
    """Return the form that publishes, where the reader may; it says which version they have before their eyes."""
    if not can("kb_harvest.publish") or found.confidence == "archived":
        return None
    audience = "members" if found.audience == "public" else "public"
    form = given or PublishForm(formdata=None, data={"audience": audience, "governance": found.governance})
    form.seen.data = found.version
    return form


def row_or_404(article_id: int) -> ArticleRow:
    """Return the article as its page shows it, if the reader may see it."""
    return article_page.row_by_id(article_id, current_viewer()) or _missing(article_id)


def article_or_404(article_id: int) -> Article:
    """Return the article to be changed, if the reader may see it."""
    return article_page.article_for_change(article_id, current_viewer()) or _missing(article_id)


def _missing(article_id: int) -> NoReturn:
    article_page.tell_if_removed(article_id, current_viewer())
    abort(404)
