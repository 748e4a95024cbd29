"""What a memo holds, as plain values: numbers, codes, ids, and customers' words only inside `Excerpt`; pure."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Kind = Literal["most", "newest", "strangest"]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Excerpt:
    """Words out of a thing ("post:12"); the text is None while it is kept apart from the rest."""

    source: str
    text: str | None


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A customer's words, and how their author is named."""

    said: Excerpt
    who: str


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """How much speaks for a candidate: the product of its four parts, each as printed."""

    z_rank: float
    novelty: float
    spread: float
    reach: float

    @property
    def score(self) -> float:
        return round(self.z_rank * self.novelty * self.spread * self.reach, 2)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Something the week may be remembered for, with its evidence: seen in `posts` of `of_posts`."""

    key: str
    kind: Kind
    subject: tuple[str, ...]
    headline: str
    posts: int
    authors: int
    customers: int
    segments: tuple[str, ...]
    of_posts: int
    sources: tuple[str, ...]
    quotes: tuple[Quote, ...]
    suggestion: Suggestion


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number of the week in words, or the sentence why there is none."""

    name: str
    label: str
    words: str
    basis: str
    value: float | None
    n: int | None
    low: float | None
    high: float | None
    status: str
    why: str
    rows_url: str | None


@dataclass(frozen=True, kw_only=True)
class ThemeLine:
    """An emerging theme: how many wrote about it this week, and in how many texts it stood before."""

    label: str
    posts: int
    authors: int
    before: int
    z: float
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ArticleLine:
    """An article published in the week, and whose posts it was made of; `nameless` are those without an account."""

    title: Excerpt
    thanked: tuple[int, ...]
    nameless: int


@dataclass(frozen=True, kw_only=True)
class IdeaLine:
    """An idea that moved, or that waits: how many want it, and for how many days it stands where it stands."""

    title: Excerpt
    before: str
    now: str
    votes: int
    days: int


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What cannot be said, and why."""

    label: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything a week's memo is made of. A section that is empty has its reason in `empty`, by its name."""

    week: str
    version: str
    posts: int
    authors: int
    candidates: tuple[Candidate, ...]
    themes: tuple[ThemeLine, ...]
    themes_against: str
    numbers: tuple[Number, ...]
    articles: tuple[ArticleLine, ...]
    moved: tuple[IdeaLine, ...]
    waiting: tuple[IdeaLine, ...]
    gaps: tuple[Gap, ...]
    suppressed: tuple[Gap, ...]
    unheard: tuple[Gap, ...]
    empty: tuple[Gap, ...]

    def candidate(self, key: str) -> Candidate | None:
        return next((one for one in self.candidates if one.key == key), None)

    @property
    def best(self) -> Candidate | None:
        """The candidate with the highest score; of equals the first."""
        return max(self.candidates, key=lambda one: one.suggestion.score, default=None)

    def why_empty(self, section: str) -> str:
        return next((gap.why for gap in self.empty if gap.label == section), "")


def excerpts(content: Any) -> Iterator[Excerpt]:
    """Yield every excerpt below a value, in the order in which they stand."""
    found: list[Excerpt] = []
    with_excerpts(content, lambda one: found.append(one) or one)  # type: ignore[func-returns-value]
    yield from found


def with_excerpts(value: T, change: Callable[[Excerpt], Excerpt]) -> T:
    """Return the value with every excerpt below it changed, in the order in which they stand."""
    if isinstance(value, Excerpt):
        return change(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(with_excerpts(one, change) for one in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: with_excerpts(getattr(value, f.name), change) for f in fields(value)})
    return value


def plain(content: Content) -> dict[str, Any]:
    """Return the content as values that JSON knows; `revived` brings it back."""
    return asdict(content)


def revived(values: dict[str, Any]) -> Content:
    """Return the content that `plain` was given."""
    return _revived(Content, values)  # type: ignore[no-any-return]


def _revived(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{f.name: _revived(hints[f.name], value[f.name]) for f in fields(kind)})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return tuple(_revived(get_args(kind)[0], one) for one in value)
    return value
