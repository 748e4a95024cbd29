"""The room's hourly work: files that nobody needs any more."""

from datetime import timedelta

from community.kernel import clock
from community.kernel.blobs import FOLDERS
from community.kernel.jobs import Job

from .services import files

WAITING_STAYS = timedelta(days=1)
HOURS = 24


def forget_files(period: str) -> None:
    """Forget files that waited for a day, and remove contents of that age that no file names any more.

    Each hour (the end of the period's key) looks at its share of the folders, so that all are seen once a day; what is
    forgotten now loses its content in a later hour, when that is beyond doubt.
    """
    before = clock.now() - WAITING_STAYS
    hour = int(period.rstrip("Z")[-2:])
    for folder in FOLDERS[hour::HOURS]:
        files.clean_contents(folder, before)
    files.forget_waiting(before)


JOBS = (Job(name="forum.forget_files", every="hour", after=timedelta(minutes=20), run=forget_files),)
