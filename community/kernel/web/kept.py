"""Words on their way that met an error: they are shown again, so that nobody types them twice."""

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import HTTPException

REPEATABLE = frozenset({409, 429, 503})  # the same words may well pass a moment later
SHOWN_AGAIN = REPEATABLE | {403, 404, 410, 500}
OURS = frozenset({"csrf_token"})


@dataclass(frozen=True)
class Field:
    """A field as it was sent; `is_text` where somebody wrote words, and not only chose."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        return any(sign.isspace() for sign in self.value.strip())


@dataclass(frozen=True)
class Kept:
    """What was sent, and where it can be sent again (None where that would not help)."""

    fields: tuple[Field, ...]
    url: str | None


def kept(code: int) -> Kept | None:
    """Return what the present request brought, if it were words; a form with a password is never shown again."""
    if request.method != "POST" or code not in SHOWN_AGAIN:
        return None
    try:
        form = request.form
    except HTTPException:  # what cannot be read, or is too large, was not read so far: a lost page came first
        return None
    if "password" in form:
        return None
    fields = tuple(Field(name, value) for name, value in form.items(multi=True) if name not in OURS and value)
    if not any(field.is_text for field in fields):
        return None
    return Kept(fields, request.full_path.rstrip("?") if code in REPEATABLE else None)
