"""Pages of the forum."""

from flask import Blueprint

from . import boards, posts, topics

bp = Blueprint("forum", __name__, url_prefix="/forum")
for part in (boards, topics, posts):
    part.register(bp)
