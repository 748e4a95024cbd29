"""Files that come with an answer: checked, drawn and stored before anything is locked for it."""

import structlog
from flask_babel import gettext as _

from community.kernel import db as kernel_db
from community.kernel.mail.addresses import Answer
from community.kernel.mail.reading import MOST_BYTES, Letter
from community.kernel.web import language
from community.kernel.web.uploads import MEGABYTE, Uploads, received

from .answering import writer_of

log = structlog.get_logger(__name__)


def files_for(answer: Answer | None, letter: Letter, *, is_whole: bool) -> Uploads:
    """Return what was taken of the files of an answer, and a sentence for each that was not; of strangers nothing.

    Of a mail that was too large to be read whole none is taken.
    """
    with kernel_db.reading():
        writer = writer_of(answer, letter) if answer else None
        speaks = writer.language if writer else None
    if writer is None:
        return Uploads()
    with language.spoken_to(speaks):
        if not is_whole:
            return Uploads(refused=(_too_large(),))
        try:
            return received([(file.name, file.read) for file in letter.files])
        except Exception:  # the words are worth more than the files
            log.exception("files of a mail not stored")
            return Uploads(refused=(_("What was attached to it could not be stored. Please attach it on the page."),))


def _too_large() -> str:
    return _(
        "It was larger than %(most)s MB, so that only its beginning was read, and no file was taken. Please look"
        " whether all your words are there, and attach the files on the page.",
        most=MOST_BYTES // MEGABYTE,
    )
