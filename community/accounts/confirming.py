"""The password once more, before something that only its owner may do."""

from flask_security.utils import verify_password

from community.kernel.errors import Refused

from .models import Member


def confirm(member: Member, password: str) -> None:
    """Refuse what is about to be done unless the password is the member's."""
    if not member.password:
        raise Refused("You have no password here yet. Choose one first: sign out and follow “Forgot your password?”.")
    if not verify_password(password, member.password):
        raise Refused("This is not your password.")
