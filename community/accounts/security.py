"""Flask-Security, set up for the house: its doors under /accounts, its mail through the outbox, its errors ours."""

import hashlib
from datetime import timedelta
from typing import Any

from babel.support import NullTranslations
from flask import Flask, abort, current_app, request
from flask_babel import lazy_gettext as _l
from flask_security import MailUtil, PasswordUtil, Security
from flask_security.babel import FsDomain

from community.kernel import clock, mail
from community.kernel.config import Settings
from community.kernel.errors import Refused
from community.kernel.web import language, wording
from community.kernel.web.limits import guessing_limit

from . import entrance, keys, looks, passkeys, passwords, provider
from .datastore import MemberDatastore
from .door_forms import ForgotForm, NewPasswordForm, ResetForm, SignInForm
from .forms import SignUpForm
from .panels import panels
from .second_door import SecondDoor

GUESSED_AT = (
    *("security.login", "security.register", "security.forgot_password", "security.reset_password"),
    "security.change_password",
)


class OutboxMail(MailUtil):
    """Mail about accounts, put into the outbox with the change it speaks of."""

    def send_mail(
        self, template: str, subject: Any, recipient: Any, sender: Any, body: Any, html: Any, **_: Any
    ) -> None:
        text, page = (_by_our_name(words or "") for words in (body, html))
        digest = hashlib.sha256(f"{template} {recipient} {body} {clock.now().isoformat()}".encode()).hexdigest()
        mail.send(key=f"accounts {digest[:40]}", to=str(recipient), subject=str(subject), text=text, html=page or None)


def _by_our_name(words: str) -> str:
    """Let links lead to the site's own address: the host that a request names may be somebody else's."""
    return words.replace(request.host_url, f"{current_app.extensions['settings'].base_url.rstrip('/')}/")


class HousePasswords(PasswordUtil):
    """Our rules for passwords, at every door of the library."""

    def validate(self, password: str, is_register: bool, **told: Any) -> tuple[list[str] | None, str]:
        """Return what speaks against a password, or None, and the password as it is hashed."""
        normal = self.normalize(password)
        who = told if is_register else vars(told["user"]) if told.get("user") else {}
        about = [str(who.get(name) or "") for name in ("name", "handle", "email")]
        try:
            passwords.check(normal, [*about, current_app.extensions["settings"].site_name])
        except Refused as no:
            return [wording.refusal(no)], normal
        return None, normal


class LibraryWords(FsDomain):
    """The library's sentences from our catalogues: its own speak more formally, and not to everybody."""

    def get_translations(self) -> NullTranslations:
        return language.catalogue(language.tag())


def init_app(app: Flask, settings: Settings) -> None:
    """Open the doors: sign in, sign up, reset a password by mail; and the API's, which take tokens."""
    app.config.update(_options(settings))
    security = Security(
        app,
        MemberDatastore(),
        login_form=SignInForm,
        register_form=SignUpForm,
        forgot_password_form=ForgotForm,
        reset_password_form=ResetForm,
        change_password_form=NewPasswordForm,
        mail_util_cls=OutboxMail,
        password_util_cls=HousePasswords,
        register_blueprint=True,
    )
    entrance.init_app(app)
    security.two_factor_plugins = SecondDoor()
    security.login_context_processor(_ways_in)
    security.register_context_processor(_provider)
    app.extensions["provider"] = provider.of(settings)
    keys.init_app(app)
    looks.init_app(app)
    security.i18n_domain = LibraryWords(app)
    app.jinja_env.globals["_fsdomain"] = security.i18n_domain.gettext
    security.unauthn_handler(lambda *_args, **_kwargs: abort(401))
    security.unauthz_handler(lambda *_args, **_kwargs: abort(403))
    for endpoint in GUESSED_AT:
        view = app.view_functions.get(endpoint)
        if view is not None:
            app.view_functions[endpoint] = guessing_limit(view)


def _ways_in() -> dict[str, Any]:
    """Return the other ways to sign in: by passkey, provider, and what upper rooms add to the slot `sign_in`."""
    return _provider() | {"passkey": passkeys.ask_to_sign_in(), "other_ways": panels("sign_in", 0)}


def _provider() -> dict[str, Any]:
    return {"provider": current_app.extensions["provider"]}


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_SALT": hashlib.sha256(f"salt {settings.secret_key}".encode()).hexdigest(),
        "SECURITY_URL_PREFIX": "/accounts",
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_REGISTER_URL": "/sign-up",
        "SECURITY_RESET_URL": "/reset",
        "SECURITY_CHANGE_URL": "/password",
        "SECURITY_POST_CHANGE_VIEW": "accounts.settings",
        "SECURITY_LOGOUT_METHODS": None,
        "SECURITY_FRESHNESS": timedelta(-1),  # nothing asks for the password again; this closes the page for it
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_CACHE_CONTROL": {"private": None, "no-store": None},  # bare words; the library's own say "=True"
        "SECURITY_REGISTERABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_USE_REGISTER_V2": True,
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=1),
        "SECURITY_EMAIL_SENDER": settings.mail_from,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": _l("Choose a new password"),
        "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": _l("Your password was changed"),
        "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": _l("Your password was changed"),
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_REGISTER_USER_TEMPLATE": "accounts/sign_up.html",
        "SECURITY_FORGOT_PASSWORD_TEMPLATE": "accounts/forgot.html",
        "SECURITY_RESET_PASSWORD_TEMPLATE": "accounts/reset.html",
        "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/password.html",
        "SECURITY_ANONYMOUS_USER_DISABLED": True,
        "SECURITY_FLASH_MESSAGES": True,
        "REMEMBER_COOKIE_DURATION": timedelta(hours=settings.session_hours),
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SECURE": settings.base_url.startswith("https://"),
    }
