"""The room's addresses as plain text. A test compares every function here with the URL map."""


def by_author(handle: str) -> str:
    return f"/blogs/by/{handle}"


def post(post_id: int, slug: str) -> str:
    return f"/blogs/{post_id}/{slug}"


def post_for_good(post_id: int) -> str:
    """Return the address that stays when the title changes; it leads to the present one."""
    return f"/blogs/{post_id}"


def post_act(post_id: int, act: str) -> str:
    return f"/blogs/posts/{post_id}/{act}"


def comment(comment_id: int) -> str:
    return f"/blogs/comments/{comment_id}"


def comment_act(comment_id: int, act: str) -> str:
    return f"/blogs/comments/{comment_id}/{act}"
