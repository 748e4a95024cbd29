"""What members choose to show of themselves."""

from community.kernel.db import db

from .models import Member


def choose(*, member: Member, listed: bool, open_profile: bool, indexed: bool) -> None:
    """Let a member stand in the directory or not, show their page to everybody or to members, and be found outside."""
    member.listed, member.open_profile, member.indexed = listed, open_profile, indexed
    db.session.flush()
