"""What the knowledge base says happened."""

from dataclasses import dataclass
from typing import ClassVar

from community.kernel.events import Event

from .rules import Confidence


@dataclass(frozen=True, kw_only=True)
class ArticleDrafted(Event):
    """An editor began an article, from a topic or from nothing."""

    kind: ClassVar[str] = "kb_harvest.article_drafted"
    article_id: int
    topic_id: int | None


@dataclass(frozen=True, kw_only=True)
class ArticleEdited(Event):
    """An article's words were changed."""

    kind: ClassVar[str] = "kb_harvest.article_edited"
    article_id: int


@dataclass(frozen=True, kw_only=True)
class ArticlePublished(Event):
    """Readers may find the article; `post_ids[i]`, harvested into it, was written by `author_ids[i]`."""

    kind: ClassVar[str] = "kb_harvest.article_published"
    article_id: int
    topic_id: int | None
    post_ids: tuple[int, ...]
    author_ids: tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True)
class ArticleArchived(Event):
    """An article went out of use; what was earned by it stays earned."""

    kind: ClassVar[str] = "kb_harvest.article_archived"
    article_id: int


@dataclass(frozen=True, kw_only=True)
class ArticleHidden(Event):
    """A moderator took an article out of sight, with a reason, reversibly; what was earned by it stays earned."""

    kind: ClassVar[str] = "kb_harvest.article_hidden"
    article_id: int


@dataclass(frozen=True, kw_only=True)
class ArticleRestored(Event):
    """A hidden article is shown again."""

    kind: ClassVar[str] = "kb_harvest.article_restored"
    article_id: int


@dataclass(frozen=True, kw_only=True)
class ArticleMoved(Event):
    """An article's confidence changed; from now on only staff read it, until it is published."""

    kind: ClassVar[str] = "kb_harvest.article_moved"
    article_id: int
    from_confidence: Confidence
    to_confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class ArticleReviewed(Event):
    """Somebody looked through an article that was to be reviewed, and it stands."""

    kind: ClassVar[str] = "kb_harvest.article_reviewed"
    article_id: int


@dataclass(frozen=True, kw_only=True)
class TopicSetAside(Event):
    """A topic was taken off the candidates' queue, with a reason."""

    kind: ClassVar[str] = "kb_harvest.topic_set_aside"
    topic_id: int


@dataclass(frozen=True, kw_only=True)
class TopicTakenBack(Event):
    """A topic that was set aside is a candidate again."""

    kind: ClassVar[str] = "kb_harvest.topic_taken_back"
    topic_id: int
