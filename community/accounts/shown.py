"""How a person is shown wherever a name stands."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.kernel.auth import STAFF

AVATAR_HUES = 12
FORMER = "~"  # begins what stands for the handle of somebody who was erased; no name makes such a handle
ROLE_LABELS = {
    "member": _l("Member"),
    "mvp": _l("MVP"),
    "agent": _l("Support agent"),
    "editor": _l("Editor"),
    "executive": _l("Executive"),
    "admin": _l("Administrator"),
}


@dataclass(frozen=True)
class Reputation:
    """What stands beside a name: points, standing (0 to 100) and rank, worked out by a room above."""

    points: int = 0
    standing: float = 0.0
    rank: str = ""


class Shown:
    """What follows from a person's id, name, handle, role and rank; shared by the table's row and the author of a post.

    Who has a rank has a standing; employees have neither, whatever they earned before they were employed.
    """

    id: Any
    name: Any
    handle: Any
    role: Any
    rank: Any = ""
    standing: Any = 0.0

    @property
    def is_former(self) -> bool:
        """Tell whether the person was erased; an imported author without an account was never a member."""
        return str(self.handle).startswith(FORMER)

    @property
    def role_label(self) -> Any:
        if self.is_former:
            return ""
        if self.role in STAFF:
            return _l("Employee")
        return _l("MVP") if self.role == "mvp" else ""

    @property
    def has_standing(self) -> bool:
        return bool(self.rank) and self.role not in STAFF and not self.is_former

    @property
    def rank_label(self) -> Any:
        """The rank by standing; an MVP's is said by the role already."""
        return _(self.rank) if self.has_standing and self.role != "mvp" else ""

    @property
    def known_as(self) -> str | None:
        """The handle under which the person can be asked for; nobody has one who is no member, or no more."""
        return str(self.handle) if self.id and not self.is_former else None

    @property
    def url(self) -> str | None:
        return f"/accounts/people/{self.known_as}" if self.known_as else None

    @property
    def initial(self) -> str:
        if self.is_former:
            return "?"
        return next((c for c in self.name if c.isalnum()), "?").upper()

    @property
    def hue(self) -> int:
        return int(self.id or 0) % AVATAR_HUES
