"""Names of the client: from what an operation is called in the description to its group and its method.

`GET /topics` is `topics.list`, `GET /topics/{topic_id}` is `topics.show`, a `POST` that makes one is `create`; all
others keep the name of their view, without the words of the room and of the group: `forum_give_kudos` on
`/posts/{post_id}/kudos` is `posts.give_kudos`, `notifications_read_notice` is `notices.read`.
"""

import re
from typing import Protocol

SINGULAR = {"people": "person"}


class Named(Protocol):
    """What a name is made of."""

    @property
    def name(self) -> str: ...

    @property
    def room(self) -> str: ...

    @property
    def verb(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def is_made(self) -> bool: ...

    @property
    def takes_files(self) -> bool: ...


def resource_name(path: str) -> str:
    """Return the group of an operation: the first word of its address."""
    return path.split("/")[1].replace("-", "_")


def method_name(operation: Named) -> str:
    """Return the method of an operation within its group."""
    view, collection = operation.name.removeprefix(f"{operation.room}_"), operation.path.count("/") == 1
    if collection and operation.verb == "get" and view.startswith("list"):
        return "list"
    if collection and operation.is_made and not operation.takes_files:
        return "create"
    if operation.verb == "get" and re.fullmatch(r"/[^/]+/\{\w+\}", operation.path) and view.startswith("show"):
        return "show"
    return _without(view, resource_name(operation.path)) or view


def _without(view: str, resource: str) -> str:
    """Return a view's name without the words of its group."""
    several = resource.rpartition("_")[2]
    one = SINGULAR.get(several, several.removesuffix("s"))
    return "_".join(word for word in view.split("_") if word not in (one, several))


def all_name(method: str, rows: str) -> str:
    """Return the name of the method that goes through all pages of `method`; `rows` is what a page holds."""
    if method == "list":
        return "all"
    return f"all_{method.removeprefix('list_')}" if method.startswith("list_") else f"all_{rows}"


def class_name(word: str) -> str:
    """Return a word as a class is called: `sign_up_questions` is SignUpQuestions."""
    return "".join(part.capitalize() for part in word.split("_"))
