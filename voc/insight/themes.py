"""Emerging themes: what people write about this week and did not write about before; pure.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), labels by c-TF-IDF (BERTopic).
Formulas, floors and worked values: DOMAIN, section 5.6. A text counts a term once, however often it says it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, permutations
from math import log, sqrt
from typing import Final

from .stop_words import STOP_WORDS

PRIOR: Final = 1000.0  # a0: how many words of background the prior is worth
Z_FLOOR, POSTS_FLOOR, AUTHORS_FLOOR = 3.29, 5, 3
WEEKS_BEFORE: Final = 12
MERGED_FROM: Final = 0.5  # of either term's posts
NAMED_FROM: Final = 0.5  # of the theme's posts have a term of its label
LABEL_TERMS: Final = 2
LABEL_JOINT: Final = ", "

_MASK: Final = re.compile(r"\[[a-z_]+\]|\[…\]|(?<!\w)@\w+(?:[.-]\w+)*")  # taken out, cut out, or a handle
_BREAK: Final = re.compile(r"[^\w\s'’-]+|\s-+\s|\n")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST_WORD: Final = 40


@dataclass(frozen=True)
class Said:
    """One text as themes see it: its key, who wrote it, what it says, and which of its words are people's names."""

    key: str
    author: str
    text: str
    names: frozenset[str] = frozenset()

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(terms_of(self.text, self.names))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOdds:
    """How much likelier a term is in this week's texts than before: difference, its variance, and z."""

    delta: float
    variance: float

    @property
    def z(self) -> float:
        return self.delta / sqrt(self.variance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or pair of words with who uses it this week, and how many texts had it before."""

    text: str
    posts: tuple[str, ...]
    authors: int
    before: int
    z: float

    @property
    def is_theme(self) -> bool:
        return self.z >= Z_FLOOR and len(self.posts) >= POSTS_FLOOR and self.authors >= AUTHORS_FLOOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Terms that go together, strongest first, with the texts and people that use any of them.

    `before` is how many earlier texts had any of them, `times` how much larger their share of all texts is by now.
    """

    terms: tuple[str, ...]
    label: str
    posts: tuple[str, ...]
    authors: int
    before: int
    times: float | None
    z: float


def words_of(text: str, names: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """Yield the runs of telling words of a text; stop words, names and punctuation stand between runs."""
    for part in _BREAK.split(_MASK.sub("\n", text.lower())):
        run: list[str] = []
        for found in _WORD.finditer(part):
            word = found[0].replace("’", "'").removesuffix("'s")
            if _is_telling(word) and word not in names:
                run.append(word)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _is_telling(word: str) -> bool:
    return 1 < len(word) <= _LONGEST_WORD and word not in STOP_WORDS and not word.replace("-", "").isdigit()


def terms_of(text: str, names: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the text's words and pairs of neighbouring words."""
    for run in words_of(text, names):
        yield from run
        yield from (f"{first} {second}" for first, second in pairwise(run))


def log_odds(y1: float, n1: float, y0: float, n0: float, alpha: float, prior: float = PRIOR) -> LogOdds:
    """Compare y1 of n1 now with y0 of n0 before, `alpha` of `prior` being the term's share of the background."""
    now = log((y1 + alpha) / (n1 + prior - y1 - alpha))
    before = log((y0 + alpha) / (n0 + prior - y0 - alpha))
    return LogOdds(delta=now - before, variance=1 / (y1 + alpha) + 1 / (y0 + alpha))


def c_tf_idf(count: int, class_words: int, average_words: float, everywhere: int) -> float:
    """Return how well a term names its class: its share of the class times ln(1 + A / f)."""
    return count / class_words * log(1 + average_words / everywhere)


def rated(week: Iterable[Said], before: Iterable[Said]) -> list[Term]:
    """Return every term of the week, the most telling first; equal ones by their posts, then by the alphabet."""
    users: dict[str, list[Said]] = defaultdict(list)
    for said in sorted(week, key=lambda one: one.key):
        for term in said.terms:
            users[term].append(said)
    earlier = Counter(term for said in before for term in said.terms)
    sizes = {pair: _sizes(users, earlier, pair=pair) for pair in (False, True)}
    terms = [_term(text, said, earlier[text], *sizes[" " in text]) for text, said in users.items()]
    return sorted(terms, key=lambda term: (-term.z, -len(term.posts), term.text))


def _sizes(users: Mapping[str, Sequence[Said]], earlier: Counter[str], *, pair: bool) -> tuple[int, int]:
    """Return how many words (or pairs) both sides have; pairs are compared with pairs."""
    now = sum(len(said) for text, said in users.items() if (" " in text) == pair)
    return now, sum(number for text, number in earlier.items() if (" " in text) == pair)


def _term(text: str, said: Sequence[Said], before: int, n1: int, n0: int) -> Term:
    alpha = PRIOR * (len(said) + before) / (n1 + n0)
    odds = log_odds(len(said), n1, before, n0, min(alpha, PRIOR / 2))  # one word alone may be all there is
    authors = len({one.author for one in said})
    return Term(text=text, posts=tuple(one.key for one in said), authors=authors, before=before, z=odds.z)


def themes(week: Sequence[Said], before: Sequence[Said], terms: Sequence[Term]) -> list[Theme]:
    """Return the themes among the week's rated terms, the most people first; terms that go together are one."""
    groups: list[list[Term]] = []
    for term in (term for term in terms if term.is_theme):
        group = next((group for group in groups if _together(group[0], term)), None)
        if group is None:
            groups.append([term])
        else:
            group.append(term)
    found = [_theme(group, week, before) for group in groups]
    return sorted(found, key=lambda theme: (-theme.authors, -theme.z, theme.label))


def _together(first: Term, second: Term) -> bool:
    """Tell whether two terms stand together in at least half of the texts of each."""
    shared = len(set(first.posts) & set(second.posts))
    return shared >= MERGED_FROM * max(len(first.posts), len(second.posts))


def _theme(group: Sequence[Term], week: Sequence[Said], before: Sequence[Said]) -> Theme:
    terms = tuple(term.text for term in group)
    keys = {key for term in group for key in term.posts}
    mine = [said for said in week if said.key in keys]
    earlier = sum(not said.terms.isdisjoint(terms) for said in before)
    return Theme(
        terms=terms,
        label=label(terms, mine, [said for said in week if said.key not in keys]),
        posts=tuple(sorted(keys)),
        authors=len({said.author for said in mine}),
        before=earlier,
        times=times(len(mine), len(week), earlier, len(before)),
        z=group[0].z,
    )


def times(now: int, all_now: int, before: int, all_before: int) -> float | None:
    """Return how many times as large the share of all texts is as before; None if there was nothing before."""
    return now / all_now / (before / all_before) if before else None


def label(terms: Sequence[str], mine: Sequence[Said], others: Sequence[Said]) -> str:
    """Return the terms that name these texts best, at most two, none sharing a word; pairs say more than words.

    A term that names them stands in at least half of them; if none does, the most frequent is the name. Two of the
    words that stand side by side in half of the texts count as a pair of their own.
    """
    here = Counter(term for said in mine for term in said.terms)
    everywhere = here + Counter(term for said in others for term in said.terms)
    average = everywhere.total() / (2 if others else 1)
    able = (*terms, *map(" ".join, permutations(terms, 2)))
    named = [term for term in able if here[term] >= NAMED_FROM * len(mine)]
    named = named or [max(terms, key=lambda term: here[term])]
    weights = {t: c_tf_idf(here[t], here.total(), average, everywhere[t]) for t in named}
    chosen: list[str] = []
    for term in sorted(weights, key=lambda term: (" " not in term, -weights[term], term)):
        known = {word for other in chosen for word in other.split()}
        if not known & set(term.split()) and len(chosen) < LABEL_TERMS:
            chosen.append(term)
    return LABEL_JOINT.join(chosen)
