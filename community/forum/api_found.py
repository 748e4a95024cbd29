"""What an operation of the forum is about: found if the caller may see it, 404 otherwise."""

from typing import Any

from flask import abort

from community.kernel.auth import current_viewer

from . import queries, topic_page
from .models import Board, File, Post, Topic
from .rows import TagRow, TopicRow


def board_or_404(slug: str) -> Board:
    """Return the board at `slug`."""
    return queries.board_by_slug(slug, current_viewer()) or abort(404)


def open_board_or_404(slug: str) -> Board:
    """Return the board at `slug` if the caller may start topics on it."""
    return next((board for board in queries.open_boards(current_viewer()) if board.slug == slug), None) or abort(404)


def tag_or_404(name: str) -> TagRow:
    """Return the tag that is called so, if it stands on a topic that the caller may see."""
    return queries.tag_row(name, current_viewer()) or abort(404)


def row_or_404(topic_id: int) -> TopicRow:
    """Return a topic as its page shows it; of a merged one where it goes on."""
    return topic_page.topic_by_id(topic_id, current_viewer()) or abort(404)


def topic_or_404(topic_id: int) -> Topic:
    """Return a topic to be changed."""
    return topic_page.topic_for_change(topic_id, current_viewer()) or abort(404)


def post_and_topic_or_404(post_id: int) -> dict[str, Any]:
    """Return a post and its topic, as the services take them."""
    post, topic = topic_page.post_and_topic(post_id, current_viewer()) or abort(404)
    found: dict[str, Post | Topic] = {"post": post, "topic": topic}
    return found


def file_or_404(file_id: int) -> File:
    """Return a file."""
    return topic_page.file_for(file_id, current_viewer()) or abort(404)
