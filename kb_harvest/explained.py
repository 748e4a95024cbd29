"""What a candidate's score is made of, in words: the five printed terms, which sum to it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel.web.wording import decimals

from . import scoring
from .resolution import LIKELY_RATINGS
from .rows import ArticleRow, CandidateRow, Term
from .wording import TERM_LABELS


def terms(row: CandidateRow, nearest: Mapping[int, ArticleRow]) -> list[Term]:
    """Return the terms of a candidate's score, each with its reason."""
    because = {
        "resolution": _grade(row),
        "demand": _demand(row),
        "quality": _quality(row),
        "pain": _pain(row),
        "gap": _gap(row, nearest.get(row.nearest_id or 0)),
    }
    return [Term(TERM_LABELS[name], points, scoring.WEIGHTS[name], because[name]) for name, points in row.score.terms]


def _grade(row: CandidateRow) -> Any:
    return {
        "accepted": _("an answer was accepted"),
        "confirmed": _("the asker says that it worked") if row.evidence_id else _("it worked for somebody who says so"),
        "likely": _(
            "an answer has %(n)s ratings or more, none against, and the asker is silent since then", n=LIKELY_RATINGS
        ),
    }[row.grade]


def _demand(row: CandidateRow) -> Any:
    views = row.worth.views
    if row.imported:
        return _("%(n)s views in 90 days, reckoned from all views and the age", n=decimals(views, 1))
    return ngettext("%(n)s human view in 90 days", "%(n)s human views in 90 days", int(views), n=int(views))


def _quality(row: CandidateRow) -> Any:
    ratings = row.worth.kudos + row.worth.against
    if not ratings:
        return _("not rated; its author's standing is %(standing)s", standing=decimals(row.worth.standing, 2))
    low = decimals(scoring.quality(row.worth), 4)
    return _("%(good)s of %(all)s ratings are good, at least %(low)s", good=row.worth.kudos, all=ratings, low=low)


def _pain(row: CandidateRow) -> Any:
    number = row.worth.sufferers
    if not number:
        return _("nobody else asked the same or says “I have this too”")
    return ngettext("%(n)s other person has it too", "%(n)s other people have it too", number, n=number)


def _gap(row: CandidateRow, nearest: ArticleRow | None) -> Any:
    if nearest is None:
        return _("no article is near it")
    similarity = decimals(row.worth.similarity, 2)
    return _("nearest: “%(title)s”, similarity %(similarity)s", title=nearest.title, similarity=similarity)
