"""Forms: a rule's no is shown beside the fields, and what was typed stays."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_wtf import FlaskForm

from .. import db as kernel_db
from .. import notices
from ..errors import Refused
from . import wording


@contextmanager
def refusal_shown_in(form: FlaskForm) -> Iterator[None]:
    """Turn a Refused raised inside into an error of the form, after forgetting the unit of work."""
    try:
        yield
    except Refused as no:
        kernel_db.rollback()
        notices.taken()  # they speak of what was not written
        form.form_errors.append(wording.refusal(no))
