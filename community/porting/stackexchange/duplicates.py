"""Which question each duplicate leads to; pure."""

from collections.abc import Iterable

from community.porting.stackexchange.records import DumpLink


def originals(duplicates: Iterable[DumpLink]) -> dict[int, int]:
    """Return the original of each duplicate: the first that was named and does not lead back."""
    found: dict[int, int] = {}
    for link in sorted(duplicates, key=lambda link: link.id):
        if link.post_id not in found and not _leads_to(link.related_id, link.post_id, found):
            found[link.post_id] = link.related_id
    return found


def _leads_to(start: int, goal: int, found: dict[int, int]) -> bool:
    """Follow the duplicates found so far, which never run in a circle."""
    while start != goal and start in found:
        start = found[start]
    return start == goal
