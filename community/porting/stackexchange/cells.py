"""What is special in the cells of a Stack Exchange dump: several tags in one."""

import re

TAG = re.compile(r"[^<>|\s]+")


def parse_tags(text: str | None) -> tuple[str, ...]:
    """Return the tags of `<a><b>` (dumps until 2023) or `|a|b|` (since), each once, in their order."""
    return tuple(dict.fromkeys(TAG.findall(text or "")))
