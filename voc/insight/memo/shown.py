"""What a memo is made of, as its readers see it now: what was withdrawn since is gone, every link leads somewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel import pii
from community.kernel.things import Thing
from community.kernel.web.wording import decimals
from ideas.rows import STATUS_LABELS as IDEA_LABELS

from ..specs import ALL
from ..topics import business_zone
from . import queries, reading, wording
from .content import ArticleLine, Candidate, Content, Excerpt, IdeaLine, Number, Quote, ThemeLine, excerpts
from .rules import WITHDRAWN

LINKS_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class QuoteShown:
    """A quote as it is shown; what was withdrawn has neither words nor link."""

    number: int
    text: str
    who: str
    url: str | None
    place: str
    said_on: str

    @property
    def withdrawn(self) -> bool:
        return self.url is None


@dataclass(frozen=True, kw_only=True)
class CandidateShown:
    """What the week might be remembered for: its evidence in words, and the four printed parts of its score."""

    key: str
    kind: str
    headline: str
    evidence: str
    single: bool
    customers: str
    quotes: tuple[QuoteShown, ...]
    parts: tuple[tuple[str, str], ...]
    score: str
    urls: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a list: a text with its link, and what is said about it."""

    text: str
    url: str | None
    says: str
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NumberShown:
    """A number in words, and beside them the figures that a program reads."""

    name: str
    label: str
    words: str
    basis: str
    value: float | None
    unit: str
    n: int | None
    low: float | None
    high: float | None
    status: str
    why: str
    rows_url: str | None
    missing: bool
    uncertain: bool


def clean(text: str) -> str:
    """Return a text without private data: what is shown is looked through once more, whatever was done before."""
    return pii.redact(text).text


def headline(text: str, about: Candidate | None, things: Mapping[str, Thing]) -> str:
    """Return a headline, unless everything that it rests on was withdrawn."""
    stands = about is None or any(source in things for source in about.sources)
    return clean(text) if stands else WITHDRAWN


class Shown:
    """The content's things as they may be shown now."""

    def __init__(self, drafted: Content, *, naming: bool) -> None:
        rests_on = [source for one in drafted.candidates for source in one.sources]
        rests_on += [source for line in drafted.themes for source in line.sources]
        self.content = drafted
        self._things = reading.things_of([*(one.source for one in excerpts(drafted)), *rests_on])
        thanked = {id_ for line in drafted.articles for id_ in line.thanked}
        self._names = queries.names_of(thanked) if naming else {}

    def _thing(self, one: Excerpt) -> Thing | None:
        return self._things.get(one.source) if one.text is not None else None

    def _words(self, one: Excerpt) -> str:
        return clean(one.text) if one.text is not None and self._thing(one) else WITHDRAWN

    def _url(self, one: Excerpt) -> str | None:
        thing = self._thing(one)
        return thing.url if thing else None

    def _urls(self, sources: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._things[source].url for source in sources if source in self._things)

    def headline(self, text: str, about: Candidate | None) -> str:
        return headline(text, about, self._things)

    def candidate(self, one: Candidate) -> CandidateShown:
        parts = one.suggestion
        return CandidateShown(
            key=one.key,
            kind=str(wording.KIND_LABELS[one.kind]),
            headline=self.headline(one.headline, one),
            evidence=wording.evidence(one.posts, one.authors, one.of_posts),
            single=one.posts == 1,
            customers=wording.customers(one.customers, one.segments),
            quotes=tuple(self.quote(number, quote) for number, quote in enumerate(one.quotes)),
            parts=(
                (_("how much its words stand out"), decimals(parts.z_rank, 2)),
                (_("how new it is to the memo"), decimals(parts.novelty, 2)),
                (_("how many people said it"), decimals(parts.spread, 2)),
                (_("how far they are heard"), decimals(parts.reach, 2)),
            ),
            score=decimals(parts.score, 2),
            urls=self._urls(one.sources)[:LINKS_SHOWN],
        )

    def quote(self, number: int, quote: Quote) -> QuoteShown:
        thing = self._thing(quote.said)
        return QuoteShown(
            number=number,
            text=self._words(quote.said),
            who=quote.who,
            url=thing.url if thing else None,
            place=thing.place if thing else "",
            said_on=wording.day(thing.at, business_zone()) if thing else "",
        )

    def theme(self, line: ThemeLine) -> Line:
        urls = self._urls(line.sources)
        said = wording.theme(line.posts, line.authors, line.before)
        return Line(text=line.label if urls else WITHDRAWN, url=None, says=said, urls=urls[:LINKS_SHOWN])

    def articles(self) -> Iterable[Line]:
        for line in self.content.articles:
            yield Line(text=self._words(line.title), url=self._url(line.title), says=self._thanks(line))

    def _thanks(self, line: ArticleLine) -> str:
        """Return who is thanked; people are named on our own pages only."""
        named = [self._names[id_] for id_ in line.thanked if id_ in self._names]
        others = len(line.thanked) + line.nameless - len(named)
        if not named and not others:
            return str(_("Written by the staff"))
        if others and named:
            named.append(ngettext("%(num)d more person", "%(num)d more people", others))
        return str(_("Thanks to %(names)s", names=", ".join(named) or wording.people(others)))

    def moved(self, line: IdeaLine) -> Line:
        labels = {"before": IDEA_LABELS[line.before], "now": IDEA_LABELS[line.now]}
        says = _("%(before)s → %(now)s, wanted by %(people)s", people=wording.people(line.votes), **labels)
        return Line(text=self._words(line.title), url=self._url(line.title), says=says)

    def waiting(self, line: IdeaLine) -> Line:
        says = _(
            "under review for %(days)d days, wanted by %(people)s", days=line.days, people=wording.people(line.votes)
        )
        return Line(text=self._words(line.title), url=self._url(line.title), says=says)

    def number(self, one: Number) -> NumberShown:
        same = ("name", "label", "words", "basis", "value", "n", "low", "high", "status", "why", "rows_url")
        return NumberShown(
            **{name: getattr(one, name) for name in same},
            unit=ALL[one.name].unit if one.name in ALL else "",
            missing=one.value is None,
            uncertain=one.status == "low_n",
        )
