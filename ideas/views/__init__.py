"""Pages of the ideation board."""

from flask import Blueprint

from . import acts, board, idea

bp = Blueprint("ideas", __name__, url_prefix="/ideas")
for part in (board, idea, acts):
    part.register(bp)
