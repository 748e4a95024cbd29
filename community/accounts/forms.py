"""Shapes of what people tell about themselves."""

from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from flask_security.forms import LoginForm, RegisterFormV2
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

NAME = [DataRequired(_l("Please fill this in.")), Length(min=2, max=60)]


class SignInForm(LoginForm):
    """Mail address and password."""


class SignUpForm(RegisterFormV2):
    """What a new member tells."""

    name = StringField(_l("Your name"), NAME, description=_l("Shown beside what you write."))


class SettingsForm(FlaskForm):
    """What a member tells about themselves, and how they want to read."""

    name = StringField(_l("Your name"), NAME, description=_l("Shown beside what you write."))
    about = TextAreaField(_l("About you"), [Length(max=500)], render_kw={"rows": 4})
    time_zone = SelectField(_l("Time zone"), description=_l("Times are shown in this zone."))

    def offer_zones(self) -> None:
        """Fill in the choice of zones; the first follows the community's."""
        zones = sorted(z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "posix", "right")))
        self.time_zone.choices = [("", _l("The community's own")), *((z, z.replace("_", " ")) for z in zones)]
