"""Shapes of what administrators type."""

from itertools import groupby

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput

from community.accounts.shown import ROLE_LABELS
from community.kernel import events
from community.kernel.paging import LARGEST
from community.kernel.rooms import house
from community.notifications.webhooks import guard

from .services import REASON_LENGTH

REQUIRED = DataRequired(_l("Please fill this in."))


class RoleForm(FlaskForm):
    """Who gets which role, and why."""

    handle = StringField(
        _l("Whose role?"), [REQUIRED, Length(max=60)], description=_l("The name in the address of their page.")
    )
    role = SelectField(
        _l("New role"), [REQUIRED], choices=[SelectChoice(code, label) for code, label in ROLE_LABELS.items()]
    )
    reason = StringField(
        _l("Why?"),
        [REQUIRED, Length(max=REASON_LENGTH[1])],
        description=_l("Administrators read it, and the member may, too."),
    )


class KindsForm(FlaskForm):
    """Which facts a webhook hears of."""

    kinds = SelectMultipleField(_l("Which facts?"), option_widget=CheckboxInput())

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kinds.choices = [SelectChoice(kind, kind) for kind in _kinds()]

    @property
    def groups(self) -> list[tuple[str, list[object]]]:
        """Return the boxes of the kinds by room."""
        boxes = groupby(self.kinds, lambda box: str(box.data).partition(".")[0])
        return [(room, list(of_room)) for room, of_room in boxes]


class WebhookForm(KindsForm):
    """Where facts are sent, and which."""

    url = StringField(
        _l("Address"),
        [REQUIRED, Length(max=guard.LONGEST)],
        description=_l("It begins with https:// and lies outside our own network."),
        render_kw={"placeholder": "https://", "inputmode": "url"},
    )


def _kinds() -> list[str]:
    rooms = {room.name for room in house().rooms}
    return sorted(kind for kind in events.KINDS if kind.partition(".")[0] in rooms)


class ReplayForm(FlaskForm):
    """Which part of the log is sent once more."""

    first = IntegerField(_l("From place"), [InputRequired(), NumberRange(1, LARGEST)])
    last = IntegerField(_l("To place"), [InputRequired(), NumberRange(1, LARGEST)])
