"""Mail of the weekly memo: the edition to every executive, once; the reminder to editors."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _

from community.kernel import clock, mail
from community.kernel.db import db, upsert
from community.kernel.web import language
from community.kernel.weeks import Week

from . import addresses, documents, pages, queries, wording
from .models import Memo, Recipient

READERS, WRITERS = "executive", "editor"


def send_edition(memo: Memo) -> int:
    """Mail an edition to every executive who has not got it; an unsigned one only where the settings allow it."""
    signed = memo.signed_at is not None
    if not signed and not current_app.extensions["settings"].mail_unsigned_memos:
        return 0
    address = {member.id: str(member.email) for member in queries.people_in(READERS)}
    new = _not_yet(memo, list(address), signed=signed)
    with language.spoken_to(None):  # the memo is one document, the same for all who get it
        page = pages.edition_page(memo)
        words: dict[str, Any] = {"subject": _subject(page), "text": documents.text(page), "html": documents.html(page)}
    for member_id in new:
        mail.send(key=f"insight memo {memo.week} {member_id}", to=address[member_id], **words)
    return len(new)


def _not_yet(memo: Memo, member_ids: list[int], *, signed: bool) -> list[int]:
    """Write down who gets the edition now; return those who had not got it before."""
    rows = [{"memo_id": memo.id, "member_id": id_, "at": clock.now(), "signed": signed} for id_ in member_ids]
    if not rows:
        return []
    statement = upsert(Recipient).values(rows).on_conflict_do_nothing(index_elements=["memo_id", "member_id"])
    return sorted(db.session.scalars(statement.returning(Recipient.member_id)))


def _subject(page: pages.Page) -> str:
    words = {"period": page.period, "headline": page.headline}
    if page.signed:
        return str(_("Weekly memo, %(period)s: %(headline)s", **words))
    return str(_("Weekly memo, not signed, %(period)s: %(headline)s", **words))


def remind(week: Week) -> None:
    """Ask the editors to choose and sign, unless somebody did."""
    memo = queries.memo_of(week)
    if memo is None or memo.signed_at is not None:
        return
    url = f"{current_app.extensions['settings'].base_url.rstrip('/')}{addresses.edit_memo(week.key)}"
    for editor in queries.people_in(WRITERS):
        with language.spoken_to(editor.language):
            words: dict[str, Any] = {"subject": _("The weekly memo waits for you"), "text": _reminder(week, url)}
        mail.send(key=f"insight memo reminder {week.key} {editor.id}", to=str(editor.email), **words)


def _reminder(week: Week, url: str) -> str:
    words = _(
        "The memo of %(period)s is drafted and waits for an editor to choose and sign it.\n\n%(url)s\n\n"
        "At 08:00 it comes out as it is, marked as not signed, and executives get no mail until somebody signs.\n",
        period=wording.period(week),
        url=url,
    )
    return str(words)
