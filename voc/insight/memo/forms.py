"""Shapes of what editors type about a memo."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from . import rules
from .wording import FATE_LABELS, TYPE_LABELS


def _at_most(characters: int) -> Length:
    return Length(max=characters, message=_l("At most %(max)d characters fit here."))


class MemoForm(FlaskForm):
    """What the editor makes of a draft; `quotes` are named by candidate and number: "most:solar 2"."""

    seen = HiddenField()
    candidate = RadioField(_l("The week is remembered for"), validate_choice=False)
    quotes = SelectMultipleField(_l("Quotes"), validate_choice=False)
    headline = StringField(
        _l("Headline"),
        [InputRequired(_l("Please fill this in.")), _at_most(300)],
        description=_l("One insight in at most 25 words, as you would say it aloud."),
    )
    type = SelectField(_l("What it is"), choices=[SelectChoice(*pair) for pair in TYPE_LABELS.items()])
    why = TextAreaField(
        _l("Why it matters"),
        [_at_most(rules.LONGEST_TEXT)],
        description=_l("Needed before you sign."),
        render_kw={"rows": 4},
    )
    action = TextAreaField(
        _l("What we ask to decide"),
        [_at_most(rules.LONGEST_TEXT)],
        description=_l("The next four memos show what became of it."),
        render_kw={"rows": 3},
    )
    owner = StringField(_l("Who should own it"), [_at_most(rules.LONGEST_OWNER)])


class FollowUpForm(FlaskForm):
    """What became of what an edition asked for."""

    fate = SelectField(_l("Outcome"), choices=[SelectChoice(*pair) for pair in FATE_LABELS.items()])
    reason = StringField(_l("Why, or how"), [_at_most(rules.LONGEST_TEXT)])
