"""What stands for the present state of somebody's sign-in: another password or address makes another mark of it."""

import hashlib
import secrets

from .models import Member


def mark(member: Member) -> str:
    """Return the mark, by which something begun earlier shows that nothing changed since; it tells no secret."""
    return hashlib.sha256(f"{member.fs_uniquifier} {member.password}".encode()).hexdigest()[:16]


def renew(member: Member) -> None:
    """Let whatever waits for an answer count no more: links for a new password or address, and half a sign-in.

    Sessions have secrets of their own and go on.
    """
    member.fs_uniquifier = secrets.token_hex(32)
