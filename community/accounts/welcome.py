"""The actor `accounts.welcome`: a first mail to everybody who joins, and to nobody who was imported."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _

from community.kernel import mail
from community.kernel.consumers import Actor
from community.kernel.events import Fact
from community.kernel.web import language

from . import confirmation, letters, queries
from .events import MemberJoined


def welcome(facts: Sequence[Fact]) -> None:
    """Write one mail per new member who has an address: who signed up themselves is asked to confirm it."""
    settings = current_app.extensions["settings"]
    for fact in facts:
        member = queries.member_by_id(fact.event.member_id)  # type: ignore[attr-defined]
        if member is None or not member.email:
            continue
        if not member.confirmed_at:
            letters.please_confirm(member, confirmation.link(member, member.email), key=f"accounts welcome {member.id}")
            continue
        words = {"name": member.name, "site": settings.site_name, "url": settings.base_url}
        with language.spoken_to(member.language):
            subject = _("Welcome to %(site)s", **words)
            text = _(
                "Hello %(name)s,\n\nyou are a member of %(site)s now. Ask, answer, or just read along:\n%(url)s\n\n"
                "If you did not sign up, somebody mistyped their address; you need do nothing.\n",
                **words,
            )
        mail.send(key=f"accounts welcome {member.id}", to=member.email, subject=subject, text=text)


WELCOME = Actor(name="accounts.welcome", kinds=(MemberJoined,), handle=welcome)
