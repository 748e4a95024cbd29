"""The files of a text that is being written: what its form says of them, and what the form shows again."""

from collections.abc import Mapping
from dataclasses import replace

from flask import request
from flask_wtf import FlaskForm

from community.kernel import notices
from community.kernel.auth import current_viewer
from community.kernel.markup import Picture
from community.kernel.web.uploads import uploads

from .. import files as reads
from ..rows import FileRow
from ..rules import number_in
from ..services import files as services
from ..services.files import Chosen


def chosen() -> Chosen:
    """Return the files that the present form keeps, with their descriptions, and those that came with it."""
    kept = {number: request.form.get(f"alt-{number}", "") for number in _numbers()}
    return Chosen(kept=kept, fresh=uploads().taken)


def all_taken() -> bool:
    """Tell whether every file that came was taken."""
    return not uploads().refused


def shown_again(form: FlaskForm, *, topic_id: int | None = None, post_id: int | None = None) -> list[FileRow]:
    """Return the files for a form that is shown again, those that came with it among them: they are kept meanwhile.

    The form says which file was not taken, and why.
    """
    form.form_errors.extend(uploads().refused)
    fresh = services.keep(by=current_viewer(), uploads=uploads().taken, topic_id=topic_id)
    said = chosen().kept
    kept = [replace(reads.file_row(file), alt=said[file.id]) for file in _usable(post_id)]
    return [*kept, *(reads.file_row(file) for file in fresh)]


def keep_with_draft(topic_id: int) -> None:
    """Keep the files that came with a draft, and the descriptions; tell which files were not taken."""
    services.keep(by=current_viewer(), uploads=uploads().taken, topic_id=topic_id)
    services.describe(_usable(), chosen().kept)
    for sentence in uploads().refused:
        notices.tell(sentence)


def pictures(post_id: int | None = None) -> Mapping[int, Picture]:
    """Return the pictures that the present form's text may show."""
    return reads.pictures_among(_usable(post_id))


def _usable(post_id: int | None = None) -> list[reads.File]:
    return reads.usable(_numbers(), current_viewer(), post_id)


def _numbers() -> list[int]:
    return [number for text in request.form.getlist("keep")[:50] if (number := number_in(text))]
