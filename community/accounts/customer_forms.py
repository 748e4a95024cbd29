"""Shapes of what staff type on a customer record."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length

from .customer_merges import REASON_LENGTH
from .customer_record import CHANNEL_LABELS
from .forms import shown
from .matching import CHANNELS, LONGEST_HANDLE

REQUIRED = DataRequired(_l("Please fill this in."))
SHORT = Length(max=REASON_LENGTH[1], message=_l("At most %(max)d characters fit here."))


class LinkForm(FlaskForm):
    """A name on a channel, and why it is this person's."""

    channel = SelectField(
        _l("Channel"), choices=[SelectChoice(channel, CHANNEL_LABELS[channel]) for channel in CHANNELS]
    )
    handle = StringField(
        _l("Name on the channel"),
        [REQUIRED, Length(max=LONGEST_HANDLE, message=_l("At most %(max)d characters fit here."))],
        filters=[shown],
    )
    verified = BooleanField(
        _l("It is verified"),
        description=_l("They showed that it is theirs: a confirmed mail address, an answer from that account."),
    )
    reason = StringField(_l("How do you know?"), [REQUIRED, SHORT], filters=[shown])


class MergeForm(FlaskForm):
    """Another account of the same person, and how one knows."""

    other = StringField(
        _l("Who"),
        [REQUIRED],
        description=_l("The last word of the address of the person's page, such as ines-asker."),
    )
    why = StringField(_l("How do you know?"), [REQUIRED, SHORT], filters=[shown])
