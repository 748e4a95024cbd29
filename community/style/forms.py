"""The form of the style page: one field of each kind."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length


class SampleForm(FlaskForm):
    """Sent, it shows what is wrong with it, and nothing else happens."""

    title = StringField(_l("Title"), [InputRequired(), Length(10, 150)], description=_l("One sentence."))
    board = SelectField(_l("Board"), choices=[SelectChoice("charging", _l("Charging")), SelectChoice("hub", _l("Hub"))])
    kind = RadioField(
        _l("Kind"),
        [InputRequired()],
        choices=[SelectChoice("question", _l("Question")), SelectChoice("talk", _l("Talk"))],
    )
    body = TextAreaField(_l("Text"), [InputRequired()], description=_l("What you did, and what happened instead."))
    told = BooleanField(_l("Tell me when somebody answers"))
