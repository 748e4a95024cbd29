"""Shapes of what people type on the ideation board."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from community.forum.rules import TITLE_LENGTH

from . import rules
from .rows import REASON_LABELS, STATUS_LABELS

REQUIRED = DataRequired(_l("Please fill this in."))
MARKDOWN_HELP = _l("Markdown works: **bold**, `code`, > quote, - list.")


def _between(limits: tuple[int, int]) -> Length:
    return Length(max=limits[1], message=_l("At most %(max)d characters fit here."))


class IdeaForm(FlaskForm):
    """A new idea."""

    title = StringField(
        _l("Title"),
        [REQUIRED, _between(TITLE_LENGTH)],
        description=_l("One wish in one sentence; a second wish is a second idea."),
    )
    body = TextAreaField(
        _l("What would it do for you?"),
        [REQUIRED, _between(rules.TEXT_LENGTH)],
        description=MARKDOWN_HELP,
        render_kw={"rows": 10},
    )


class CommentForm(FlaskForm):
    """A short remark on an idea."""

    body = TextAreaField(_l("Your comment"), [REQUIRED, _between(rules.COMMENT_LENGTH)], render_kw={"rows": 4})


class MoveForm(FlaskForm):
    """A move to another status, with the official response."""

    seen = HiddenField()
    to = SelectField(_l("New status"), [REQUIRED], choices=[SelectChoice(*pair) for pair in STATUS_LABELS.items()])
    reason = SelectField(
        _l("Reason"),
        choices=[SelectChoice("", "–"), *(SelectChoice(*pair) for pair in REASON_LABELS.items())],
        description=_l("Needed when the idea is declined."),
    )
    response = TextAreaField(
        _l("Official response"),
        [REQUIRED, _between(rules.RESPONSE_LENGTH)],
        description=_l("Everybody reads this under your name."),
        render_kw={"rows": 5},
    )
