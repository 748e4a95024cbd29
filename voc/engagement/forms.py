"""Shapes of what staff type on the watchlist."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from .services import REASON_LENGTH

REQUIRED = DataRequired(_l("Please fill this in."))


class EntryForm(FlaskForm):
    """Somebody to be put on the list by hand."""

    handle = StringField(
        _l("Who"),
        [REQUIRED],
        description=_l("The last word of the address of the person's page, such as ines-asker."),
    )
    reason = StringField(
        _l("Why"),
        [REQUIRED, Length(max=REASON_LENGTH[1], message=_l("At most %(max)d characters fit here."))],
        description=_l("Colleagues read this beside the name."),
    )
