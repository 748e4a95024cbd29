"""Hiding articles: a moderator takes one out of sight with a reason, and can bring it back."""

from community.forum.services.hiding import hide, restore
from community.kernel.auth import Viewer
from community.kernel.events import publish

from ..events import ArticleHidden, ArticleRestored
from ..models import Article


def hide_article(*, article: Article, by: Viewer, reason: str) -> None:
    """Take an article out of every reader's sight but the moderators' and its author's."""
    hide(article, by, reason, "This article is hidden already.")
    publish(ArticleHidden(article_id=article.id, by=by.member_id))


def restore_article(*, article: Article, by: Viewer) -> None:
    """Bring a hidden article back, as far as it was published."""
    restore(article, by, "This article is not hidden.")
    publish(ArticleRestored(article_id=article.id, by=by.member_id))
