"""Pages of the blog."""

from flask import Blueprint

from . import comments, lists, post, writing

bp = Blueprint("blogs", __name__, url_prefix="/blogs")
for part in (lists, post, writing, comments):
    part.register(bp)
