"""Writes of the weekly memo: draft it, choose and sign, publish, and say what became of what it asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from community.kernel import checks, clock
from community.kernel import db as kernel_db
from community.kernel.auth import EDITORS, Viewer
from community.kernel.checks import Draft
from community.kernel.db import db, table_of, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.rooms import house
from community.kernel.weeks import Week

from . import content, drafting, mailing, queries, rules
from .content import Candidate, Content, Excerpt
from .events import AskFollowedUp, MemoDrafted, MemoPublished, MemoSigned
from .models import FollowUp, Memo, Quote


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What an editor makes of a draft: a candidate and its quotes by number, and words of their own."""

    candidate: str
    quotes: Sequence[int]
    headline: str
    type: str
    why: str
    action: str
    owner: str


def prepared(week: Week) -> Content | None:
    """Return the content that a draft of the week would hold, read in a transaction of its own; None if there is one.

    What takes long is read here, so that the transaction which writes is short.
    """
    with kernel_db.reading():
        if queries.memo_of(week):
            return None
        if queries.is_still_read(week):
            raise Refused(
                "The facts of %(week)s are still being read; its memo is drafted when all are.", week=week.key
            )
        return drafting.content_of(week, queries.chosen_subjects(week))


def draft(week: Week, drafted: Content | None) -> None:
    """Write down what was prepared for the week; a draft that is there already stays as it is."""
    if drafted is None:
        return
    best = drafted.best
    row = {"week": week.key, "content": content.plain(_without_texts(drafted)), "drafted_at": clock.now()}
    row |= {"status": "draft", "type": "other", "why": "", "action": "", "owner": "", "edits": 0}
    row |= {"chosen": best.key if best else "", "headline": best.headline if best else ""}
    row |= {"quotes": ",".join(str(number) for number in range(len(best.quotes) if best else 0))}
    statement = upsert(Memo).values(row).on_conflict_do_nothing(index_elements=["week"]).returning(Memo.id)
    if (memo_id := db.session.scalar(statement)) is not None:
        _keep_texts(memo_id, drafted)
        publish(MemoDrafted(memo_id=memo_id))


def _without_texts(drafted: Content) -> Content:
    return content.with_excerpts(drafted, lambda one: Excerpt(source=one.source, text=None))


def _keep_texts(memo_id: int, drafted: Content) -> None:
    """Keep customers' words apart, by their number in the content, where erasing a person can empty them."""
    rows = []
    for number, one in enumerate(content.excerpts(drafted)):
        kind, _, thing_id = one.source.partition(":")
        place = {"memo_id": memo_id, "number": number, "thing_kind": kind, "thing_id": int(thing_id)}
        rows.append({**place, "text": one.text})
    if rows:
        db.session.execute(insert(table_of(Quote)), rows)


def save(*, memo: Memo, seen: int, by: Viewer, choice: Choice) -> None:
    """Keep an editor's choice and words without signing them."""
    _write(memo, seen, by, choice)
    if memo.status == "signed":
        memo.status, memo.signed_at, memo.signed_by_id = "draft", None, None


def sign(*, memo: Memo, seen: int, by: Viewer, choice: Choice) -> None:
    """Sign the edition: it goes out at the next Monday 08:00, or at once if that hour is over."""
    _write(memo, seen, by, choice)
    rules.ready(headline=memo.headline, why=memo.why)
    memo.signed_at, memo.signed_by_id = clock.now(), by.member_id
    late = memo.status == "unsigned"
    memo.status = "published" if late else "signed"
    db.session.flush()
    publish(MemoSigned(memo_id=memo.id, by=by.member_id))
    if late:
        _send_out(memo)


def _write(memo: Memo, seen: int, by: Viewer, choice: Choice) -> None:
    _editors_only(by)
    db.session.refresh(memo, with_for_update=True)
    if memo.status == "published":
        raise Refused("This edition is out and signed; it is not changed any more.")
    if memo.edits != seen:
        raise Refused("Somebody else changed this memo meanwhile; please look at what it says now before you go on.")
    drafted = queries.content_of(memo)
    candidate = _known(drafted, choice.candidate)
    memo.chosen = candidate.key if candidate else ""
    memo.quotes = ",".join(map(str, rules.checked_quotes(choice.quotes, len(candidate.quotes) if candidate else 0)))
    memo.type = rules.checked_type(choice.type)
    memo.headline = rules.checked_headline(_asked(choice.headline, by))
    memo.why, memo.action = rules.checked_text(_asked(choice.why, by)), rules.checked_text(_asked(choice.action, by))
    memo.owner = rules.checked_owner(_asked(choice.owner, by))
    memo.edits += 1


def _known(drafted: Content, key: str) -> Candidate | None:
    found = drafted.candidate(key)
    if found is None and drafted.candidates:
        raise Refused("Please choose what the week is remembered for from the list.")
    return found


def _asked(text: str, by: Viewer) -> str:
    return checks.passed(Draft(kind="insight.memo", text=text, by=by, waits=False), house().checks).text


def publish_edition(week: Week, *, mailed: bool = True) -> None:
    """Let the week's edition out, signed or not; what is out already stays as it is.

    Not `mailed` is for weeks that were over long before anybody could have got a mail.
    """
    memo = db.session.scalar(select(Memo).where(Memo.week == week.key).with_for_update())
    if memo and memo.status in ("draft", "signed"):
        memo.status = "published" if memo.status == "signed" else "unsigned"
        memo.published_at = clock.now()
        db.session.flush()
        _send_out(memo, mailed=mailed)


def _send_out(memo: Memo, *, mailed: bool = True) -> None:
    sent = mailing.send_edition(memo) if mailed else 0
    publish(MemoPublished(memo_id=memo.id, signed=memo.signed_at is not None, recipients=sent))


def follow_up(*, memo: Memo, fate: str, reason: str, by: Viewer) -> None:
    """Say what became of what an edition asked for; later editions show it."""
    _editors_only(by)
    if memo.status != "published" or not memo.action:
        raise Refused("This edition did not ask for anything.")
    known, said = rules.checked_fate(fate, _asked(reason, by))
    db.session.add(FollowUp(memo_id=memo.id, fate=known, reason=said, at=clock.now(), by_id=by.member_id))
    publish(AskFollowedUp(memo_id=memo.id, fate=known, by=by.member_id))


def _editors_only(by: Viewer) -> None:
    if by.role not in EDITORS:
        raise Refused("Only editors write the memo.")
