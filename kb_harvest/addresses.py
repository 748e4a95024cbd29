"""The room's addresses as plain text. A test compares every function here with the URL map."""


def article(article_id: int, slug: str) -> str:
    return f"/kb_harvest/articles/{article_id}/{slug}"


def article_act(article_id: int, act: str) -> str:
    return f"/kb_harvest/articles/{article_id}/{act}"


def topic_act(topic_id: int, act: str) -> str:
    return f"/kb_harvest/topics/{topic_id}/{act}"
