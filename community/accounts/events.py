"""What the accounts room says happened."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from community.kernel.events import Event

Role = Literal["member", "mvp", "agent", "editor", "executive", "admin"]


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """Somebody has an account now."""

    kind: ClassVar[str] = "accounts.member_joined"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    """A member's role was changed by an administrator."""

    kind: ClassVar[str] = "accounts.role_given"
    member_id: int
    role: Role


@dataclass(frozen=True, kw_only=True)
class CustomersRecorded(Event):
    """A source said something about these members as customers."""

    kind: ClassVar[str] = "accounts.customers_recorded"
    member_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TokenIssued(Event):
    """A member made a key to the API."""

    kind: ClassVar[str] = "accounts.token_issued"
    token_id: int
    member_id: int
    may_write: bool
    with_role: bool


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """A key to the API opens nothing any more."""

    kind: ClassVar[str] = "accounts.token_revoked"
    token_id: int
    member_id: int
