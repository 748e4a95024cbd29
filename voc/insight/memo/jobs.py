"""The memo's Monday: drafted at 00:10, editors reminded at 07:00, out at 08:00, in the business time zone.

Each run is of the week that ended when its period began. What reads for long does so before the first write.
"""

from datetime import timedelta

from community.kernel.jobs import Job
from community.kernel.weeks import Week

from . import mailing, services


def week_before(period: str) -> Week:
    """Return the week whose memo a period is about."""
    return Week.parse(period).plus(-1)


def draft(period: str) -> None:
    """Write down what the memo is made of."""
    week = week_before(period)
    services.draft(week, services.prepared(week))


def remind(period: str) -> None:
    """Ask the editors to choose and sign."""
    mailing.remind(week_before(period))


def publish(period: str) -> None:
    """Let the edition out; if no draft was made, it is made first."""
    draft(period)
    services.publish_edition(week_before(period))


JOBS = (
    Job(name="insight.draft_memo", every="week", after=timedelta(minutes=10), catch_up="all", run=draft),
    Job(name="insight.remind_editors", every="week", after=timedelta(hours=7), run=remind),
    Job(name="insight.publish_memo", every="week", after=timedelta(hours=8), catch_up="all", run=publish),
)
