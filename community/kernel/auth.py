"""Who may do what: roles, the sets of roles that permissions are given to, visibility, and who is asking."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import abort, current_app, g, request
from flask_login import current_user

ANONYMOUS = "anonymous"
ROLES = ("member", "mvp", "agent", "editor", "executive", "admin")

EVERYONE = frozenset({ANONYMOUS, *ROLES})
MEMBERS = frozenset(ROLES)
MODERATORS = frozenset({"mvp", "agent", "admin"})
STAFF = frozenset({"agent", "editor", "executive", "admin"})
EDITORS = frozenset({"editor", "admin"})
ADMINS = frozenset({"admin"})

READING = frozenset({"GET", "HEAD", "OPTIONS"})
VISIBILITIES = ("public", "members", "mvps", "staff")
ORGANISATION = "organisation"  # one customer's people and our staff; a scope names which: "organisation:7"
_SEES = {
    "public": EVERYONE,
    "members": MEMBERS,
    "mvps": STAFF | {"mvp"},
    "staff": STAFF,
    ORGANISATION: STAFF,
}


def scope_of(visibility: str, organisation_id: int | None) -> str:
    """Return the one word under which a thing is seen: its visibility, or that of its organisation."""
    return visibility if organisation_id is None else f"{ORGANISATION}:{organisation_id}"


def admits(scopes: Collection[str], scope: str) -> bool:
    """Tell whether one of `scopes` is `scope`, or the family it belongs to, as staff see every organisation."""
    return scope in scopes or scope.partition(":")[0] in scopes


@dataclass(frozen=True)
class Viewer:
    """Who is asking: a member with a role, perhaps of an organisation, or nobody in particular.

    Who comes with a token may be here for reading only.
    """

    member_id: int | None = None
    role: str = ANONYMOUS
    organisation_id: int | None = None
    may_write: bool = True

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes whose things this viewer may see."""
        seen = frozenset(word for word, roles in _SEES.items() if self.role in roles)
        return seen if self.organisation_id is None else seen | {scope_of(ORGANISATION, self.organisation_id)}

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF


NOBODY = Viewer()


def current_viewer() -> Viewer:
    """Return who makes the present request: the signed-in member on pages, the bearer of a token under /api."""
    viewer: Viewer | None = g.get("viewer")
    if viewer is None:
        g.viewer = NOBODY  # whoever answers for a token that opens nothing must not ask again
        viewer = g.viewer = (_bearer() or NOBODY) if is_api() else _signed_in()
    return viewer


def is_api() -> bool:
    """Tell whether the request asks the API, which reads the Authorization header and never the session cookie.

    The pages that tell people about it are pages.
    """
    return f"{request.path}/".startswith("/api/") and not f"{request.path}/".startswith("/api/docs/")


def _bearer() -> Viewer | None:
    """Return who the request's token speaks for, as the room of accounts knows."""
    found: Viewer | None = current_app.extensions["bearer"]()
    return found


def _signed_in() -> Viewer:
    if not current_user or not current_user.is_authenticated:
        return NOBODY
    viewer: Viewer = current_user.viewer
    return viewer


def can(permission: str) -> bool:
    """Tell whether the one who asks holds `permission`; an unknown permission is a bug and raises KeyError."""
    return current_viewer().role in current_app.extensions["house"].permissions[permission]


def admit(permission: str) -> None:
    """Let the one who asks go on: 401 asks nobody-in-particular to sign in, 403 tells what role or scope is missing."""
    if not can(permission):
        abort(401 if current_viewer().member_id is None else 403)
    if request.method not in READING and not current_viewer().may_write:
        abort(403, "This token may only read. Make one that may write on your page of tokens.")


def require(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Guard a view: it admits those who hold `permission`."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            admit(permission)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard
