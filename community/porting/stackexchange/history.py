"""Rows of the history put together again: what one save changed is one revision."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from community.porting.stackexchange.cells import parse_tags
from community.porting.stackexchange.records import DumpClosure, DumpEdit, DumpRevision

# Rows of one save stand near each other, with rows of other saves between them (up to 3 in the dumps seen).
WINDOW_ROWS = 500

Parts = list[DumpEdit]


def group_revisions(rows: Iterable[DumpEdit | DumpClosure]) -> Iterator[DumpRevision | DumpClosure]:
    """Yield one revision for all edits that share post and RevisionGUID, holding few rows at a time.

    Revisions come in the order of their first rows; a closing or reopening comes at its own place among them.
    """
    waiting: OrderedDict[tuple[int, str], tuple[int, Parts | DumpClosure]] = OrderedDict()
    for number, row in enumerate(rows):
        key = _key(row)
        opened = waiting.get(key)
        if isinstance(row, DumpClosure):
            waiting[key] = (number, row)
        elif opened and isinstance(opened[1], list):
            opened[1].append(row)
        else:
            waiting[key] = (number, [row])
        while waiting and next(iter(waiting.values()))[0] <= number - WINDOW_ROWS:
            yield _revision(waiting.popitem(last=False)[1][1])
    for _number, parts in waiting.values():
        yield _revision(parts)


def _key(row: DumpEdit | DumpClosure) -> tuple[int, str]:
    return (row.post_id, row.revision) if isinstance(row, DumpEdit) else (row.id, "closure")


def _revision(parts: Parts | DumpClosure) -> DumpRevision | DumpClosure:
    if isinstance(parts, DumpClosure):
        return parts
    texts = {part.field: part.text for part in parts}
    head = parts[0]
    return DumpRevision(
        id=head.id,
        row_ids=tuple(part.id for part in parts),
        revision=head.revision,
        post_id=head.post_id,
        first=any(part.first for part in parts),
        title=texts.get("title"),
        body=texts.get("body"),
        tags=parse_tags(texts["tags"]) if "tags" in texts else None,
        created_at=head.created_at,
        editor_id=head.editor_id,
        editor_name=head.editor_name,
        comment=next((part.comment for part in parts if part.comment), None),
        licence=head.licence,
    )
