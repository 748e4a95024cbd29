"""The blueprint of the room, which every page joins."""

from flask import Blueprint

bp = Blueprint("accounts", "community.accounts", url_prefix="/accounts")
