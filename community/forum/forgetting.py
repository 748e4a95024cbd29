"""Taking the names of somebody who was erased out of attached files: out of what they are called, and what they say.

A text loses the names and stays. Nothing can be cut out of a PDF, so one that tells them is emptied, and one of the
person's own always: nobody can be sure what it says. Pictures stay; they hold no words that we could read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select

from community.kernel import blobs, pdf_words
from community.kernel.db import db
from community.kernel.forgetting import Names, Person, Step, Walk
from community.kernel.redaction import MARK, Passage

from .models import File, Post
from .services.files import show_anew

FILES: Final = 50  # of one step at most
BYTES: Final = 8_000_000  # of one step, or one file that is larger
EMPTIED: Final = f"{MARK}\n".encode()


@dataclass(frozen=True)
class _Look:
    """What a look at the next files found: up to which one it went, and what is to be kept instead of a content."""

    until: int
    instead: Mapping[int, tuple[str, int]] = field(default_factory=dict)  # by file: digest, size


def _look(person: Person, after: str) -> _Look:
    """Read the next files; what takes their place is stored before any row names it."""
    rows = list(_next(int(after or 0)))
    if not rows:
        return _Look(0)
    cuts = list(person.names.cuts())
    instead: dict[int, tuple[str, int]] = {}
    for row in rows:
        content = _without_names(row, cuts, own=row.member_id == person.member_id)
        if content is not None:
            instead[row.id] = blobs.store().put(content), len(content)
    return _Look(rows[-1].id, instead)


def _next(after: int) -> Iterator[Any]:
    """Yield files until they are enough for one step."""
    columns = (File.id, File.member_id, File.media_type, File.digest, File.size)
    size = 0
    for row in db.session.execute(select(*columns).where(File.id > after).order_by(File.id).limit(FILES)):
        yield row
        size += row.size
        if size >= BYTES:
            return


def _without_names(row: Any, cuts: Sequence[Passage], *, own: bool) -> bytes | None:
    """Return what a file says from now on; None where that stays as it is."""
    path = blobs.store().path(row.digest)
    if row.media_type.startswith("image/") or not path.is_file():
        return None
    if row.media_type == "application/pdf":
        return EMPTIED if own or _told(path.read_bytes(), cuts) else None
    text = path.read_bytes().decode(errors="replace")
    left = _cut(text, cuts)
    return left.encode() if left != text else None


def _told(content: bytes, cuts: Sequence[Passage]) -> bool:
    words = pdf_words.words(content)
    return _cut(words, cuts) != words


def _cut(text: str, cuts: Sequence[Passage]) -> str:
    for one in cuts:
        text = one.out_of(text, "file")
    return text


def _step(person: Person, after: str, found: _Look) -> Step:
    """Give the files that were looked at their new contents and names, and draw the posts that show them anew."""
    if not found.until:
        return Step(after="")
    looked_at = (File.id > int(after or 0), File.id <= found.until)
    changed = [file for file in db.session.scalars(select(File).where(*looked_at)) if _change(file, person, found)]
    posts = {file.post_id for file in changed if file.post_id}
    for post in db.session.scalars(select(Post).where(Post.id.in_(posts))) if posts else ():
        show_anew(post)
    db.session.flush()
    touched = {File.__tablename__: tuple(file.id for file in changed), Post.__tablename__: tuple(posts)}
    return Step(after=str(found.until), places=len(changed), touched=touched)


def _change(file: File, person: Person, found: _Look) -> bool:
    """Give a file its new name and content; tell whether it has any."""
    before = (file.name, file.digest)
    file.name = without_names(file.name, person.names, own=file.member_id == person.member_id)
    if file.id in found.instead:
        file.digest, file.size = found.instead[file.id]
        if file.media_type != "text/plain":
            file.name, file.media_type = f"{file.name.removesuffix('.pdf')}.txt", "text/plain"
    return before != (file.name, file.digest)


def without_names(name: str, names: Names, *, own: bool) -> str:
    """Return what a file is called without the names, in which anything but letters and digits may stand between words.

    A file of the person's `own` loses a name that is a common word as well.
    """
    for words in (names.email or "", names.name, names.handle):
        parts = re.findall(r"[^\W_]+", words)
        common = len(parts) == 1 and words.islower()
        if parts and (own or not common):
            spelt = r"[\W_]*".join(map(re.escape, parts))
            name = re.sub(rf"(?<![^\W_]){spelt}(?![^\W_])", MARK, name, flags=re.IGNORECASE)
    return name


FILES_OF_POSTS = Walk(name="forum.files", look=_look, step=_step)
