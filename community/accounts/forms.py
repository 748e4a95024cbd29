"""Shapes of what people tell about themselves."""

import re
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security.forms import RegisterFormV2
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from community.kernel.errors import Refused
from community.kernel.web import language

from . import challenges, sign_ups
from .challenges import Challenge
from .names import checked_name
from .tokens import LIFETIMES, NAME_LENGTH

# Control characters, and those that turn the direction of what stands beside a name.
UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
NAME = [DataRequired(_l("Please fill this in.")), Length(min=2, max=60)]


def shown(text: str | None) -> str | None:
    """Return what a member typed about themselves without what cannot be shown."""
    return UNSHOWABLE.sub("", text.replace("\r\n", "\n")).strip() if text else text


def zones() -> list[str]:
    """Return the time zones that a member may choose."""
    return sorted(z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "posix", "right")))


WORDS = {
    "email": _l("Mail address"),
    "password": _l("Password"),
    "password_confirm": _l("Password once more"),
    "new_password": _l("New password"),
    "new_password_confirm": _l("New password once more"),
    "remember": _l("Keep me signed in"),
}


class InOurWords:
    """Labels the library's fields as ours are labelled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self
        for name, word in WORDS.items():
            if name in form:
                form[name].label.text = word


class SignUpForm(InOurWords, RegisterFormV2):
    """What a new member tells."""

    name = StringField(_l("Your name"), NAME, filters=[shown], description=_l("Shown beside what you write."))

    opened = HiddenField()
    website = StringField(
        _l("Leave this empty"), render_kw={"tabindex": "-1", "autocomplete": "off"}
    )  # people do not see it; machines fill in what they find
    challenge = HiddenField()
    proof = HiddenField()
    answer = StringField(_l("Your answer"))
    asked: Challenge | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.opened.data = challenges.fresh_form()

    def validate(self, **kwargs: Any) -> bool:
        """Ask whoever looks like a machine one thing more, before anything is said about what they typed."""
        doubts = sign_ups.doubts_of(self.opened.data or "", self.website.data or "", self.email.data or "")
        if not doubts or challenges.is_met(self.challenge.data or "", self.proof.data or "", self.answer.data or ""):
            return bool(super().validate(**kwargs))
        answered = bool(self.proof.data or self.answer.data)
        self.asked = sign_ups.asked(doubts, answered=answered)
        self.challenge.data, self.proof.data, self.answer.data = self.asked.token, "", ""
        self.form_errors.append(
            _("That was not it. Please try once more.") if answered else _("One thing more, please.")
        )
        return False

    def validate_name(self, field: StringField) -> None:
        """Show at its field why a name cannot be had."""
        try:
            checked_name(field.data or "")
        except Refused as no:
            raise ValidationError(no.sentence) from None


class QuestionForm(FlaskForm):
    """A plain question for those who sign up, and its answers."""

    question = StringField(
        _l("Question"),
        [DataRequired(_l("Please fill this in.")), Length(min=10, max=200)],
        description=_l("Something that everybody knows, in plain words; no picture, no riddle."),
    )
    answers = StringField(
        _l("Answers that count"),
        [DataRequired(_l("Please fill this in.")), Length(max=200)],
        description=_l("Separated by commas. Case, accents and signs do not matter."),
    )


class SettingsForm(FlaskForm):
    """What a member tells about themselves, and how they want to read."""

    name = StringField(_l("Your name"), NAME, filters=[shown], description=_l("Shown beside what you write."))
    about = TextAreaField(_l("About you"), [Length(max=500)], filters=[shown], render_kw={"rows": 4})
    time_zone = SelectField(_l("Time zone"), description=_l("Times are shown in this zone."))
    language = SelectField(
        _l("Language"),
        filters=[language.chosen_by],
        description=_l("Pages and mails speak it; what people write stays as it is."),
    )

    def offer_zones(self) -> None:
        """Fill in the choice of zones; the first follows the community's."""
        self.time_zone.choices = [
            SelectChoice("", _l("The community's own")),
            *(SelectChoice(z, z.replace("_", " ")) for z in zones()),
        ]

    def offer_languages(self) -> None:
        """Fill in the choice of languages; the first follows the browser."""
        self.language.choices = [
            SelectChoice("", _l("As my browser asks for it")),
            *(SelectChoice(code, name) for code, name in language.names()),
        ]


class TokenForm(FlaskForm):
    """What a new token is for, what it may do, and when it ends."""

    name = StringField(
        _l("What is it for?"),
        [DataRequired(_l("Please fill this in.")), Length(*NAME_LENGTH)],
        filters=[shown],
        description=_l("For you alone, so that you know it again: the name of a program, say."),
    )
    lifetime = SelectField(
        _l("Ends after"),
        choices=[
            SelectChoice("30", _l("30 days")),
            SelectChoice("90", _l("90 days")),
            SelectChoice("365", _l("A year")),
        ],
    )
    may_write = BooleanField(
        _l("It may write"), description=_l("Ask, answer and vote in your name. Without this it only reads.")
    )
    with_role = BooleanField(
        _l("It has the rights of my role"),
        description=_l("Without this it sees and does what any member may."),
    )

    def chosen_lifetime(self) -> timedelta:
        """Return how long the token holds."""
        return next(time for time in LIFETIMES if str(time.days) == self.lifetime.data)
