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


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A member has another password now, which ended their other sessions."""

    kind: ClassVar[str] = "accounts.password_changed"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MailConfirmed(Event):
    """A member showed that they read the mail at their address, the first one or a new one."""

    kind: ClassVar[str] = "accounts.mail_confirmed"
    member_id: int
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class SecondStepChanged(Event):
    """A member turned two-step sign-in on or off."""

    kind: ClassVar[str] = "accounts.second_step_changed"
    member_id: int
    on: bool


WhyReset = Literal["lost", "stolen", "broken"]


@dataclass(frozen=True, kw_only=True)
class SecondStepReset(Event):
    """A member's second step, recovery codes and passkeys were taken away, because they could not use them any more."""

    kind: ClassVar[str] = "accounts.second_step_reset"
    member_id: int
    why: WhyReset


@dataclass(frozen=True, kw_only=True)
class PasskeyAdded(Event):
    """A device holds a key with which a member signs in."""

    kind: ClassVar[str] = "accounts.passkey_added"
    passkey_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class PasskeyRemoved(Event):
    """A member signs in with this key no more."""

    kind: ClassVar[str] = "accounts.passkey_removed"
    passkey_id: int
    member_id: int


WhyErased = Literal["left", "asked", "age", "law", "machine", "again"]


@dataclass(frozen=True, kw_only=True)
class LeavingBegun(Event):
    """A member wants to leave, and has seven days to think again."""

    kind: ClassVar[str] = "accounts.leaving_begun"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class LeavingUndone(Event):
    """A member who wanted to leave stays."""

    kind: ClassVar[str] = "accounts.leaving_undone"
    member_id: int


@dataclass(frozen=True, kw_only=True)
class MemberErased(Event):
    """Who a member was is forgotten for good: they left, an administrator had a reason, or a backup had them again."""

    kind: ClassVar[str] = "accounts.member_erased"
    member_id: int
    why: WhyErased


@dataclass(frozen=True, kw_only=True)
class IdentityLinked(Event):
    """A member may sign in with an OpenID provider."""

    kind: ClassVar[str] = "accounts.identity_linked"
    identity_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class IdentityRemoved(Event):
    """A member signs in with this identity at a provider no more."""

    kind: ClassVar[str] = "accounts.identity_removed"
    identity_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class HandleLinked(Event):
    """A name on a channel was linked to a member, by hand or because a verified mail or handle was the same."""

    kind: ClassVar[str] = "accounts.handle_linked"
    handle_id: int
    member_id: int
    how: Literal["by_hand", "mail", "handle"]


@dataclass(frozen=True, kw_only=True)
class HandleUnlinked(Event):
    """A name on a channel is no longer linked to a member."""

    kind: ClassVar[str] = "accounts.handle_unlinked"
    handle_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class RecordsMerged(Event):
    """The customer records of two members are read as one person's."""

    kind: ClassVar[str] = "accounts.records_merged"
    merge_id: int
    kept_id: int
    dropped_id: int


@dataclass(frozen=True, kw_only=True)
class RecordsParted(Event):
    """Two customer records that were merged stand for themselves again."""

    kind: ClassVar[str] = "accounts.records_parted"
    merge_id: int
    kept_id: int
    dropped_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionAdded(Event):
    """Doubtful sign-ups may be asked this question from now on."""

    kind: ClassVar[str] = "accounts.question_added"
    question_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionRemoved(Event):
    """Doubtful sign-ups are not asked this question any more."""

    kind: ClassVar[str] = "accounts.question_removed"
    question_id: int
