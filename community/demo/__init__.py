"""A living sample community in an empty database, lived through by the product's own services."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from community.accounts.models import Member
from community.kernel import clock, consumers
from community.kernel import db as kernel_db
from community.kernel.rooms import house
from community.kernel.web.limits import limiter
from community.kernel.weeks import Week
from community.moderation.jobs import give_levels
from community.sample import model
from community.sample.company import WEEKS
from community.sample.plan import plan
from reputation import jobs as reputation
from voc.insight.memo import backfill as memo
from voc.insight.memo import services as memo_services

from . import notices
from .at_home import AtHome
from .lived import Lived, Step
from .order import Quarrels, Tidying
from .settling import PASSWORD, Settling
from .talk import Talk
from .visits import write_views
from .wishes import Wishes
from .writing import Articles, Blog

BATCH = 100
Item = TypeVar("Item")


def is_empty() -> bool:
    """Tell whether nobody is a member yet."""
    with kernel_db.reading() as session:
        return session.scalar(select(Member.id).limit(1)) is None


def plan_until(until: datetime | None) -> model.Plan:
    """Return the half year of the sample community that ends at `until`, or now."""
    return plan(until or clock.now())


def fill(planned: model.Plan, progress: Callable[[int], None]) -> None:
    """Live through the plan in the order of time, some steps a transaction."""
    lived = Lived(planned)
    steps = sorted(_steps(lived), key=lambda step: step[0])
    limiter.enabled, limited = False, limiter.enabled  # half a year is told in a minute
    for batch in _batches(steps):
        with kernel_db.writing():
            for at, act in batch:
                with clock.at(at):
                    act()
        progress(len(batch))
    limiter.enabled = limited
    with kernel_db.writing(), clock.at(planned.until):
        give_levels(planned.until.date().isoformat())
    for part in _batches(planned.topics):
        with kernel_db.writing():
            write_views(lived, part)
        progress(len(part))


def look_back(planned: model.Plan, zone: ZoneInfo, progress: Callable[[int], None]) -> None:
    """Let the product know what happened, and let each week that is over have had its memo; the last waits for one."""
    for projection in house().projections:
        consumers.run(projection)
        progress(1)
    notices.tell(planned.until)
    with kernel_db.writing():
        reputation.refresh()
    weeks = weeks_over(planned, zone)
    with kernel_db.reading() as session:
        editor = session.scalars(select(Member).where(Member.role == "editor").order_by(Member.id).limit(1)).one()
        signer = editor.viewer
    for week in weeks[:-1]:
        memo.backfill([week], signer)
        progress(1)
    drafted = memo_services.prepared(weeks[-1])
    with kernel_db.writing(), clock.at(weeks[-1].end(zone)):
        memo_services.draft(weeks[-1], drafted)
    progress(1)


def weeks_over(planned: model.Plan, zone: ZoneInfo) -> list[Week]:
    """Return the whole weeks of the half year, oldest first."""
    last = Week.of(planned.until, zone).plus(-1)
    return [week for week in last.back(WEEKS) if week.start(zone) >= planned.since]


def steps(planned: model.Plan) -> int:
    """Return how many steps `fill` will report."""
    return sum(1 for _ in _steps(Lived(planned))) + len(planned.topics)


def sign_ins() -> str:
    """Return the lines that tell a newcomer how to sign in."""
    with kernel_db.reading() as session:
        found = session.execute(
            select(Member.role, Member.email).where(Member.password.is_not(None)).order_by(Member.id)
        ).all()
    lines = [f"  {role:<10} {email}" for role, email in found if email and email.endswith("@sample.example")]
    return f"Sign in with the password “{PASSWORD}” as one of:\n" + "\n".join(lines) if lines else ""


def _steps(lived: Lived) -> Iterator[Step]:
    """Yield every act with its moment; acts of one moment stand in the order in which they must happen."""
    settling = Settling(lived)
    yield from settling.arrivals()
    for part in (Talk, Wishes, Articles, Blog, AtHome):
        yield from part(lived).steps()
    yield from settling.acquaintances()
    yield from settling.sign_ups()
    for part in (Quarrels, Tidying):
        yield from part(lived).steps()


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
