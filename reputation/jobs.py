"""Jobs of the room: every hour what stands beside names, every night who weighs what."""

from datetime import timedelta

from community.kernel import clock
from community.kernel.jobs import Job

from . import services


def refresh() -> None:
    """Bring everything up to date that the pages show of points, standing, rank and influence, as of now."""
    show("")
    measure("")


def show(_period: str) -> None:
    services.show(clock.now())


def measure(_period: str) -> None:
    services.measure_influence(clock.now())


SHOW = Job(name="reputation.show", every="hour", after=timedelta(minutes=5), run=show)
INFLUENCE = Job(name="reputation.influence", every="day", after=timedelta(hours=2), run=measure)
