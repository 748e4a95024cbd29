"""Shapes of the room search. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class Hit(Shape):
    """One thing found; `id` is the number of what `kind` names, `snippet` is HTML with the words marked.

    `thread_id` leads on: of a `post` it is the number of its topic, of an `idea_comment` that of the idea, of a
    `blog_comment` that of the blog post; what has a page of its own bears its own. `board_slug` is what `board` of a
    search takes, and null beyond the forum.
    """

    kind: str
    id: int
    thread_id: int
    title: str
    url: str
    board: str
    board_slug: str | None
    author: str
    author_handle: str | None
    at: datetime
    snippet: str
    solved: bool


@dataclass(frozen=True, kw_only=True)
class Results(Shape):
    """A page of what was found, the best first; `relaxed` tells that any of the words was enough."""

    hits: tuple[Hit, ...]
    total: int
    relaxed: bool
    next: str | None
