"""The actor `moderation.letters`: authors are told what was decided, by which rule, and what they can do."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask import current_app
from flask_babel import format_datetime
from flask_babel import gettext as _

from community.accounts import queries as accounts
from community.kernel import mail
from community.kernel.consumers import Actor
from community.kernel.events import Event, Fact
from community.kernel.web import language

from . import addresses, events, queries, subjects
from .models import Appeal, Case, Sanction
from .policy import PASSED_ON
from .rows import RULES, SANCTION_LABELS

Words = tuple[str, str]  # subject and text
Tell = Callable[[], Words]  # the words, in the language that is spoken when it is called


def _held(_case: Case, title: str, event: Any) -> Words:
    says = _("What you wrote in “%(title)s” is out of sight until a second person has looked.", title=title)
    return _("Your post waits for a second look"), f"{says}\n\n{_quoted(RULES[event.reason])}"


def _upheld(case: Case, title: str, event: Any) -> Words:
    says = _("A moderator removed what you wrote in “%(title)s”.", title=title)
    remark = f"{case.remark}\n\n" if case.remark else ""
    way = _("If you see it otherwise, appeal once, and somebody else decides:")
    return _("Your post was removed"), f"{says}\n\n{_quoted(RULES[event.reason])}\n\n{remark}{way}"


def _back(_case: Case, title: str, _event: Any) -> Words:
    says = _("What you wrote in “%(title)s” is where it was. A second person found nothing wrong with it.", title=title)
    return _("Your post is back"), says


def _undone(_case: Case, title: str, _event: Any) -> Words:
    says = _("The decision about what you wrote in “%(title)s” was taken back; it is looked at again.", title=title)
    return _("A decision was taken back"), says


def _ruled(_case: Case, title: str, event: Any) -> Words:
    if event.ruling == "overturned":
        says = _("Your appeal was right: what you wrote in “%(title)s” is shown again.", title=title)
    else:
        says = _("Somebody else looked at what you wrote in “%(title)s”, and it stays removed.", title=title)
    answer = queries.appeal_of(event.case_id)
    return _("Your appeal was decided"), f"{says}\n\n{answer.answer if isinstance(answer, Appeal) else ''}"


_OF_CASES: dict[type[Event], Callable[[Case, str, Any], Words]] = {
    events.ThingHeld: _held,
    events.FlagsUpheld: _upheld,
    events.FlagsDeclined: _back,
    events.DecisionUndone: _undone,
    events.AppealRuled: _ruled,
}


def _about_redaction(event: events.ThingRedacted) -> tuple[int, Tell] | None:
    made = queries.redaction_by_id(event.redaction_id)
    if made is None or made.author_id is None:
        return None
    thing = subjects.subjects([(made.thing_kind, made.thing_id)], subjects.SYSTEM).get((made.thing_kind, made.thing_id))
    return made.author_id, partial(_redacted, thing.title if thing else "", event)


def _redacted(title: str, event: events.ThingRedacted) -> Words:
    says = _("Some words of what you wrote in “%(title)s” were cut out for good; the rest stands.", title=title)
    return _("Private words were cut out"), f"{says}\n\n{_quoted(RULES[event.reason])}"


def _quoted(rule: Any) -> str:
    return _("The rule: %(rule)s", rule=rule)


def tell(facts: Sequence[Fact]) -> None:
    """Write one mail per fact to the member it concerns, if they have an address."""
    for fact in facts:
        about = _about(fact.event)
        if about:
            _send(fact, *about)


def _about(event: Any) -> tuple[int, Tell] | None:
    if isinstance(event, events.ThingRedacted):
        return _about_redaction(event)
    return _about_member(event) if hasattr(event, "member_id") else _about_case(event)


def _about_case(event: Any) -> tuple[int, Tell] | None:
    case = queries.case_by_id(event.case_id)
    if case is None or case.author_id is None or says_nothing(case, event):
        return None
    key = (case.thing_kind, case.thing_id)
    thing = subjects.subjects([key], subjects.SYSTEM).get(key)
    return case.author_id, partial(_OF_CASES[type(event)], case, thing.title if thing else "", event)


def says_nothing(case: Case, event: Any) -> bool:
    """Tell whether the author would hear of something that never touched them."""
    if isinstance(event, events.FlagsDeclined | events.DecisionUndone):
        return not case.held
    if isinstance(event, events.FlagsUpheld):
        return event.reason in PASSED_ON
    return isinstance(event, events.ThingHeld) and event.reason is None


def _about_member(event: Any) -> tuple[int, Tell] | None:
    sanction = queries.sanction_by_id(event.sanction_id)
    if sanction is None:
        return None
    return sanction.member_id, partial(_lifted if isinstance(event, events.SanctionLifted) else _sanctioned, sanction)


def _lifted(_sanction: Sanction) -> Words:
    return _("You can write again"), _("A sanction on your account was lifted.")


def _sanctioned(sanction: Sanction) -> Words:
    until = format_datetime(sanction.ends_at, _("d MMMM y, HH:mm"))
    says = _("%(what)s. It ends on %(until)s by itself.", what=SANCTION_LABELS[sanction.kind], until=until)
    rule = _quoted(RULES[sanction.reason])  # type: ignore[index]
    return _("You cannot write for a while"), f"{says}\n\n{rule}\n\n{sanction.remark}"


def _send(fact: Fact, member_id: int, words: Tell) -> None:
    member, settings = accounts.member_by_id(member_id), current_app.extensions["settings"]
    if member is None or not member.mail_address:
        return
    with language.spoken_to(member.language):
        subject, text = words()
        greeting = _("Hello %(name)s,", name=member.name)
    body = f"{greeting}\n\n{text.strip()}\n\n{settings.base_url}{addresses.yours()}\n"
    mail.send(key=f"moderation letter {fact.seq}", to=member.mail_address, subject=subject, text=body)


LETTERS = Actor(
    name="moderation.letters",
    kinds=(*_OF_CASES, events.ThingRedacted, events.MemberSanctioned, events.SanctionLifted),
    handle=tell,
)
