"""Pages of the admin room."""

from flask import Blueprint

from . import audit, jobs, machine, outbox, roles, webhooks

bp = Blueprint("admin", __name__, url_prefix="/admin")
for part in (machine, jobs, outbox, roles, audit, webhooks):
    part.register(bp)
