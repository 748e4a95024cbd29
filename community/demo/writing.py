"""What the company writes: articles harvested from topics, and its blog with what people say to it."""

from collections.abc import Iterator
from functools import partial

from community.blogs.models import BlogPost, Comment
from community.blogs.rules import Words
from community.blogs.services import comments, posts, topics
from community.sample import model
from kb_harvest.models import Article
from kb_harvest.services import drafting, publishing

from .lived import VISIBILITIES, Lived, Step


class Articles:
    """The articles of the plan, each known by the topic it comes from."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._articles: dict[int, Article] = {}

    def steps(self) -> Iterator[Step]:
        """Yield how each article is drafted, and most are published."""
        for article in self._lived.plan.articles:
            yield article.at, partial(self._draft, article)
            if article.published_at:
                yield article.published_at, partial(self._publish, article)

    def _draft(self, article: model.Article) -> None:
        made = drafting.draft_from_topic(topic=self._lived.topics[article.topic], by=self._lived.people[article.by])
        self._articles[article.topic] = made

    def _publish(self, article: model.Article) -> None:
        made, by = self._articles[article.topic], self._lived.people[article.published_by]
        publishing.publish_article(article=made, seen=made.version, by=by, audience="public")


class Blog:
    """The blog of the plan, each post known by its title, which no other has."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._blog: dict[str, BlogPost] = {}
        self._said: dict[model.BlogComment, Comment] = {}

    def steps(self) -> Iterator[Step]:
        """Yield every post with what is said to it."""
        for post in self._lived.plan.blog:
            yield from self._blogging(post)

    def _blogging(self, post: model.BlogPost) -> Iterator[Step]:
        """Yield what happens to a blog post; it is known by its title, which no other has."""
        yield post.at, partial(self._tell, post)
        for comment in post.comments:
            yield comment.at, partial(self._say, post, comment)
            if comment.topic:
                yield comment.topic.at, partial(self._make_topic, post, comment, comment.topic)

    def _tell(self, post: model.BlogPost) -> None:
        by, visibility = self._lived.people[post.author], VISIBILITIES.get(post.visibility, post.visibility)
        words = Words(title=post.title, body=post.body, kind=post.kind, voice=post.voice, visibility=visibility)
        self._blog[post.title] = posts.draft_post(by=by, words=words)
        posts.publish_post(post=self._blog[post.title], by=by)

    def _say(self, post: model.BlogPost, comment: model.BlogComment) -> None:
        by = self._lived.people[comment.by]
        self._said[comment] = comments.comment_on(post=self._blog[post.title], by=by, body=comment.body)

    def _make_topic(self, post: model.BlogPost, comment: model.BlogComment, topic: model.BlogTopic) -> None:
        topics.make_topic(
            comment=self._said[comment],
            post=self._blog[post.title],
            board=self._lived.boards[topic.board],
            by=self._lived.people[topic.by],
            title=topic.title,
            kind="discussion",
        )
