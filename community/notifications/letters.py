"""The mail of a bundle: written when it leaves, so that it says only what its reader may see and wants to hear then."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from community.accounts import queries as accounts
from community.accounts.models import Member
from community.forum import following
from community.forum.rows import TopicRow
from community.kernel import mail
from community.kernel.announcing import Key, Reason
from community.kernel.mail.addresses import Answer, reply_address
from community.kernel.web import language
from community.kernel.web.links import full_url

from . import addresses, digests, links, queries, reasons
from .digests import Ranking
from .links import MUTE, Wish
from .mailable import mailable
from .models import Bundle, Notice
from .rows import NoticeRow

Headers = dict[str, str]


@dataclass(frozen=True)
class Letter:
    """A mail as it can be sent."""

    member_id: int
    words: Mapping[str, Any]


def letter(bundle_id: int, ranking: Ranking) -> Letter | None:
    """Return the mail of a bundle; None when there is nothing to say any more, or nobody who may be mailed."""
    bundle = queries.bundle_by_id(bundle_id)
    member = accounts.member_by_id(bundle.member_id) if bundle else None
    reader = queries.reader(member.id) if member else None
    if bundle is None or member is None or reader is None or not mailable([member], {member.id: reader}):
        return None
    with language.spoken_to(member.language):
        if rows := _still_wanted(bundle, member):
            return Letter(member.id, _words(bundle, member, rows, _topics(bundle, member)))
        topics = digests.top_of_all(bundle, member.viewer, ranking) if reader.top_topics == bundle.way else ()
        return Letter(member.id, _words(bundle, member, rows, topics)) if topics else None


def _still_wanted(bundle: Bundle, member: Member) -> list[NoticeRow]:
    """Return what was not read, muted, unsubscribed or unfollowed while it waited, and may still be seen."""
    waiting, ways, known = queries.in_bundle(bundle.id), queries.ways(member.id), reasons.reasons()
    muted = reasons.muted_among([(member.id, (n.about_kind, n.about_id)) for n in waiting])
    followed = queries.followed_by(member.id)
    places = following.places_of({n.about_id for n in waiting if n.about_kind == "topic"})
    wanted = [
        n
        for n in waiting
        if ways.get(n.reason) == bundle.way
        and (member.id, (n.about_kind, n.about_id)) not in muted
        and _is_followed(n, known[n.reason], followed, places)
    ]
    return queries.rows(wanted, member.viewer)


def _is_followed(
    notice: Notice, reason: Reason, followed: Collection[Key], places: Mapping[int, Collection[Key]]
) -> bool:
    """Tell whether the reader follows what they were told for, if it was told for that."""
    if reason.while_following == "talk":
        return (notice.about_kind, notice.about_id) in followed
    if reason.while_following == "person":
        return ("member", notice.by_id) in followed
    here = (key for key in places.get(notice.about_id, ()) if key[0] == reason.while_following)
    return not reason.while_following or any(key in followed for key in here)


def _words(bundle: Bundle, member: Member, rows: Sequence[NoticeRow], topics: Sequence[TopicRow]) -> dict[str, Any]:
    talks = {row.about for row in rows}
    talk = next(iter(talks)) if len(talks) == 1 else None
    off = full_url(links.path_of(Wish(member.id, bundle.way)))
    headers = _list_headers(off) | (_thread_headers(talk, member) if talk else {})
    shown = {
        "member": member,
        "rows": rows,
        "way": bundle.way,
        "topics": topics,
        "subject": _subject(bundle, rows, talk),
        "is_answered_by_mail": "Reply-To" in headers,
        "off_url": off,
        "mute_url": full_url(links.path_of(Wish(member.id, MUTE, *talk))) if talk and rows[0].mute_url else None,
        "settings_url": full_url(addresses.settings()),
        "full_url": full_url,
        "lang": language.tag(),
        "direction": language.direction(),
    }
    text, html = (_rendered(f"notifications/mail_document.{kind}", shown) for kind in ("txt", "html"))
    return mail.written(to=member.mail_address or "", subject=shown["subject"], text=text, html=html, headers=headers)


def _topics(bundle: Bundle, member: Member) -> Sequence[TopicRow]:
    return () if bundle.way == "at_once" else digests.top_topics(bundle, member.viewer)


def _subject(bundle: Bundle, rows: Sequence[NoticeRow], talk: Key | None) -> str:
    if talk and bundle.way == "at_once":
        return rows[0].title if len(rows) > 1 or rows[0].about[0] == "topic" else f"{rows[0].says}: {rows[0].title}"
    site, n = current_app.extensions["settings"].site_name, len(rows)
    if not rows:
        return _("What people talk about on %(site)s", site=site)
    return ngettext("%(n)s notice from %(site)s", "%(n)s notices from %(site)s", n, n=n, site=site)


def _list_headers(off_url: str) -> Headers:
    """Return what lets a mail program unsubscribe with one click (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{off_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _thread_headers(talk: Key, member: Member) -> Headers:
    """Return what lets mails about one talk stand together, and lets the reader answer them where that is possible."""
    settings = current_app.extensions["settings"]
    root = mail.message_id(f"{talk[0]} {talk[1]}", settings)
    headers = {"In-Reply-To": root, "References": root}
    if talk[0] != "topic":
        return headers
    answered = reply_address(Answer("topic", talk[1], member.id), settings)
    return headers | ({"Reply-To": answered} if answered else {})


def _rendered(template: str, words: Mapping[str, Any]) -> str:
    hello = _("Hello %(name)s,", name=words["member"].name)
    return current_app.jinja_env.get_template(template).render(words, hello=hello)
