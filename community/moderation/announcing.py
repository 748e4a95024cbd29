"""Decisions about what somebody wrote or may do, as notices beside the letters that tell of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from community.accounts import authors
from community.kernel.announcing import Announcement, Key, Reason, Telling
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import Fact
from community.kernel.things import Thing

from . import addresses, events, letters
from .models import Case, Redaction, Sanction

REASONS = (
    Reason(
        name="decision",
        label=_l("A decision about something you wrote"),
        says=lambda _who: _("There is a decision about something you wrote"),
        strength=60,
        way="house",
        has_letter=True,
        must_be_told=True,
    ),
    Reason(
        name="redaction",
        label=_l("Private words cut out of something you wrote"),
        says=lambda _who: _("Private words were cut out of what you wrote"),
        strength=60,
        way="house",
        has_letter=True,
        must_be_told=True,
    ),
    Reason(
        name="sanction",
        label=_l("What your account may do"),
        says=lambda _who: _("There is news of what your account may do"),
        strength=60,
        way="house",
        has_letter=True,
        must_be_told=True,
    ),
)
ABOUT_CASES = (events.ThingHeld, events.FlagsUpheld, events.FlagsDeclined, events.DecisionUndone, events.AppealRuled)
KINDS = (*ABOUT_CASES, events.ThingRedacted, events.MemberSanctioned, events.SanctionLifted)


def tell(facts: Sequence[Fact]) -> Iterator[Telling]:
    """Yield the member whom a decision concerns, where a letter tells them of it too."""
    cases, redactions = _found(Case, facts, "case_id"), _found(Redaction, facts, "redaction_id")
    for fact in facts:
        event: Any = fact.event
        if isinstance(event, ABOUT_CASES):
            case = cases[event.case_id]
            if not letters.says_nothing(case, event):
                yield from _telling(fact, case.author_id, "decision", ("case", case.id))
        elif isinstance(event, events.ThingRedacted):
            if made := redactions.get(event.redaction_id):
                yield from _telling(fact, made.author_id, "redaction", (made.thing_kind, made.thing_id))
        else:
            yield from _telling(fact, event.member_id, "sanction", ("sanction", event.sanction_id))


def _found(model: Any, facts: Sequence[Fact], name: str) -> dict[int, Any]:
    """Return the rows that the facts name, by id."""
    ids = {getattr(fact.event, name) for fact in facts if hasattr(fact.event, name)}
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(ids)))} if ids else {}


def _telling(fact: Fact, member_id: int | None, reason: str, thing: Key) -> Iterator[Telling]:
    if member_id is not None:
        told = {"reason": reason, "occasion": f"moderation.decision {fact.seq}", "by": fact.event.by}
        yield Telling(fact=fact, member_id=member_id, thing=thing, about=thing, **told)  # type: ignore[arg-type]


def _cases(ids: Collection[int], _viewer: Viewer) -> Mapping[int, Thing]:
    """Return cases as their authors know them: without words, since those may be out of sight."""
    found = db.session.execute(select(Case.id, Case.opened_at).where(Case.id.in_(ids)))
    return {id_: _shown("case", id_, at, _("Your flags and decisions")) for id_, at in found}


def _sanctions(ids: Collection[int], _viewer: Viewer) -> Mapping[int, Thing]:
    found = db.session.execute(select(Sanction.id, Sanction.at).where(Sanction.id.in_(ids)))
    return {id_: _shown("sanction", id_, at, _("Sanctions")) for id_, at in found}


def _shown(kind: str, id_: int, at: datetime, title: str) -> Thing:
    shown = {"title": title, "url": addresses.yours(), "text": "", "place": _("Moderation")}
    return Thing(kind=kind, id=id_, author=authors.author(None, None, None, None, None), at=at, **shown)


DECISIONS = Announcement(reasons=REASONS, kinds=KINDS, tell=tell, things={"case": _cases, "sanction": _sanctions})
