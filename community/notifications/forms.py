"""The form in which readers say how they want to be told."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField

from community.kernel.announcing import Reason, Way

from .models import Reader
from .rules import HOURS

WAYS: Mapping[Way, Any] = {
    "at_once": _l("Here, and by mail within a quarter of an hour"),
    "daily": _l("Here, and in a mail each day"),
    "weekly": _l("Here, and in a mail each week"),
    "house": _l("Here only"),
    "nothing": _l("Not at all"),
}
WITH_LETTER = ("house", "nothing")


class SettingsForm(FlaskForm):
    """When mails may reach a member; the ways to be told are added, one for each reason that leaves a choice."""

    top_topics = SelectField(
        _l("When nothing waits for you, the topics that others liked most"),
        description=_l("Five at most, from the boards that you may see."),
        choices=[
            SelectChoice("", _l("No mail")),
            SelectChoice("daily", _l("In a mail each day")),
            SelectChoice("weekly", _l("In a mail each week")),
        ],
    )
    digest_hour = SelectField(
        _l("Daily and weekly mails come at"), description=_l("By your clock; weekly ones on Mondays.")
    )
    quiet_from = SelectField(
        _l("No mails from"), description=_l("What comes meanwhile waits until your quiet hours end.")
    )
    quiet_to = SelectField(_l("No mails until"))

    def ways(self) -> dict[str, Way]:
        """Return the ways that were chosen, by reason."""
        return {field.name.removeprefix(WAY): field.data for field in self if field.name.startswith(WAY)}

    def hours(self) -> dict[str, Any]:
        """Return the hours as the service takes them."""
        return {name: int(self[name].data) if self[name].data else None for name in HOURLY}


WAY = "way-"
HOURLY = ("digest_hour", "quiet_from", "quiet_to")


def settings_form(reasons: Mapping[str, Reason], ways: Mapping[str, Way], reader: Reader) -> SettingsForm:
    """Return the form of a reader, as it stands now or as they sent it."""
    fields = {f"{WAY}{name}": _field(reason) for name, reason in reasons.items() if not reason.must_be_told}
    made: type[SettingsForm] = type("SettingsFormOfHouse", (SettingsForm,), fields)
    hours = {name: "" if getattr(reader, name) is None else str(getattr(reader, name)) for name in HOURLY}
    form = made(
        data={**{f"{WAY}{name}": way for name, way in ways.items()}, **hours, "top_topics": reader.top_topics or ""}
    )
    o_clock = [SelectChoice(str(hour), f"{hour:02}:00") for hour in HOURS]
    form.digest_hour.choices = o_clock
    form.quiet_from.choices = form.quiet_to.choices = [SelectChoice("", _l("no quiet hours")), *o_clock]
    return form


def _field(reason: Reason) -> SelectField:
    offered = WITH_LETTER if reason.has_letter else tuple(WAYS)
    note = _l("A letter comes by mail in any case.") if reason.has_letter else ""
    return SelectField(reason.label, choices=[SelectChoice(way, WAYS[way]) for way in offered], description=note)
