"""Letters about the safety of an account, in its member's language; who has not confirmed an address gets none."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from flask_babel import gettext as _

from community.kernel import clock, mail
from community.kernel.errors import Refused
from community.kernel.web import language, wording

from .models import Member


def _write(member: Member, subject: str, text: str, *, key: str = "", to: str | None = None) -> None:
    """Put one mail into the outbox; without a key each is one of its own, and without `to` it goes to the member."""
    if address := to or member.mail_address:
        unique = key or f"accounts letter {member.id} {secrets.token_hex(8)}"
        mail.send(key=unique, to=address, subject=subject, text=text)


@contextmanager
def _in_words_of(member: Member, **more: str) -> Iterator[dict[str, str]]:
    """Speak the member's language meanwhile; yield what any letter may name, and what this one names besides."""
    with language.spoken_to(member.language):
        yield _words(member) | more


def _words(member: Member) -> dict[str, str]:
    settings = current_app.extensions["settings"]
    base = settings.base_url.rstrip("/")
    return {
        "name": member.name,
        "site": settings.site_name,
        "sessions": f"{base}/accounts/sessions",
        "reset": f"{base}/accounts/reset",
        "second_step": f"{base}/accounts/second-step",
        "settings": f"{base}/accounts/settings",
        "leave": f"{base}/accounts/leave",
    }


def new_device(member: Member, device: str) -> None:
    """Tell that somebody signed in on a device that we do not know."""
    with _in_words_of(member, device=device) as words:
        subject = _("A new sign-in at %(site)s", **words)
        text = _(
            "Hello %(name)s,\n\nsomebody just signed in to your account at %(site)s on a device that we have not seen "
            "before: %(device)s.\n\nIf it was you, you need do nothing. If not, set a new password now, which signs "
            "everybody out:\n%(reset)s\n\nWhere you are signed in:\n%(sessions)s\n",
            **words,
        )
        _write(member, subject, text)


def guessed_at(member: Member) -> None:
    """Tell, once a day at most, that somebody guesses at the account."""
    with _in_words_of(member) as words:
        subject = _("Somebody tries to sign in as you at %(site)s", **words)
        text = _(
            "Hello %(name)s,\n\nthere were many wrong passwords or codes for your account at %(site)s. Nobody came in; "
            "each further try has to wait longer.\n\nIf it was you, you can set a new password:\n%(reset)s\n\n"
            "If not, you need do nothing as long as your password is one that you use nowhere else.\n",
            **words,
        )
        _write(member, subject, text, key=f"accounts guessed {member.id} {clock.now().date()}")


def please_confirm(member: Member, link: str, *, key: str) -> None:
    """Send the link that shows that an address is the member's."""
    with _in_words_of(member, link=link) as words:
        subject = _("Please confirm your address at %(site)s", **words)
        text = _(
            "Hello %(name)s,\n\nplease open this page and press the button, so that we know that this address is yours:"
            "\n%(link)s\n\nThe link holds for five days. If you did not sign up at %(site)s, somebody mistyped their "
            "address; you need do nothing.\n",
            **words,
        )
        _write(member, subject, text, key=key, to=member.email)


def confirm_new_address(member: Member, to: str, link: str) -> None:
    """Send the link that makes a new address the member's."""
    with _in_words_of(member, link=link) as words:
        subject = _("Your new address at %(site)s", **words)
        text = _(
            "Hello %(name)s,\n\nyou want to sign in at %(site)s with this address. Please open this page and press the "
            "button:\n%(link)s\n\nThe link holds for five days. If this was not you, you need do nothing.\n",
            **words,
        )
        _write(member, subject, text, to=to)


def address_will_change(member: Member) -> None:
    """Tell the old address that another one was asked for."""
    with _in_words_of(member) as words:
        subject = _("Somebody wants to change your address at %(site)s", **words)
        text = _(
            "Hello %(name)s,\n\nsomebody who knows your password asked to change the address with which you sign in at "
            "%(site)s. It changes once the new address is confirmed.\n\nIf it was not you, set a new password now, "
            "which signs everybody out:\n%(reset)s\n",
            **words,
        )
        _write(member, subject, text)


def address_changed(member: Member) -> None:
    """Tell the old address that it is the member's no more; called while it still is."""
    with _in_words_of(member) as words:
        subject = _("Your address at %(site)s was changed", **words)
        text = _(
            "Hello %(name)s,\n\nyou sign in at %(site)s with another address now, and get no more mail here.\n\n"
            "If it was not you, please write to us at once.\n",
            **words,
        )
        _write(member, subject, text)


def second_step_changed(member: Member, *, on: bool) -> None:
    """Tell that two-step sign-in was turned on or off."""
    with _in_words_of(member) as words:
        if on:
            subject = _("Two-step sign-in is on at %(site)s", **words)
        else:
            subject = _("Two-step sign-in is off at %(site)s", **words)
        _write(member, subject, _not_you(words))


def second_step_reset(member: Member) -> None:
    """Tell that an administrator took the second step away, what to do now, and what if nobody asked for it."""
    with _in_words_of(member) as words:
        subject = _("Your two-step sign-in at %(site)s was reset", **words)
        text = _(
            "Hello %(name)s,\n\nan administrator of %(site)s took away your second step, your recovery codes and your "
            "passkeys, and signed you out everywhere. Your password alone lets you in until you set up another second "
            "step:\n%(second_step)s\n\nIf you did not ask for this, somebody may be trying to get into your account: "
            "set a new password now, set up another second step, and write to us.\n%(reset)s\n",
            **words,
        )
        _write(member, subject, text)


def account_claimed(member: Member) -> None:
    """Tell who confirmed an address by a new password that nothing of before opens the account any more."""
    with _in_words_of(member) as words:
        subject = _("Your account at %(site)s is yours alone now", **words)
        text = _(
            "Hello %(name)s,\n\nyour new password showed that this address is yours. Nobody had confirmed it before, "
            "so what was set up until now may be a stranger's: we took away the tokens, passkeys, linked accounts and "
            "two-step sign-in of this account.\n\nIf they were your own, you can set them up again:\n%(settings)s\n",
            **words,
        )
        _write(member, subject, text)


def you_stay(member: Member, why: Refused) -> None:
    """Tell somebody whose time to think is over why they were not erased."""
    with _in_words_of(member) as words:
        subject = _("You are still a member of %(site)s", **words)
        text = _(
            "Hello %(name)s,\n\nyou wanted to leave %(site)s, and the seven days are over; but your account could not "
            "be erased: %(why)s\n\nSo you stay. To leave after all, ask for it once more when this has changed:\n"
            "%(leave)s\n",
            **words,
            why=wording.refusal(why),
        )
        _write(member, subject, text, to=member.email)


def passkey_added(member: Member, named: str) -> None:
    """Tell that a device signs in without the password from now on."""
    with _in_words_of(member, passkey=named) as words:
        _write(member, _("You have a new passkey at %(site)s: %(passkey)s", **words), _not_you(words))


def identity_linked(member: Member, label: str) -> None:
    """Tell that somebody signs in by a provider from now on."""
    with _in_words_of(member, label=label) as words:
        _write(member, _("You can sign in at %(site)s with %(label)s now", **words), _not_you(words))


def _not_you(words: dict[str, str]) -> str:
    return str(
        _(
            "Hello %(name)s,\n\nif it was you, you need do nothing. If not, set a new password now, which signs "
            "everybody out, and look at your settings:\n%(reset)s\n",
            **words,
        )
    )
