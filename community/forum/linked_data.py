"""Topics in the words of schema.org: https://schema.org/QAPage, https://schema.org/DiscussionForumPosting."""

from collections.abc import Mapping
from typing import Any

from community.kernel.markup import plain
from community.kernel.web.linked_data import CONTEXT, moment, person
from community.kernel.web.links import full_url

from .rows import PostRow, TopicRow
from .topic_page import TopicPage


def talk(page: TopicPage) -> Mapping[str, Any]:
    """Return the first page of a topic, with what stands on it."""
    return _question(page) if page.topic.kind == "question" else _discussion(page)


def _discussion(page: TopicPage) -> dict[str, Any]:
    topic = page.topic
    said = _said(page.opening, topic) | {"url": full_url(topic.url), "headline": topic.title}
    likes = {"@type": "InteractionCounter", "interactionType": f"{CONTEXT}/LikeAction"}
    said["interactionStatistic"] = likes | {"userInteractionCount": said.pop("upvoteCount")}
    replies = [{**_said(post, topic), "@type": "Comment"} for post in page.posts.rows]
    counted = {"commentCount": topic.replies} | ({"comment": replies} if replies else {})
    return {"@context": CONTEXT, "@type": "DiscussionForumPosting", **said, **counted}


def _question(page: TopicPage) -> dict[str, Any]:
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
