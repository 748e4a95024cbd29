"""Pages of the insight room; those of the memo stand with the memo."""

from flask import Blueprint

from ..memo import views as memo
from . import health, methodology, response, rows, scorecard

bp = Blueprint("insight", __name__, url_prefix="/insight")
for part in (scorecard, health, response, rows, methodology, memo):
    part.register(bp)
