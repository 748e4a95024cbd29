"""Insight candidates of three kinds: what most people speak of, what was never heard before, and the strangest voice.

Pure. An insight may rest on one voice; the floors of DOMAIN 5.6 bind themes only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, log

from ..themes import LABEL_JOINT, Said, Term, Theme
from .content import Kind, Suggestion

PER_KIND = 2
FEWEST_TERMS = 8  # a text says enough to be strange


@dataclass(frozen=True, kw_only=True)
class Heard(Said):
    """A text of the week with the conversation it stands in, on which board; `opens` if it began that conversation."""

    place: str
    opens: bool
    board: int | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """A candidate before its quotes are chosen: what it is about, and which texts show it.

    `about` are the terms that name it, of which each quote has one; `times` how often it is heard for once before.
    A single voice is named after its board.
    """

    kind: Kind
    subject: tuple[str, ...]
    posts: tuple[str, ...]
    authors: int
    z: float
    about: frozenset[str] = frozenset()
    times: float | None = None
    named_after: str = ""
    weeks_before: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.subject[0]}"


def find(
    week: Sequence[Heard], before: Sequence[Said], terms: Sequence[Term], themes: Sequence[Theme], weeks_before: int
) -> list[Found]:
    """Return up to two candidates of each kind, no two about the same texts."""
    strongest = _strongest(week, terms)
    made: list[Found] = []
    for kind in (
        _most(week, themes, strongest, weeks_before),
        _newest(week, terms, strongest, weeks_before),
        _strangest(week, before, strongest),
    ):
        made += _first_apart(kind, made)
    return made


def _first_apart(kind: Iterator[Found], made: Sequence[Found]) -> list[Found]:
    """Return the first of a kind that share no text with what there is already, nor text or name with each other."""
    known = {post for one in made for post in one.posts}
    chosen: list[Found] = []
    names: set[str] = set()
    for one in kind:
        if len(chosen) == PER_KIND:
            break
        if not known & set(one.posts) and one.named_after not in names:
            chosen.append(one)
            known |= set(one.posts)
            names |= {one.named_after} - {""}
    return chosen


def _strongest(week: Iterable[Heard], terms: Sequence[Term]) -> dict[str, float]:
    """Return by text the z of its most telling term; 0 for a text without any."""
    strongest = {said.key: 0.0 for said in week}
    for term in reversed(terms):
        strongest.update(dict.fromkeys(term.posts, term.z))
    return strongest


def _most(
    week: Sequence[Heard], themes: Sequence[Theme], strongest: Mapping[str, float], weeks_before: int
) -> Iterator[Found]:
    """Yield themes by their number of people; without themes, the conversations in which most people spoke."""
    for theme in themes:
        subject, posts = (theme.label, *theme.terms), theme.posts
        yield Found(
            kind="most",
            subject=subject,
            posts=posts,
            authors=theme.authors,
            z=theme.z,
            about=frozenset(theme.label.split(LABEL_JOINT)),
            times=theme.times,
            weeks_before=weeks_before,
        )
    if not themes:
        yield from _conversations(week, strongest)


def _conversations(week: Sequence[Heard], strongest: Mapping[str, float]) -> Iterator[Found]:
    by_place: dict[str, list[Heard]] = defaultdict(list)
    for said in week:
        by_place[said.place].append(said)
    found = [_of(said, "most", (place,), strongest) for place, said in by_place.items()]
    yield from sorted(found, key=lambda one: (-one.authors, -len(one.posts), one.subject))


def _newest(
    week: Sequence[Heard], terms: Sequence[Term], strongest: Mapping[str, float], weeks_before: int
) -> Iterator[Found]:
    """Yield terms that nobody used before, from two people on; then the openings with most words of that kind."""
    if not weeks_before:
        return
    by_key, new = {said.key: said for said in week}, [term for term in terms if not term.before]
    shared = sorted((t for t in new if t.authors > 1), key=lambda t: (-t.authors, -t.z, -len(t.text), t.text))
    for term in shared:
        said = [by_key[key] for key in term.posts]
        yield _of(said, "newest", (term.text,), strongest, about=frozenset({term.text}), weeks_before=weeks_before)
    unheard = {term.text for term in new}
    openings = [one for one in week if one.opens and len(one.terms) >= FEWEST_TERMS]
    for opening in sorted(openings, key=lambda one: (-_share(one, unheard), one.key)):
        yield _alone(opening, "newest", opening.place, strongest, weeks_before)


def _share(said: Said, among: set[str]) -> float:
    return round(len(said.terms & among) / len(said.terms), 6)


def _strangest(week: Sequence[Heard], before: Iterable[Said], strongest: Mapping[str, float]) -> Iterator[Found]:
    """Yield single voices, the one first whose words are on the whole the least expected.

    A term that stands in one text only says nothing: it may be a slip of the pen.
    """
    used = Counter(term for said in (*week, *before) for term in said.terms)
    known = {said.key: sorted(term for term in said.terms if used[term] > 1) for said in week}
    telling = [said for said in week if len(known[said.key]) >= FEWEST_TERMS]
    for said in sorted(telling, key=lambda said: (-_surprise(known[said.key], used), said.key)):
        yield _alone(said, "strangest", said.key, strongest)


def _surprise(terms: Sequence[str], used: Counter[str]) -> float:
    """Return the mean of -ln of how often each of the terms is used."""
    return round(fsum(-log(used[term]) for term in terms) / len(terms), 6)


def _alone(said: Heard, kind: Kind, subject: str, strongest: Mapping[str, float], weeks_before: int = 0) -> Found:
    one = _of([said], kind, (subject,), strongest, weeks_before=weeks_before)
    return replace(one, named_after=f"board:{said.board}")


def _of(
    said: Sequence[Heard],
    kind: Kind,
    subject: tuple[str, ...],
    strongest: Mapping[str, float],
    *,
    about: frozenset[str] = frozenset(),
    weeks_before: int = 0,
) -> Found:
    keys = tuple(sorted(one.key for one in said))
    authors = len({one.author for one in said})
    z = max(strongest[key] for key in keys)
    return Found(kind=kind, subject=subject, posts=keys, authors=authors, z=z, about=about, weeks_before=weeks_before)


def suggestions(
    found: Sequence[Found], reach: Mapping[str, float], chosen: Sequence[Sequence[str]]
) -> list[Suggestion]:
    """Return for each candidate how much speaks for it, to the two decimals that are printed.

    Score = z-rank x novelty x ln(1 + people) x reach. The z-rank is 1 for the candidate whose terms stand out most
    and falls in equal steps; novelty is 1, and is halved, cut to a third and so on by each of the last editions that
    chose the same subject; reach is 1 plus W/100 of every watched person among the authors (`reach`, by candidate).
    """
    ranked = sorted({one.z for one in found}, reverse=True)
    return [
        Suggestion(
            z_rank=round(1 - ranked.index(one.z) / len(ranked), 2),
            novelty=round(1 / (1 + sum(bool(set(one.subject) & set(subject)) for subject in chosen)), 2),
            spread=round(log(1 + one.authors), 2),
            reach=round(1 + reach.get(one.key, 0.0), 2),
        )
        for one in found
    ]
