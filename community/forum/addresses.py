"""The forum's addresses as plain text: a page with hundreds of links cannot afford to look each one up.

A test compares every function here with the URL map.
"""

from urllib.parse import quote


def board(slug: str) -> str:
    return f"/forum/boards/{slug}"


def board_feed(slug: str) -> str:
    return f"/forum/boards/{slug}/feed.rss"


def board_act(slug: str, act: str) -> str:
    return f"/forum/boards/{slug}/{act}"


def ask() -> str:
    return "/forum/ask"


def keep_draft(topic_id: int) -> str:
    return f"/forum/drafts/{topic_id}"


def discard_draft(topic_id: int) -> str:
    return f"/forum/drafts/{topic_id}/discard"


def topic(topic_id: int, slug: str) -> str:
    return f"/forum/topics/{topic_id}/{slug}"


def topic_short(topic_id: int) -> str:
    return f"/forum/topics/{topic_id}"


def topic_feed(topic_id: int) -> str:
    return f"/forum/topics/{topic_id}/feed.rss"


def topic_act(topic_id: int, act: str) -> str:
    return f"/forum/topics/{topic_id}/{act}"


def tag(name: str) -> str:
    return f"/forum/tags/{quote(name, safe=':@$!*(),;+')}"  # a tag may be c#


def tag_act(name: str, act: str) -> str:
    return f"{tag(name)}/{act}"


def person_act(member_id: int, act: str) -> str:
    return f"/forum/people/{member_id}/{act}"


def person_list(handle: str, what: str) -> str:
    return f"/forum/people/{handle}/{what}"


def post(post_id: int) -> str:
    return f"/forum/posts/{post_id}"


def file(file_id: int, name: str) -> str:
    return f"/forum/files/{file_id}/{quote(name, safe='')}"


def picture(file_id: int) -> str:
    return f"/forum/files/{file_id}"


def file_act(file_id: int, act: str) -> str:
    return f"/forum/files/{file_id}/{act}"


def history(post_id: int) -> str:
    return f"/forum/posts/{post_id}/history"


def post_act(post_id: int, act: str) -> str:
    return f"/forum/posts/{post_id}/{act}"
