"""The period jobs: their last runs, and running one now."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.kernel import clock
from community.kernel import jobs as ledger
from community.kernel.auth import current_viewer, require
from community.kernel.rooms import house

from .. import queries
from ..rows import RUN_LABELS


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/jobs", "jobs", jobs)
    bp.add_url_rule("/jobs/<name>/run", "run_job", run_job, methods=["POST"])


@require("admin.see")
def jobs() -> str:
    rows = queries.job_rows(current_app.extensions["settings"])
    return render_template("admin/jobs.html", jobs=rows, labels=RUN_LABELS, now=clock.now())


@require("admin.act")
def run_job(name: str) -> ResponseReturnValue:
    """Ask a worker to run the job's latest period once more; the ledger sees to it that one does, once."""
    if name not in {job.name for job in house().jobs}:
        abort(404)
    ledger.ask(name, by=current_viewer().member_id)
    flash(_("Asked for. A worker takes it up within half a minute; how it went will stand here."), "success")
    return redirect(url_for("admin.jobs"), 303)
