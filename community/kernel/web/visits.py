"""Noting that a page was read, without writing in a reading request."""

import hashlib

from flask import current_app, g, request

from .. import page_views
from ..auth import current_viewer


def note_view(kind: str, thing_id: int) -> None:
    """Count one view of a thing by the present visitor, known here only by a salted digest.

    The request remembers in `g.viewed` what is being read, for whoever draws the rest of the page.
    """
    member_id = current_viewer().member_id
    agent = request.headers.get("User-Agent", "")
    who = f"member {member_id}" if member_id else f"{request.remote_addr} {agent}"
    salted = f"{current_app.extensions['settings'].secret_key} {who}"
    visitor = hashlib.sha256(salted.encode()).hexdigest()[:16]
    g.viewed = (kind, thing_id)
    page_views.note(current_app.extensions["page_views"], kind, thing_id, visitor=visitor, user_agent=agent)
