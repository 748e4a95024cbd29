"""What this room answers when somebody's words are about to be written, whichever door they come by."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import unquote, urlsplit

from flask import current_app
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.checks import Arrival, Draft
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.markup import plain, render
from community.kernel.notices import tell
from community.kernel.web.limits import limiter

from . import queries, words
from .models import Saying
from .services import cases

FIRST_POSTS = 2  # links in these are looked at first
FIRST_LEVEL = 0
A_WHILE, MOST_IN_A_WHILE = timedelta(minutes=10), (5, 15, 30, 60)  # texts, by trust level
A_DAY, A_WAVE = timedelta(days=1), 3  # so many members who say the same
HELD = {
    "watched_word": _l("Your text is saved. It holds a watched word, so a moderator looks at it before others see it."),
    "first_links": _l(
        "Your text is saved. It leads to another site; in a member's first posts a moderator looks at it before "
        "others see it."
    ),
    "repeats": _l(
        "Your text is saved. Several members wrote the same today, so a moderator looks at it before others see it."
    ),
}
REFUSALS = {
    "watched_word": _l("A watched word stands in this; please say it in another way."),
    "first_links": _l("This leads to another site, which first posts do not do yet; please leave the link out."),
    "repeats": _l("Several members wrote the same today; please say it in your own words."),
}
SHORT = 20  # characters; "Thank you!" is no repetition
WITHOUT_MARKUP = (".title", ".name", ".tag")
_LINK = re.compile(r"https?://([^\s/<>\"')\]]+)", re.IGNORECASE)
_UNWRITTEN = re.compile(r'\b(?:href|title|alt)="([^"]*)"')


def not_sanctioned(draft: Draft) -> Draft:
    """Refuse the words of a member who may not write at present."""
    if draft.by.member_id is None:
        return draft
    sanction = queries.active_sanction(draft.by.member_id)
    if sanction:
        raise Refused(refusal_until(sanction.ends_at))
    return draft


def refusal_until(ends_at: datetime) -> str:
    """Return the sentence for a member who may not write until a date."""
    until = format_datetime(ends_at, _("d MMMM y, HH:mm"))
    return _("You can read here, but not write until %(until)s. “Your flags and decisions” says why.", until=until)


def no_watched_word(draft: Draft) -> Draft:
    """Refuse, hold, mask or note a text that holds a watched word, whatever its case, width or invisible marks."""
    watched = queries.watched()
    if not watched:
        return draft
    seen = words.find(said_in(draft), watched)
    actions = {watched[hit.phrase] for hit in seen}
    if "block" in actions:
        found = next(hit.phrase for hit in seen if watched[hit.phrase] == "block")
        raise Refused("“%(word)s” cannot stand here; please say it in another way.", word=found)
    if "mask" in actions:
        draft = _masked(draft, [phrase for phrase, action in watched.items() if action == "mask"])
        if words.find(said_in(draft), [phrase for phrase, action in watched.items() if action == "mask"]):
            actions.add("hold")  # spread over markup, where no dots can take its place
    if "hold" in actions:
        return _held(draft, "watched_word")
    return replace(draft, noted=draft.noted or "watched_word") if "alert" in actions else draft


def said_in(draft: Draft) -> str:
    """Return what a reader of the draft meets. Titles, names and tags have no markup."""
    return draft.text if draft.kind.endswith(WITHOUT_MARKUP) else met_in(render(draft.text))


def met_in(html: str) -> str:
    """Return what a reader of rendered words meets: the words without their markup, and where links lead."""
    return "\n".join([plain(html), *(unquote(unescape(value)) for value in _UNWRITTEN.findall(html))])


def look_over(arrivals: Sequence[Arrival]) -> None:
    """Open a case for each imported thing with a watched word; it is held, unless the word only alerts."""
    watched = queries.watched()
    for arrival in arrivals if watched else ():
        actions = {watched[hit.phrase] for hit in words.find(f"{arrival.title}\n{met_in(arrival.html)}", watched)}
        if actions:
            cases.look_at(arrival.kind, arrival.thing_id, "watched_word", held=actions != {"alert"})


def _masked(draft: Draft, phrases: list[str]) -> Draft:
    tell(_("Some words of your text were replaced by dots."))
    return replace(draft, text=words.masked(draft.text, words.find(draft.text, phrases)))


def no_hasty_links(draft: Draft) -> Draft:
    """Hold links to other sites in the first posts of a member whom nobody knows yet."""
    if draft.by.role != "member" or draft.by.member_id is None or not _leads_away(draft.text):
        return draft
    member = db.session.get_one(Member, draft.by.member_id)
    if member.trust_level > FIRST_LEVEL or member.topics + member.replies >= FIRST_POSTS:
        return draft
    return _held(draft, "first_links")


def _leads_away(text: str) -> bool:
    own = urlsplit(current_app.extensions["settings"].base_url).netloc.lower()
    return any(host.lower() != own for host in _LINK.findall(text))


def not_in_haste(draft: Draft) -> Draft:
    """Refuse what comes too fast or is said twice by one member; hold what several say alike."""
    member_id = draft.by.member_id
    counts = draft.fresh and not draft.kind.endswith(WITHOUT_MARKUP) and draft.by.role == "member"
    if member_id is None or not counts or not limiter.enabled:
        return draft
    now, digest = clock.now(), hashlib.sha256(words.fold(draft.text).encode()).hexdigest()[:32]
    _not_too_fast(draft.by, now)
    wave = len(draft.text) >= SHORT and _is_wave(member_id, digest, now)
    db.session.add(Saying(member_id=member_id, at=now, digest=digest))
    return _held(draft, "repeats") if wave else draft


def _not_too_fast(by: Viewer, now: datetime) -> None:
    lately = select(func.count()).select_from(Saying).where(Saying.member_id == by.member_id, Saying.at > now - A_WHILE)
    level = db.session.scalar(select(Member.trust_level).where(Member.id == by.member_id)) or 0
    if (db.session.scalar(lately) or 0) >= MOST_IN_A_WHILE[level]:
        raise Refused("That was a lot in a few minutes. Please wait a little, and keep this page open.")


def _is_wave(member_id: int, digest: str, now: datetime) -> bool:
    """Refuse what the member said before; tell whether enough others said the same."""
    same = select(Saying.member_id).where(Saying.digest == digest, Saying.at > now - A_DAY).distinct()
    others = set(db.session.scalars(same))
    if member_id in others:
        raise Refused("You wrote the very same a short while ago; once is enough.")
    return len(others) + 1 >= A_WAVE


def _held(draft: Draft, why: str) -> Draft:
    if not draft.waits:
        raise Refused(str(REFUSALS[why]))
    if not draft.held:
        tell(f"{HELD[why]} {_('You see it meanwhile.')}")
    return replace(draft, held=draft.held or why)


CHECKS = (not_sanctioned, no_watched_word, no_hasty_links, not_in_haste)
