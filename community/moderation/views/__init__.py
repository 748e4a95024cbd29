"""Pages of the moderation room."""

from flask import Blueprint

from . import flagging, people, queue, records, redacting, watching

bp = Blueprint("moderation", __name__, url_prefix="/moderation")
for part in (flagging, queue, records, redacting, watching, people):
    part.register(bp)
