"""A memo as its readers see it, on a page, in a mail or as plain text: everything said in words, every link live."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel import clock
from community.kernel.errors import Refused
from community.kernel.things import Thing
from community.kernel.weeks import Week

from ..topics import business_zone
from . import addresses, drafting, queries, reading, wording
from .content import Candidate, Gap, revived
from .models import Memo
from .queries import Ask
from .shown import CandidateShown, Line, NumberShown, QuoteShown, Shown, clean, headline

SECTIONS = ("insight", "themes", "articles", "moved", "waiting")


@dataclass(frozen=True, kw_only=True)
class AskShown:
    week: str
    url: str
    headline: str
    action: str
    owner: str
    fate: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """A memo, ready to be laid out. `empty` says by section why there is nothing in it."""

    week: str
    period: str
    site: str
    url: str
    status: str
    status_label: str
    signed: str
    headline: str
    type_label: str
    evidence: str
    customers: str
    quotes: tuple[QuoteShown, ...]
    why: str
    action: str
    owner: str
    asks: tuple[AskShown, ...]
    others: tuple[CandidateShown, ...]
    numbers: tuple[NumberShown, ...]
    themes: tuple[Line, ...]
    themes_against: str
    articles: tuple[Line, ...]
    moved: tuple[Line, ...]
    waiting: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    suppressed: tuple[Gap, ...]
    unheard: tuple[Gap, ...]
    empty: Mapping[str, str]
    withdrawn: str
    restated: str


def page_of(week: Week, *, naming: bool = False) -> Page:
    """Return the memo of a week: its edition or draft if it has one, else what is computed now as of that week.

    With `naming` those who are thanked are named, which is for our own pages.
    """
    zone = business_zone()
    if week.end(zone) > clock.now():
        raise Refused("%(week)s is not over yet; its memo can be read when it is.", week=week.key)
    memo = queries.memo_of(week)
    if memo:
        return edition_page(memo, naming=naming)
    computed = drafting.content_of(week, queries.chosen_subjects(week))
    return _page(week, Shown(computed, naming=naming), None, queries.asks_before(week, week.end(zone)))


def edition_page(memo: Memo, *, naming: bool = False) -> Page:
    """Return an edition or draft as it is read now: what was withdrawn since is gone from it too."""
    week = Week.parse(memo.week)
    asks = queries.asks_before(week, memo.published_at or clock.now())
    return _page(week, Shown(queries.content_of(memo), naming=naming), memo, asks)


def _page(week: Week, shown: Shown, memo: Memo | None, asks: Sequence[Ask]) -> Page:
    drafted = shown.content
    chosen = drafted.candidate(memo.chosen) if memo else drafted.best
    insight = shown.candidate(chosen) if chosen else None
    picked = _picked(memo, insight)
    status = memo.status if memo else "computed"
    return Page(
        week=week.key,
        period=wording.period(week),
        site=current_app.extensions["settings"].site_name,
        url=addresses.memo(week.key),
        status=status,
        status_label=str(wording.STATUS_LABELS[status]),
        signed=_signed(memo),
        headline=shown.headline(memo.headline if memo else chosen.headline if chosen else "", chosen),
        type_label=str(wording.TYPE_LABELS[memo.type]) if memo and memo.why else "",
        evidence=insight.evidence if insight else drafted.why_empty("insight"),
        customers=insight.customers if insight else "",
        quotes=picked,
        why=clean(memo.why) if memo else "",
        action=clean(memo.action) if memo else "",
        owner=clean(memo.owner) if memo else "",
        asks=_asks(asks),
        others=tuple(shown.candidate(one) for one in drafted.candidates if one != chosen),
        numbers=tuple(shown.number(one) for one in drafted.numbers),
        themes=tuple(shown.theme(one) for one in drafted.themes),
        themes_against=drafted.themes_against,
        articles=tuple(shown.articles()),
        moved=tuple(shown.moved(one) for one in drafted.moved),
        waiting=tuple(shown.waiting(one) for one in drafted.waiting),
        gaps=drafted.gaps,
        suppressed=drafted.suppressed,
        unheard=drafted.unheard,
        empty={section: drafted.why_empty(section) for section in SECTIONS},
        withdrawn=_withdrawn(picked),
        restated=_restated(memo),
    )


def candidates_of(memo: Memo) -> list[CandidateShown]:
    """Return what an editor may choose from, the highest score first."""
    drafted = queries.content_of(memo)
    shown = Shown(drafted, naming=False)
    ranked = sorted(drafted.candidates, key=lambda one: -one.suggestion.score)
    return [shown.candidate(one) for one in ranked]


def asks_by_now(week: Week) -> tuple[AskShown, ...]:
    """Return what the editions before the week asked for, as it stands now."""
    return _asks(queries.asks_before(week, clock.now()))


def headlines(memos: Sequence[Memo]) -> dict[str, str]:
    """Return what each edition or draft is headed by, by its week; what rests on nothing any more is withdrawn."""
    contents = {memo.week: revived(memo.content) for memo in memos}
    chosen = {memo.week: contents[memo.week].candidate(memo.chosen) for memo in memos}
    things = _resting_on(chosen.values())
    return {memo.week: headline(memo.headline, chosen[memo.week], things) for memo in memos}


def _resting_on(chosen: Iterable[Candidate | None]) -> Mapping[str, Thing]:
    return reading.things_of(source for one in chosen if one for source in one.sources)


def mailed(memo: Memo | None) -> str:
    """Return to whom the edition was mailed, and when; or why it was mailed to nobody."""
    zone, found = business_zone(), queries.recipients_of(memo) if memo else ()
    names = [f"{name}, {wording.day(at, zone)}" for name, at, _signed in found]
    return "; ".join(names) or str(wording.MAILED_TO_NOBODY[memo.status if memo else "computed"])


def _picked(memo: Memo | None, insight: CandidateShown | None) -> tuple[QuoteShown, ...]:
    if insight is None or memo is None:
        return insight.quotes if insight else ()
    numbers = {int(number) for number in memo.quotes.split(",") if number}
    return tuple(quote for quote in insight.quotes if quote.number in numbers)


def _signed(memo: Memo | None) -> str:
    if memo is None or memo.signed_at is None:
        return ""
    names = {
        "name": queries.signer_of(memo) or _("a former editor"),
        "day": wording.day(memo.signed_at, business_zone()),
    }
    return str(_("Signed by %(name)s, %(day)s", **names))


def _asks(asks: Sequence[Ask]) -> tuple[AskShown, ...]:
    things = _resting_on(ask.about for ask in asks)
    return tuple(_ask(ask, things) for ask in asks)


def _ask(ask: Ask, things: Mapping[str, Thing]) -> AskShown:
    return AskShown(
        week=ask.week,
        url=addresses.memo(ask.week),
        headline=headline(ask.headline, ask.about, things),
        action=clean(ask.action),
        owner=clean(ask.owner),
        fate=str(wording.FATE_LABELS[ask.fate]),
        reason=clean(ask.reason),
    )


def _withdrawn(quotes: Sequence[QuoteShown]) -> str:
    gone = sum(quote.withdrawn for quote in quotes)
    if not gone:
        return ""
    return str(
        ngettext(
            "%(num)d quote of this edition was withdrawn after it had been chosen; the numbers stay as they were.",
            "%(num)d quotes of this edition were withdrawn after they had been chosen; the numbers stay as they were.",
            gone,
        )
    )


def _restated(memo: Memo | None) -> str:
    """Return since when a quoted member is gone, and their words with them."""
    since = queries.restated_at(memo) if memo else None
    if since is None:
        return ""
    day = wording.day(since, business_zone())
    return str(_("Restated on %(day)s: somebody who was quoted left the community. The numbers stay.", day=day))


def plain(page: Page) -> dict[str, Any]:
    """Return the memo as values that JSON knows."""
    return asdict(page)
