"""Mails that gather notices: each member has one open for each way, which leaves when it is due."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import exists, select, update

from community.accounts.models import Member
from community.kernel import clock, outbox
from community.kernel.announcing import Way
from community.kernel.db import db, rows_changed, table_of
from community.kernel.outbox import Message

from .. import queries, rules
from ..mailable import mailable, may_be_told
from ..models import Bundle, Notice, Reader
from .inserting import inserted

CHANNEL = "notifications"
MOST_AT_ONCE = 500
Wanted = Mapping[tuple[int, str], Way]
Line = tuple[int, Way]  # a member and a way: what has one open mail


def put_into_mails(notices: Sequence[Notice], members: Mapping[int, Member], ways: Wanted) -> None:
    """Let each notice leave with a mail of its member, if they want it by mail and may get one."""
    readers = readers_of(members)
    reached = mailable(members.values(), readers)
    mailed = [
        (n, (n.member_id, ways[n.member_id, n.reason]))
        for n in notices
        if ways[n.member_id, n.reason] in rules.MAILED and n.member_id in reached
    ]
    lines = {line for _, line in mailed}
    bundles = _open(lines)
    begun = _begin(lines - bundles.keys(), members, readers)
    for notice, line in mailed:
        notice.bundle_id = (bundles.get(line) or begun[line]).id
    db.session.flush()
    outbox.put_all([_message(bundle) for bundle in begun.values()])


def begin_quiet_digests(_period: str) -> None:
    """Let a mail wait for everybody who wants the best topics; what happens until it leaves goes with it."""
    last = 0
    while found := _without_digest(last):
        readers = {reader.member_id: reader for reader, _member in found}
        members = {member.id: member for _reader, member in found}
        reached = mailable(members.values(), readers)
        lines: set[Line] = {(id_, reader.top_topics) for id_, reader in readers.items() if id_ in reached}  # type: ignore[misc]
        outbox.put_all([_message(bundle) for bundle in _begin(lines, members, readers).values()])
        last = max(members)


def _without_digest(after: int) -> Sequence[tuple[Reader, Member]]:
    """Return readers who want the best topics and have no mail that waits for its time, from an id on."""
    waits = exists().where(
        Bundle.member_id == Reader.member_id, Bundle.way == Reader.top_topics, Bundle.closed_at.is_(None)
    )
    query = select(Reader, Member).join(Member, Member.id == Reader.member_id)
    query = query.where(Reader.top_topics.is_not(None), Reader.member_id > after, ~waits, *may_be_told())
    rows = db.session.execute(query.order_by(Reader.member_id).limit(MOST_AT_ONCE))
    return [(reader, member) for reader, member in rows]


def close(bundle_id: int) -> None:
    """Let the bundle take no more: what it holds now is what its mail says, however often it is tried."""
    table = table_of(Bundle)
    still_open = (table.c.id == bundle_id, table.c.closed_at.is_(None))
    rows_changed(update(table).where(*still_open).values(closed_at=clock.now()))


def readers_of(member_ids: Collection[int]) -> dict[int, Reader]:
    """Return when mails may reach members, for those who said something about it."""
    found = db.session.scalars(select(Reader).where(Reader.member_id.in_(member_ids)))
    return {reader.member_id: reader for reader in found}


def _open(lines: Collection[Line]) -> dict[Line, Bundle]:
    """Return the open bundles, and hold them open until the present transaction ends."""
    query = select(Bundle).where(Bundle.member_id.in_({id_ for id_, _ in lines}), Bundle.closed_at.is_(None))
    found = {(b.member_id, b.way): b for b in db.session.scalars(query.with_for_update())}
    return {line: bundle for line, bundle in found.items() if line in lines}  # type: ignore[misc]


def _begin(lines: Collection[Line], members: Mapping[int, Member], readers: Mapping[int, Reader]) -> dict[Line, Bundle]:
    now = clock.now()
    rows: list[Bundle] = []
    for member_id, way in sorted(lines):
        due_at = _due(way, now, members[member_id], readers.get(member_id))
        rows.append(Bundle(member_id=member_id, way=way, begun_at=now, due_at=due_at))
    return {(bundle.member_id, bundle.way): bundle for bundle in inserted(rows)}  # type: ignore[misc]


def _due(way: Way, now: datetime, member: Member, reader: Reader | None) -> datetime:
    quiet = (reader.quiet_from, reader.quiet_to) if reader else (None, None)
    hour = reader.digest_hour if reader else rules.DIGEST_HOUR
    return rules.due(way, now, queries.zone_of(member), quiet=quiet, hour=hour)


def _message(bundle: Bundle) -> Message:
    key = f"notifications bundle {bundle.id}"
    return Message(key=key, channel=CHANNEL, payload={"bundle": bundle.id}, at=bundle.due_at)
