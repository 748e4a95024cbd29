"""How a person is shown wherever a name stands."""

from typing import Any

from flask_babel import lazy_gettext as _l

from community.kernel.auth import STAFF

AVATAR_HUES = 12


class Shown:
    """What follows from a person's id, name, handle and role; shared by the table's row and the author of a post."""

    id: Any
    name: Any
    handle: Any
    role: Any

    @property
    def role_label(self) -> Any:
        if self.role in STAFF:
            return _l("Employee")
        return _l("MVP") if self.role == "mvp" else ""

    @property
    def url(self) -> str | None:
        return f"/accounts/people/{self.handle}" if self.id else None

    @property
    def initial(self) -> str:
        return next((c for c in self.name if c.isalnum()), "?").upper()

    @property
    def hue(self) -> int:
        return int(self.id or 0) % AVATAR_HUES
