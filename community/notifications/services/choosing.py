"""What readers decide: how they are told, when mails may reach them, what they have read and want no more of."""

from collections.abc import Collection, Mapping

from sqlalchemy import update

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.announcing import Key, Way
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed, table_of, upsert
from community.kernel.errors import Refused
from community.mail import failing

from .. import queries, reasons, rules
from ..models import Choice, Mute, Notice, Reader


def choose(*, member_id: int, ways: Mapping[str, Way]) -> None:
    """Be told for each of these reasons in this way."""
    known = reasons.reasons()
    if strange := [name for name in ways if name not in known]:
        raise Refused("“%(name)s” is no kind of notice.", name=strange[0])
    if any(known[name].has_letter and way in rules.MAILED for name, way in ways.items()):
        raise Refused("This kind of notice has a letter of its own; choose whether it stands here too.")
    if any(known[name].must_be_told and way != known[name].way for name, way in ways.items()):
        raise Refused("You are told of decisions about you in any case.")
    rows = [{"member_id": member_id, "reason": name, "way": way} for name, way in ways.items()]
    if rows:
        fresh = upsert(Choice)
        fresh = fresh.on_conflict_do_update(index_elements=["member_id", "reason"], set_={"way": fresh.excluded.way})
        db.session.execute(fresh, rows)


def choose_hours(*, member_id: int, quiet_from: int | None, quiet_to: int | None, digest_hour: int) -> None:
    """Let mails rest between two hours of the member's clock, and digests come at one."""
    if (quiet_from is None) != (quiet_to is None):
        raise Refused("Quiet hours need a beginning and an end.")
    if any(hour is not None and hour not in rules.HOURS for hour in (quiet_from, quiet_to, digest_hour)):
        raise Refused("An hour is a number from 0 to 23.")
    reader = _reader(member_id)
    reader.quiet_from, reader.quiet_to, reader.digest_hour = quiet_from, quiet_to, digest_hour
    db.session.flush()


def choose_top_topics(*, member_id: int, way: Way | None) -> None:
    """Get the best topics each day or week in which there is nothing else to tell, or with None never."""
    if way is not None and way not in rules.DIGESTS:
        raise Refused("The best topics come each day, each week, or not at all.")
    reader = _reader(member_id)
    reader.top_topics = way
    db.session.flush()


def unsubscribe(*, member: Member, way: Way) -> None:
    """Get no more mails of this way: whatever came so stands in the house only."""
    if queries.reader(member.id).top_topics == way:
        choose_top_topics(member_id=member.id, way=None)
    choose(member_id=member.id, ways={name: "house" for name, now in queries.ways(member.id).items() if now == way})


def mute(*, member_id: int, about: Key) -> None:
    """Hear nothing more of a talk, and count as read what was said of it so far."""
    row = {"member_id": member_id, "kind": about[0], "thing_id": about[1], "at": clock.now()}
    db.session.execute(upsert(Mute).values(row).on_conflict_do_nothing())
    table = table_of(Notice)
    _read(table.c.member_id == member_id, table.c.about_kind == about[0], table.c.about_id == about[1])


def unmute(*, member_id: int, about: Key) -> None:
    """Hear of a talk again."""
    found = db.session.get(Mute, (member_id, *about))
    if found:
        db.session.delete(found)


def read_all(*, by: Viewer) -> None:
    """Count every notice as read."""
    _read(table_of(Notice).c.member_id == by.member_id)


def read(*, notice: Notice) -> None:
    """Count one notice as read."""
    _read(table_of(Notice).c.id == notice.id)


def note_refusal(member_id: int, *, refused: bool) -> None:
    """Note that an address refused a mail for good, or that it took one."""
    reader = _reader(member_id)
    reader.refused = reader.refused + 1 if refused else 0
    db.session.flush()


def forget_refusals(member_ids: Collection[int]) -> None:
    """Forget how many mails in a row the addresses of these members refused."""
    table = table_of(Reader)
    theirs = update(table).where(table.c.member_id.in_(member_ids), table.c.refused > 0)
    db.session.execute(theirs.values(refused=0))


def try_again(*, by: Viewer) -> None:
    """Send mails again to an address that had refused them, or from which they came back."""
    member_id = by.member_id or 0
    note_refusal(member_id, refused=False)
    failing.mend(member_id)


def _reader(member_id: int) -> Reader:
    reader = queries.reader(member_id)
    db.session.add(reader)
    return reader


def _read(*which: object) -> None:
    table = table_of(Notice)
    rows_changed(update(table).where(*which, table.c.read_at.is_(None)).values(read_at=clock.now()))  # type: ignore[arg-type]
