"""Pages of the knowledge base."""

from flask import Blueprint

from . import acts, article, articles, candidates

bp = Blueprint("kb_harvest", __name__, url_prefix="/kb_harvest")
for part in (articles, article, acts, candidates):
    part.register(bp)
