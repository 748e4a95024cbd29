"""Words that leave with who wrote them: the rows stay as places that say so, and hold nothing of them."""

import re
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Table, case, select, update

from .db import Model, db, table_of
from .markup import RENDERER_VERSION, plain, render
from .texts import slugify

Touched = Mapping[str, tuple[int, ...]]  # ids by table

GONE: Final = "[removed at the author's wish]"
LEAST_LETTERS: Final = 4  # of a line: fewer are anybody's
_SAYS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("title", "excerpt", "body"), GONE),
    "slug": slugify(GONE),
    "html": render(GONE),
    "markup": "markdown",
    "renderer": RENDERER_VERSION,
    "reason": "",
}
_QUOTED: Final = re.compile(r" {0,3}(?:> ?)+")
_BLOCK: Final = re.compile(r"<blockquote>((?:(?!</?blockquote>).)*)</blockquote>", re.DOTALL)


def empty(model: type[Model], *which: Any, **more: Any) -> dict[str, tuple[int, ...]]:
    """Let the words of these rows say that they are gone, and set `more`; return the ids of the rows by table."""
    table = table_of(model)
    ids = tuple(db.session.scalars(select(table.c.id).where(*which).order_by(table.c.id)))
    if ids:
        values = {name: _unless_none(table, name) for name in _SAYS if name in table.c}
        db.session.execute(update(table).where(*which).values(values | more))
        db.session.expire_all()
    return {table.name: ids} if ids else {}


def _unless_none(table: Table, name: str) -> Any:
    column = table.c[name]
    return case((column.is_(None), None), else_=_SAYS[name]) if column.nullable else _SAYS[name]


def letters_of(text: str) -> str:
    """Return what tells a quote: letters and digits, without case, spaces and signs."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def unquoted(body: str, said: str) -> str:
    """Return Markdown without the quoted lines that `said`, of letters only, holds; everything else stays."""
    lines: list[str] = []
    for line in body.split("\n"):
        mark = _QUOTED.match(line)
        gone = f"{mark[0].rstrip()} {GONE}" if mark and _is_of(line[mark.end() :], said) else line
        if gone is line or lines[-1:] != [gone]:
            lines.append(gone)
    return "\n".join(lines)


def unquoted_html(html: str, said: str) -> str:
    """Return HTML without the quotes that `said`, of letters only, holds."""

    def block(found: re.Match[str]) -> str:
        return f"<blockquote>\n{_SAYS['html']}</blockquote>" if _is_of(plain(found[1]), said) else found[0]

    return _BLOCK.sub(block, html)


def _is_of(words: str, said: str) -> bool:
    letters = letters_of(words)
    return len(letters) >= LEAST_LETTERS and letters in said
