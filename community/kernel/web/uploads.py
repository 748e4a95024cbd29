"""Files that come with a form: read, checked, drawn anew and stored before the view writes its first row."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from flask import Request, current_app, g, request, session
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from .. import blobs, pictures, sniffing
from .. import db as kernel_db
from ..auth import NOBODY, is_api
from ..errors import Refused
from .wording import refusal

FIELD: Final = "files"
MOST_FILES: Final = 5  # with one form
MEGABYTE: Final = 1_000_000
Given = tuple[str, Callable[[int], bytes]]  # a file's name, and what reads so many bytes of it


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file whose content is stored; `shown` is the digest of a smaller picture for pages."""

    name: str
    media_type: str
    size: int
    digest: str
    width: int | None = None
    height: int | None = None
    shown: str | None = None


@dataclass(frozen=True)
class Uploads:
    """What came with a form, and a sentence for each file that was not taken."""

    taken: tuple[Upload, ...] = ()
    refused: tuple[str, ...] = ()


class FormWithFiles(Request):
    """A request whose body may be larger where a signed-in member sends files with a form."""

    @property  # type: ignore[misc] # nobody sets it by hand
    def max_content_length(self) -> int | None:  # type: ignore[override]
        """Return the most bytes of a body; room for twice the files, so that one too many costs nobody their words."""
        usual = super().max_content_length
        view = current_app.view_functions.get(self.endpoint or "")
        if getattr(view, "takes_files", False) and _comes_from_member():
            return (usual or MEGABYTE) + 2 * MOST_FILES * most_bytes()
        return usual


def _comes_from_member() -> bool:
    """Tell whether a member sends the request, without a question to the database: the API's guard has asked it."""
    return g.get("viewer", NOBODY).member_id is not None if is_api() else "_user_id" in session


def takes_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view take the files of its form; they are worked on before it begins, while no lock is held."""

    @wraps(view)
    def with_files(*args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            kernel_db.rollback()  # nothing is written yet
            g.uploads = _received(request.files.getlist(FIELD))
        return view(*args, **kwargs)

    with_files.takes_files = True  # type: ignore[attr-defined]
    return with_files


def uploads() -> Uploads:
    """Return the files that came with the present form."""
    found: Uploads = g.get("uploads", Uploads())
    return found


def most_bytes() -> int:
    """Return how large one file may be."""
    return int(current_app.extensions["settings"].file_megabytes) * MEGABYTE


def receive(name: str, content: bytes) -> Upload:
    """Store one file under the type that its bytes tell; refuse what is too large or not on the list."""
    if len(content) > most_bytes():
        raise Refused("It is larger than %(most)s MB.", most=most_bytes() // MEGABYTE)
    sniffed, store = sniffing.sniff(content), blobs.store()
    if not sniffed.media_type.startswith("image/"):
        named, digest = sniffing.clean_name(name, sniffed.media_type), store.put(sniffed.content)
        return Upload(name=named, media_type=sniffed.media_type, size=len(sniffed.content), digest=digest)
    drawn = pictures.redraw(content, sniffed.media_type)
    return Upload(
        name=sniffing.clean_name(name, drawn.media_type),
        media_type=drawn.media_type,
        size=len(drawn.content),
        digest=store.put(drawn.content),
        width=drawn.width,
        height=drawn.height,
        shown=store.put(drawn.shown) if drawn.shown else None,
    )


def _received(files: list[FileStorage]) -> Uploads:
    with ExitStack() as opened:
        for file in files:
            opened.callback(file.close)
        return received([(file.filename, file.stream.read) for file in files if file.filename])


def received(given: Sequence[Given]) -> Uploads:
    """Store the files that came together, each under its type, and say of the others why they were not taken."""
    taken: list[Upload] = []
    too_many = _("There were more than %(most)s files at once.", most=MOST_FILES)
    refused = [_not_taken(name, too_many) for name, _read in given[MOST_FILES:]]
    for name, read in given[:MOST_FILES]:
        try:
            taken.append(receive(name, read(most_bytes() + 1)))
        except Refused as no:
            refused.append(_not_taken(name, refusal(no)))
    return Uploads(tuple(taken), tuple(refused))


def _not_taken(given: str, why: str) -> str:
    name = sniffing.visible_name(given)[: sniffing.NAME_LENGTH]
    if not name:
        return str(_("A file without a name was not attached. %(why)s", why=why))
    return str(_("“%(name)s” was not attached. %(why)s", name=name, why=why))
