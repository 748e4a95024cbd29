"""Shapes of what is asked at the doors; wrong guesses are counted here, since a form that says no is committed."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_security.forms import ChangePasswordForm, EmailValidation, ForgotPasswordForm, LoginForm, ResetPasswordForm
from flask_security.utils import verify_password
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from community.kernel.web import wording

from . import guesses
from .forms import NAME, InOurWords, shown
from .guesses import Target


def must_wait(target: Target) -> str:
    """Return the sentence that asks for patience, empty where one may guess."""
    seconds = guesses.seconds_to_wait(target)
    if not seconds:
        return ""
    return _("There were too many wrong tries. You can try again %(when)s.", when=wording.ahead(seconds))


class SignInForm(InOurWords, LoginForm):
    """Mail address and password; nobody is told which of the two was wrong, or that there are many guesses at one."""

    def validate(self, **kwargs: Any) -> bool:
        """Count a wrong guess; check none while one has to wait."""
        target = guesses.at_address(self.email.data or "")
        if patience := must_wait(target):
            self.form_errors.append(patience)
            return False
        if super().validate(**kwargs):
            guesses.right(target)
            return True
        if self.email.data and self.password.data:
            guesses.wrong(target)
        return False


class ForgotForm(InOurWords, ForgotPasswordForm):
    """Whose password is to be set anew."""


class ResetForm(InOurWords, ResetPasswordForm):
    """The new password."""


def check_password(_form: FlaskForm, field: PasswordField) -> None:
    """Hold what was typed against the member's password; guessing here is counted like guessing at the door."""
    target = guesses.at_address(current_user.email or "")
    if patience := must_wait(target):
        raise ValidationError(patience)
    if not current_user.password:
        raise ValidationError(_("You have no password yet. Sign out, and have a link sent to set one."))
    if not verify_password(field.data or "", current_user.password):
        guesses.wrong(target)
        raise ValidationError(_("This is not your password."))
    guesses.right(target)


class NewPasswordForm(InOurWords, ChangePasswordForm):
    """The old password and the new one, twice."""

    password = PasswordField(
        _l("Your password"),
        [DataRequired(_l("Please fill this in.")), check_password],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordAgainForm(FlaskForm):
    """The member's password once more, before something changes by which they sign in."""

    password = PasswordField(
        _l("Your password"),
        [DataRequired(_l("Please fill this in.")), check_password],
        description=_l("So that nobody changes this on a device that you left open."),
        render_kw={"autocomplete": "current-password"},
    )


class ResetStepForm(PasswordAgainForm):
    """Why an administrator takes somebody's second step away, with the administrator's own password."""

    why = SelectField(
        _l("Why"),
        choices=[
            SelectChoice("lost", _l("They lost the device, and have no recovery code")),
            SelectChoice("stolen", _l("The device was stolen")),
            SelectChoice("broken", _l("The device or the app does not work any more")),
        ],
    )


class AddressForm(PasswordAgainForm):
    """Another mail address to sign in with."""

    email = EmailField(
        _l("New mail address"),
        [DataRequired(_l("Please fill this in.")), Length(max=254), EmailValidation(verify=True)],
        render_kw={"autocomplete": "email"},
    )


class CodeForm(FlaskForm):
    """Six digits from an app, or a recovery code."""

    code = StringField(
        _l("Code"),
        [DataRequired(_l("Please fill this in.")), Length(max=30)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"},
    )
    target: Target | None = None

    def aim(self, target: Target) -> bool:
        """Say at what this guesses; tell whether it may be looked at, or has to wait."""
        self.target = target
        if patience := must_wait(target):
            self.form_errors.append(patience)
        return not self.form_errors and bool(self.validate_on_submit())

    def was_wrong(self) -> None:
        """Count the guess, and say so."""
        if self.target:
            guesses.wrong(self.target)
        self.code.errors = [_("This code is not right, or was used before. Please wait for the next one.")]


class PasskeyForm(PasswordAgainForm):
    """A name for a new passkey; the browser adds what the device answered."""

    name = StringField(
        _l("Name"),
        [DataRequired(_l("Please fill this in.")), Length(max=60)],
        filters=[shown],
        description=_l("For you alone, so that you know it again: the name of the device, say."),
    )
    token = HiddenField()
    credential = HiddenField()


class JoinForm(FlaskForm):
    """The name of somebody new, whom a provider sent; and an address, where it knows none."""

    name = StringField(_l("Your name"), NAME, filters=[shown], description=_l("Shown beside what you write."))
    email = EmailField(
        _l("Mail address"),
        [DataRequired(_l("Please fill this in.")), Length(max=254), EmailValidation(verify=True)],
        render_kw={"autocomplete": "email"},
    )
