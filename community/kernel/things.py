"""Things: what flags, follows, search hits, mails and erasure treat alike, whatever room it comes from."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .auth import Viewer
from .events import Event
from .search.documents import Document


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing as a stranger to its room sees it.

    `thread_id` is the number of the topic, idea, blog post or article to which it belongs, or which it is; `board` is a
    slug, where it stands on one.
    """

    kind: str
    id: int
    title: str
    url: str
    author: Any
    at: datetime
    text: str
    place: str
    solved: bool = False
    tags: tuple[str, ...] = ()
    hidden: bool = False
    board: str | None = None
    thread_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Hiding:
    """How things of a kind are taken out of sight and brought back.

    `among(ids, viewer)` returns what lies where the viewer may look, hidden or not, by id; `hide(id, by, reason)`,
    `reword(id, by, reason)` of what is hidden, and `restore(id, by)` raise Refused where there is nothing to do.
    """

    among: Callable[[Collection[int], Viewer], Mapping[int, Thing]]
    hide: Callable[[int, Viewer, str], None]
    reword: Callable[[int, Viewer, str], None]
    restore: Callable[[int, Viewer], None]


@dataclass(frozen=True, kw_only=True)
class ThingKind:
    """How a room's things are loaded, for whom, and what the search index knows of them.

    `visible(ids, viewer)` returns only what the viewer may see, by id; `documents(ids)` returns what is to be
    found at all; `touched(events)` returns the ids whose document those events may have changed;
    `all_ids(after, limit)` walks all ids upwards for a rebuild; `hiding` is for kinds that can be flagged.
    """

    kind: str
    label: Any
    visible: Callable[[Collection[int], Viewer], Mapping[int, Thing]]
    documents: Callable[[Collection[int]], Iterable[Document]]
    all_ids: Callable[[int, int], list[int]]
    touched_by: tuple[type[Event], ...]
    touched: Callable[[Sequence[Event]], Collection[int]]
    count_views: Callable[[Mapping[int, int]], None] | None = field(default=None)
    hiding: Hiding | None = field(default=None)
