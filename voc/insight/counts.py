"""Measures that count: how often something happened in the week."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from kb_harvest.queries import published_between

from . import evidence
from .evidence import Span
from .measures import Figure, Measure
from .sources import Sources, made
from .specs import MEASURES, STAFF, Spec
from .weekly import Sums

# A number that is counted from rows, and the rows that it opens to, are one query.
COUNTED: Mapping[str, Callable[[Span], Any]] = {
    "registered": evidence.registered,
    "new_members": evidence.joined,
    "contributing": evidence.contributing,
    "kudos": evidence.kudos,
    "ideas_submitted": evidence.submitted,
    "idea_votes": evidence.wishes,
    "idea_comments": evidence.remarks,
    "ideas_moved": evidence.moves,
    "ideas_delivered": lambda span: evidence.moves(span, "delivered"),
    "ideas_waiting": evidence.waiting,
}
_SUMMED: Mapping[str, Callable[[Sums], int]] = {
    "posts": lambda sums: sums.posts,
    "topics": lambda sums: sums.topics,
    "replies": lambda sums: sums.answers,
    "comments": lambda sums: sums.comments,
    "staff_posts": lambda sums: sums.staff_posts,
    "staff_replies": lambda sums: sums.staff_answers,
}
_SINCE = {"registered": "members", "new_members": "members", "contributing": "members", "page_views": "views"} | {
    name: "ideas" for name in MEASURES if name.startswith("idea")
}


def count(name: str, spec: Spec, sources: Sources) -> Measure:
    """Return how often something happened; before the first time it ever did, there is nothing to count."""
    source = "staff" if name in STAFF else "anything" if name == "articles" else _SINCE.get(name, "posts")
    if not sources.has_begun(source):
        figure = Figure(value=None, n=0)
        return made(name, spec, sources, figure, status="insufficient", why=nothing_yet(source))
    number = _number(name, sources)
    figure = Figure(value=number, n=number, inputs=number)
    return made(name, spec, sources, figure, status="ok", why="")


def _number(name: str, sources: Sources) -> int:
    if name in _SUMMED:
        return _SUMMED[name](sources.sums()[0])
    if name == "page_views":
        return sources.health.past.views[-1].total
    span = sources.span()
    if name == "articles":
        return len(published_between(span.start, span.end))
    return evidence.count(COUNTED[name](span))


def nothing_yet(source: str) -> str:
    """Say that there was nothing of a kind yet to be counted."""
    says = {
        "members": _("Nobody was a member yet."),
        "posts": _("No member had written anything yet."),
        "views": _("Page views were not counted yet; an import does not bring them along."),
        "ideas": _("Nobody had submitted an idea yet."),
        "staff": _("No employee had written anything yet."),
        "anything": _("Nothing had happened here yet."),
    }
    return str(says[source])
