"""What an administrator sees first: whether the worker lives, what failed, and what mail was given up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from . import clock, indexer, worker
from .auth import ADMINS, current_viewer
from .consumers import Cursor
from .db import db
from .doctor import WORKER_SILENCE
from .events import last_seq
from .jobs import JobRun
from .outbox import OutboxRow

LATELY = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Light:
    """One line of the readiness board."""

    name: Any
    well: bool
    says: Any


def work_panel(_member_id: int) -> str:
    """Show an administrator how the installation is; `groundswell doctor` knows more."""
    if current_viewer().role not in ADMINS:
        return ""
    return render_template("kernel/_start.html", lights=tuple(_lights()))


def _lights() -> Iterator[Light]:
    yield _worker()
    yield _lag()
    yield _jobs()
    yield _outbox()


def _worker() -> Light:
    seen = worker.last_seen()
    if seen is None:
        return Light(name=_("Worker"), well=False, says=_("none has run yet"))
    silent = clock.now() - seen
    says = _("last seen %(n)s s ago", n=round(silent.total_seconds()))
    return Light(name=_("Worker"), well=silent < WORKER_SILENCE, says=says)


def _lag() -> Light:
    behind = last_seq() - (db.session.scalar(select(func.min(Cursor.seq))) or 0)
    says = ngettext("the slowest is %(num)s fact behind", "the slowest is %(num)s facts behind", behind)
    return Light(name=_("Consumers"), well=behind <= indexer.BEHIND, says=says)


def _jobs() -> Light:
    failed = select(func.count()).where(JobRun.status == "failed", JobRun.started_at > clock.now() - LATELY)
    number = db.session.scalar(failed) or 0
    says = ngettext("%(num)s run failed in seven days", "%(num)s runs failed in seven days", number)
    return Light(name=_("Jobs"), well=not number, says=says)


def _outbox() -> Light:
    number = db.session.scalar(select(func.count()).where(OutboxRow.state == "dead")) or 0
    says = ngettext("%(num)s message was given up", "%(num)s messages were given up", number)
    return Light(name=_("Outgoing mail"), well=not number, says=says)
