"""Editions of weeks that are over, for a community that was lived through all at once: drafted, signed and out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l

from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.auth import Viewer
from community.kernel.weeks import Week

from ..topics import business_zone
from . import queries, services
from .content import Candidate, Content, Kind
from .rules import FATES
from .services import Choice

T = TypeVar("T")

TYPES = {"most": "nagging_issue", "newest": "unexpressed_need", "strangest": "unexpected_use"}
WHYS: Mapping[Kind, Any] = {
    "most": _l("More people wrote about it than about anything else this week, and it costs each of them time."),
    "newest": _l("Nobody had written about it before; what several people notice at once seldom stays with them."),
    "strangest": _l("It is one voice only, and nobody else put it like this; it shows something we did not ask about."),
}
ASKS: Mapping[Kind, Sequence[tuple[Any, Any]]] = {
    "most": (
        (_l("Decide whether we mend this or say openly that we will not."), _l("Product management")),
        (_l("Name somebody who answers these posts until it is mended."), _l("Support")),
        (_l("Let us explain it in an article, and link it where people look first."), _l("Documentation")),
        (_l("Tell us by when it can be mended, so that we can say so in the community."), _l("Engineering")),
    ),
    "newest": (
        (_l("Ring up two of these customers and ask what they were about to do."), _l("Product management")),
        (_l("Find out whether this began with our last release."), _l("Engineering")),
        (_l("Decide whether we watch this for a month or act on it now."), _l("Support")),
    ),
    "strangest": (
        (_l("Ask the author how they came to it, and tell us what you learn."), _l("Research")),
        (_l("Decide whether this is one household's trouble or a use we did not plan for."), _l("Product management")),
    ),
}
DECLINED: Sequence[Any] = (
    _l("The cost would be higher than the gain."),
    _l("It is mended by something that is planned already."),
    _l("Too few customers would notice; we look at it again in half a year."),
)


def backfill(weeks: Iterable[Week], signer: Viewer) -> None:
    """Draft, sign and publish the memo of each week as of its Monday, oldest first; nobody is mailed.

    Each edition remembers the candidate with the highest score. What editions asked for is followed up three weeks
    later, with each outcome in turn.
    """
    for week in sorted(weeks):
        drafted = services.prepared(week)
        if drafted is None:
            continue
        with kernel_db.writing():
            with clock.at(week.end(business_zone())):
                _follow_up(week.plus(-3), signer)
            _live_through(week, drafted, signer)


def _live_through(week: Week, drafted: Content, signer: Viewer) -> None:
    monday = week.end(business_zone())
    with clock.at(monday + timedelta(minutes=10)):
        services.draft(week, drafted)
    memo = queries.memo_of(week)
    if memo and drafted.best:
        with clock.at(monday + timedelta(hours=7, minutes=30)):
            services.sign(memo=memo, seen=memo.edits, by=signer, choice=_choice(week, drafted.best))
    with clock.at(monday + timedelta(hours=8)):
        services.publish_edition(week, mailed=False)


def _choice(week: Week, best: Candidate) -> Choice:
    action, owner = _in_turn(ASKS[best.kind], week)
    return Choice(
        candidate=best.key,
        quotes=range(len(best.quotes)),
        headline=best.headline,
        type=TYPES[best.kind],
        why=str(WHYS[best.kind]),
        action=str(action),
        owner=str(owner),
    )


def _in_turn(said: Sequence[T], week: Week) -> T:
    return said[week.number % len(said)]


def _follow_up(week: Week, signer: Viewer) -> None:
    memo, fate = queries.memo_of(week), _in_turn(FATES, week)
    if memo and memo.status == "published":
        reason = str(DECLINED[week.number // len(FATES) % len(DECLINED)]) if fate == "declined" else ""
        services.follow_up(memo=memo, fate=fate, reason=reason, by=signer)
