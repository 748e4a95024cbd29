"""Shapes of the room blogs. Written by `make client`."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from ..decoding import Shape


@dataclass(frozen=True, kw_only=True)
class BlogComment(Shape):
    """A comment on a blog post; `html` is sanitised, `topic` the address of the topic made of it."""

    id: int
    author: str
    author_handle: str | None
    created_at: datetime
    html: str
    topic: str | None


@dataclass(frozen=True, kw_only=True)
class BlogPost(Shape):
    """A blog post; `voice` says whether it speaks for the company or is the author's own view."""

    id: int
    title: str
    url: str
    author: str
    author_handle: str | None
    kind: str
    voice: str
    disclaimer: str
    visibility: str
    excerpt: str
    published_at: datetime | None
    edited_at: datetime | None
    comments: int


@dataclass(frozen=True, kw_only=True)
class BlogDrafts(Shape):
    """What `blogs.list_drafts` answers."""

    drafts: tuple[BlogPost, ...]


@dataclass(frozen=True, kw_only=True)
class Blog(Shape):
    """What `blogs.list` answers."""

    posts: tuple[BlogPost, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class BlogPostWithComments(Shape):
    """What `blogs.show` answers."""

    post: BlogPost
    html: str
    comments: tuple[BlogComment, ...]
    next: str | None


class PartsIn(TypedDict):
    """Unpopular news in the five parts that people will ask for."""

    what: str
    when: str
    why: str
    do: str
    ask: str
