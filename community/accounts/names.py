"""What members tell about themselves, held to the checks of every room before anybody reads it."""

from community.kernel import checks, notices
from community.kernel.auth import NOBODY, Viewer
from community.kernel.checks import Draft
from community.kernel.errors import Refused
from community.kernel.rooms import house

from .impersonation import refuse_impersonation, refuse_nobody
from .models import Member


def checked_name(name: str, member: Member | None = None) -> str:
    """Return a name as it may be shown; a new one has no member yet. A name is never masked: it is refused."""
    refuse_nobody(name)
    refuse_impersonation(name, member)
    if _asked("accounts.name", name, member) != name:
        notices.taken()  # they speak of a mask that nobody will see
        raise Refused("Some of this cannot stand in a name; please choose another one.")
    return name


def checked_about(text: str, member: Member) -> str:
    """Return what members say about themselves as it may be shown; nobody could hold it back."""
    return _asked("accounts.about", text, member)


def _asked(kind: str, text: str, member: Member | None) -> str:
    by = Viewer(member_id=member.id, role=member.role) if member else NOBODY
    return checks.passed(Draft(kind=kind, text=text, by=by, fresh=False, waits=False), house().checks).text
