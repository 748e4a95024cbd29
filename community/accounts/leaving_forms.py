"""Shapes of what members decide about what is held and shown of them."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length

from community.kernel import db as kernel_db

from .door_forms import check_password

REQUIRED = DataRequired(_l("Please fill this in."))


class PasswordForm(FlaskForm):
    """The password once more."""

    password = PasswordField(
        _l("Your password"), [REQUIRED, check_password], render_kw={"autocomplete": "current-password"}
    )

    def is_theirs(self) -> bool:
        """Check it in a short write of its own, for a view that only reads; a wrong guess is counted for good."""
        with kernel_db.writing():
            return bool(self.validate_on_submit())


class LeaveForm(PasswordForm):
    """The password once more, and whether what was written goes too."""

    words = BooleanField(
        _l("Take my words along"),
        description=_l(
            "“[removed at the author's wish]” then stands in their place; answers of others stay around it."
        ),
    )


class PrivacyForm(FlaskForm):
    """What is shown of a member, and to whom."""

    listed = BooleanField(
        _l("Show me in the directory of people"),
        description=_l("Without this nobody finds you there; your name stays beside what you write."),
    )
    open_profile = BooleanField(
        _l("Everybody may see my page"),
        description=_l("Without this, members only: your page, what you wrote and liked as a list, your points."),
    )
    indexed = BooleanField(
        _l("Search engines may list my page"),
        description=_l("Takes effect only while everybody may see it."),
    )


class EraseForm(PasswordForm):
    """Why an administrator erases somebody, that this is the one they mean, and the administrator's own password."""

    why = SelectField(
        _l("Why"),
        choices=[
            SelectChoice("asked", _l("They asked us to")),
            SelectChoice("age", _l("They are too young for an account")),
            SelectChoice("law", _l("A law or a court demands it")),
            SelectChoice("machine", _l("The account is a machine's")),
        ],
    )
    handle = StringField(
        _l("Their handle"),
        [REQUIRED, Length(max=60)],
        description=_l("Type it, without the @, so that you erase nobody else."),
        render_kw={"autocomplete": "off"},
    )
    words = BooleanField(
        _l("What they wrote goes too"),
        description=_l("“[removed at the author's wish]” then stands in its place."),
    )
