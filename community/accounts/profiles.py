"""Whose pages are shown to whom: some members show theirs to members only, few want to be found by search engines."""

from flask import abort

from community.kernel.auth import current_viewer
from community.kernel.web.heads import Head

from . import queries
from .queries import MemberRow


def profile_or_away(handle: str) -> MemberRow:
    """Return the member whose pages are asked for; 404 for nobody, and the door for strangers who may not look."""
    found = queries.member_by_handle(handle) or abort(404)
    if is_away(found):
        abort(401)
    return found


def is_away(member: MemberRow) -> bool:
    """Tell whether who asks is a stranger to somebody who shows their pages to members only."""
    return not member.open_profile and current_viewer().member_id is None


def head_of(member: MemberRow) -> Head | None:
    """Return what search engines are told of a member's page; nothing, unless the member wants it."""
    if not (member.indexed and member.open_profile and member.url):
        return None
    return Head(path=member.url, description=member.about or member.name, kind="profile")
