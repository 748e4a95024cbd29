"""The room's addresses as plain text. A test compares every function here with the URL map."""


def idea(idea_id: int, slug: str) -> str:
    return f"/ideas/{idea_id}/{slug}"


def idea_act(idea_id: int, act: str) -> str:
    return f"/ideas/{idea_id}/{act}"


def comment(comment_id: int) -> str:
    return f"/ideas/comments/{comment_id}"
