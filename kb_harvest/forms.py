"""Shapes of what people type in the knowledge base."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

from community.forum.rules import REASON_LENGTH, TITLE_LENGTH

from . import rules
from .wording import AUDIENCE_LABELS, GOVERNANCE_LABELS, SECTION_LABELS

REQUIRED = DataRequired(_l("Please fill this in."))
BLANKS = 2  # empty paragraphs that a form offers at its end


def _at_most(limits: tuple[int, int]) -> Length:
    return Length(max=limits[1], message=_l("At most %(max)d characters fit here."))


class ParagraphForm(Form):
    """One paragraph; `place` says where it stood, and with that where it came from."""

    place = IntegerField(_l("Place"), [Optional()])
    section = SelectField(
        _l("Section"),
        choices=[SelectChoice(*pair) for pair in SECTION_LABELS.items()],
        default="resolution",
    )
    body = TextAreaField(_l("Words"), [_at_most(rules.PARAGRAPH_LENGTH)])


class ArticleForm(FlaskForm):
    """An article's words, paragraph by paragraph."""

    seen = IntegerField(_l("Version"), [Optional()])
    title = StringField(
        _l("Title"),
        [REQUIRED, _at_most(TITLE_LENGTH)],
        description=_l("As the one who asks would say it."),
    )
    paragraphs = FieldList(FormField(ParagraphForm), max_entries=rules.MOST_PARAGRAPHS + BLANKS)


class SeenForm(FlaskForm):
    """A change of one button; `seen` is the version that its writer has before their eyes."""

    seen = IntegerField(_l("Version"), [REQUIRED])


class MoveForm(SeenForm):
    """A move to another confidence."""

    to = HiddenField(validators=[REQUIRED])


class TakeForm(SeenForm):
    """Another answer of the topic to be taken in."""

    post = IntegerField(_l("Answer"), [REQUIRED])


class PublishForm(SeenForm):
    """For whom an article is published, and who is thanked."""

    audience = RadioField(
        _l("Who may read it"),
        [REQUIRED],
        choices=[SelectChoice(word, AUDIENCE_LABELS[word]) for word in ("public", "members")],
        default="public",
    )
    governance = SelectField(
        _l("How it is looked after"),
        choices=[SelectChoice(*pair) for pair in GOVERNANCE_LABELS.items()],
    )
    no_credit_reason = StringField(
        _l("Why it names nobody"),
        [_at_most(REASON_LENGTH)],
        description=_l("Needed only where no contributor stands behind a paragraph."),
    )


class ReasonForm(FlaskForm):
    """Why a topic is set aside."""

    reason = StringField(_l("Reason"), [REQUIRED, _at_most(REASON_LENGTH)])
