"""What the room's pages show, as small frozen values, and the words for its codes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from community.accounts.authors import Author
from community.forum.rows import VISIBILITY_LABELS, Place

from . import addresses

VOICE_LABELS: dict[str, Any] = {
    "company": _l("For the company"),
    "own": _l("My own view"),
}
DISCLAIMERS: dict[str, Any] = {
    "company": _l("The author writes for the company."),
    "own": _l("This is the author's own view. It does not speak for the company."),
}


@dataclass(frozen=True, kw_only=True)
class PostRow:
    """A blog post in a list; `published_at` is None for a draft."""

    id: int
    title: str
    slug: str
    excerpt: str
    author: Author
    kind: str
    voice: str
    visibility: str
    created_at: datetime
    published_at: datetime | None
    edited_at: datetime | None
    comments: int
    hidden_reason: str | None = None

    @property
    def hidden(self) -> bool:
        return self.hidden_reason is not None

    @property
    def url(self) -> str:
        return addresses.post(self.id, self.slug)

    @property
    def history_url(self) -> str:
        return addresses.post_act(self.id, "history")

    @property
    def draft(self) -> bool:
        return self.published_at is None

    @property
    def voice_label(self) -> Any:
        return VOICE_LABELS[self.voice]

    @property
    def disclaimer(self) -> Any:
        return DISCLAIMERS[self.voice]

    @property
    def visibility_label(self) -> Any:
        return VISIBILITY_LABELS[self.visibility]


@dataclass(frozen=True, kw_only=True)
class AuthorRow:
    """Somebody who writes on the blog, and how many of their posts the reader may see."""

    author: Author
    posts: int

    @property
    def url(self) -> str:
        return addresses.by_author(self.author.handle)


@dataclass(frozen=True, kw_only=True)
class CommentRow:
    """A comment; `topic` is the topic that was made of it, where the reader may see it."""

    id: int
    author: Author
    html: str
    created_at: datetime
    hidden: bool
    hidden_reason: str | None
    is_topic: bool
    topic: Place | None

    @property
    def url(self) -> str:
        return addresses.comment(self.id)

    @property
    def topic_url(self) -> str | None:
        """Where the comment can be made a topic, while it is none."""
        return None if self.is_topic or self.hidden else addresses.comment_act(self.id, "topic")
