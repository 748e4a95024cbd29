"""A question and its answers in the words of schema.org: https://schema.org/QAPage."""

from collections.abc import Mapping
from typing import Any

from community.kernel.markup import plain
from community.kernel.web.linked_data import CONTEXT, moment, person
from community.kernel.web.links import full_url

from .rows import PostRow, TopicRow
from .topic_page import TopicPage


def question(page: TopicPage) -> Mapping[str, Any]:
    """Return the first page of a question, with the answers that stand on it."""
    topic = page.topic
    asked = {
        **_said(page.opening, topic),
        "@type": "Question",
        "name": topic.title,
        "url": full_url(topic.url),
        "answerCount": topic.replies,
    }
    found = {
        "acceptedAnswer": [_answer(post, topic) for post in page.accepted],
        "suggestedAnswer": [_answer(post, topic) for post in page.posts.rows if not post.accepted],
    }
    said = {name: answers for name, answers in found.items() if answers}
    return {"@context": CONTEXT, "@type": "QAPage", "mainEntity": asked | said}


def _answer(post: PostRow, topic: TopicRow) -> dict[str, Any]:
    return {**_said(post, topic), "@type": "Answer"}


def _said(post: PostRow, topic: TopicRow) -> dict[str, Any]:
    edited = {"dateModified": moment(post.edited_at)} if post.edited_at else {}
    return {
        "text": plain(post.html),
        "url": full_url(f"{topic.url}#{post.anchor}"),
        "author": person(post.author),
        "datePublished": moment(post.created_at),
        "upvoteCount": post.kudos,
        **edited,
    }
