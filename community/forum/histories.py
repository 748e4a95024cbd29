"""The states of a text as the changes from one to the next, for every room that keeps revisions."""

from collections.abc import Sequence
from typing import Any

from community.accounts import authors

from . import differing
from .rows import RevisionRow


def changes(states: Sequence[Any], *texts: str) -> list[RevisionRow]:
    """Return states, given oldest first and joined with their authors, as changes of these `texts`; newest first."""
    return [_change(row, before, texts) for before, row in zip((None, *states), states, strict=False)][::-1]


def _change(row: Any, before: Any | None, texts: Sequence[str]) -> RevisionRow:
    """Return a state as the change from the one before; the first has nothing to differ from."""
    last = before or row
    changed = {name: differing.changes(getattr(last, name) or "", getattr(row, name) or "") for name in texts}
    author = authors.author(row.id, row.name, row.handle, row.role, row.author_name)
    return RevisionRow(number=row.number, author=author, at=row.at, comment=row.reason, **changed)
