"""What the room's pages show: the policy in words, cases, flags and decisions as small frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from community.accounts.authors import Author
from community.forum import addresses as forum
from community.kernel.things import Thing

from . import addresses
from .policy import COLOUR_OF, PASSED_ON, SEVERE, Reason
from .words import Action

REASON_LABELS: Mapping[Reason, Any] = {
    "HATE_VIOLENCE": _l("Hate or violence"),
    "OBSCENITY": _l("Obscenity"),
    "PII": _l("Private data"),
    "SPAM_MALWARE": _l("Spam or malware"),
    "COPYRIGHT": _l("Copyright"),
    "IMPERSONATION": _l("Impersonation"),
    "POLITICAL": _l("Political campaigning"),
    "OFF_TOPIC": _l("Off the topic"),
    "UNSUPPORTED_ACCUSATION": _l("Accusation without support"),
    "OTHER_RISK": _l("Another risk"),
    "MEDIA_INQUIRY": _l("A question of the press"),
}
RULES: Mapping[Reason, Any] = {
    "HATE_VIOLENCE": _l("No threats, no calls to violence, and no contempt for people because of what they are."),
    "OBSCENITY": _l("Nothing pornographic or obscene."),
    "PII": _l("No private or confidential data: addresses, numbers and names of people who did not agree."),
    "SPAM_MALWARE": _l("No advertising that nobody asked for, and nothing that harms a device."),
    "COPYRIGHT": _l("Nothing that belongs to somebody else and may not be copied here."),
    "IMPERSONATION": _l("Nobody speaks as somebody they are not."),
    "POLITICAL": _l("No campaigning for parties, candidates or votes; this is a place for our products."),
    "OFF_TOPIC": _l("Posts belong to the subject of their topic; another subject is a new topic."),
    "UNSUPPORTED_ACCUSATION": _l("Accusing a person of a crime or a lie needs support. Criticism of us needs none."),
    "OTHER_RISK": _l("Nothing else that puts people or the company at risk. Being unflattering is no risk."),
    "MEDIA_INQUIRY": _l("Questions of the press are passed on to those who answer them, and stay where they are."),
}
ACTION_LABELS: Mapping[Action, Any] = {
    "block": _l("Block: it cannot be posted"),
    "hold": _l("Hold: a moderator looks first"),
    "mask": _l("Mask: dots take its place"),
    "alert": _l("Alert: it is posted, and a moderator looks"),
}
NOTICED_LABELS: Mapping[str, Any] = {
    "": "",
    "first_links": _l("One of the first posts of a new member, with a link"),
    "repeats": _l("Several members wrote the same"),
    "watched_word": _l("A watched word"),
}
STATE_LABELS: Mapping[str, Any] = {
    "open": _l("Waits"),
    "upheld": _l("Upheld"),
    "kept": _l("Kept"),
    "overturned": _l("Overturned on appeal"),
}
RULING_LABELS: Mapping[str, Any] = {
    "open": _l("Waits for a ruling"),
    "overturned": _l("Overturned: it is shown again"),
    "confirmed": _l("Confirmed: it stays removed"),
}
ACT_LABELS: Mapping[str, Any] = {
    "held": _l("hid it until somebody rules"),
    "upheld": _l("upheld the flags"),
    "kept": _l("kept it"),
    "undone": _l("took the decision back"),
    "overturned": _l("overturned it on appeal"),
    "confirmed": _l("confirmed it on appeal"),
    "redacted": _l("cut private words out for good"),
    "silence": _l("silenced a member"),
    "suspend": _l("suspended a member"),
    "lifted": _l("lifted a sanction"),
    "topic_moved": _l("moved a topic to another board"),
    "topics_merged": _l("merged a topic into another"),
    "topics_taken_apart": _l("took merged topics apart"),
    "topic_split": _l("split a topic"),
    "word_watched": _l("had a word watched"),
    "word_released": _l("had a word watched no longer"),
}
SANCTION_LABELS: Mapping[str, Any] = {
    "silence": _l("Silence: reads, but does not write"),
    "suspend": _l("Suspend: reads, and nothing else"),
}
CODE_LABELS: Mapping[str, Any] = {**REASON_LABELS, **ACTION_LABELS, **SANCTION_LABELS}
NEED_LABELS: Mapping[str, Any] = {
    "days_since_joining": _l("Days since joining"),
    "posts": _l("Topics and replies"),
    "active_days": _l("Days on which you wrote"),
    "topics_answered": _l("Topics you answered in"),
    "kudos_given": _l("Kudos given"),
    "kudos_received": _l("Kudos received"),
    "recent_active_days": _l("Days on which you wrote, in the last 100"),
    "recent_topics_answered": _l("Topics you answered in, in the last 100 days"),
    "recent_removed": _l("Posts removed in the last 100 days"),
    "recent_sanctions": _l("Sanctions in the last 100 days"),
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of the comment policy as the page prints it."""

    code: Reason
    label: Any
    words: Any

    @property
    def colour(self) -> str:
        return COLOUR_OF[self.code]

    @property
    def severe(self) -> bool:
        return self.code in SEVERE

    @property
    def passed_on(self) -> bool:
        return self.code in PASSED_ON


POLICY = tuple(Rule(code=code, label=label, words=RULES[code]) for code, label in REASON_LABELS.items())


@dataclass(frozen=True, kw_only=True)
class FlagRow:
    """A flag as those who decide see it."""

    case_id: int
    by: Author
    at: datetime
    reason: Reason
    note: str
    weight: int
    outcome: str
    file_id: int | None = None

    @property
    def reason_label(self) -> Any:
        return REASON_LABELS[self.reason]

    @property
    def percent(self) -> int:
        return round(self.weight / 10)


@dataclass(frozen=True, kw_only=True)
class AppealRow:
    """An author's objection."""

    at: datetime
    text: str
    ruling: str
    ruled_by: Author | None
    ruled_at: datetime | None
    answer: str

    @property
    def ruling_label(self) -> Any:
        return RULING_LABELS[self.ruling]


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case with its thing; the thing is None where it stands out of the viewer's reach."""

    id: int
    thing: Thing | None
    opened_at: datetime
    noticed: str
    state: str
    severe: bool
    held: bool
    flags: int
    weight: int
    claimed_by: Author | None
    decided_by: Author | None
    decided_at: datetime | None
    reason: Reason | None
    remark: str
    text: str
    reasons: tuple[Reason, ...] = ()
    appeal: AppealRow | None = None

    @property
    def url(self) -> str:
        return addresses.case(self.id)

    @property
    def state_label(self) -> Any:
        return STATE_LABELS[self.state]

    @property
    def reason_label(self) -> Any:
        return REASON_LABELS[self.reason] if self.reason else ""

    @property
    def rule(self) -> Any:
        return RULES[self.reason] if self.reason else ""

    @property
    def noticed_label(self) -> Any:
        return NOTICED_LABELS[self.noticed]

    @property
    def reason_labels(self) -> list[Any]:
        return [REASON_LABELS[code] for code in self.reasons]


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """One line of the log of acts of power."""

    id: int
    at: datetime
    by: Author | None
    act: str
    case_id: int | None
    member: Author | None
    code: str

    @property
    def act_label(self) -> Any:
        return ACT_LABELS[self.act]

    @property
    def code_label(self) -> Any:
        return CODE_LABELS.get(self.code, self.code)

    @property
    def case_url(self) -> str | None:
        return addresses.case(self.case_id) if self.case_id else None

    @property
    def topic_url(self) -> str | None:
        return forum.topic_short(int(self.code)) if self.act.startswith("topic") else None


@dataclass(frozen=True, kw_only=True)
class SanctionRow:
    """A sanction with those it concerns."""

    id: int
    member: Author
    kind: str
    reason: Reason
    remark: str
    by: Author | None
    at: datetime
    ends_at: datetime
    lifted_at: datetime | None
    active: bool

    @property
    def kind_label(self) -> Any:
        return SANCTION_LABELS[self.kind]

    @property
    def rule(self) -> Any:
        return RULES[self.reason]


@dataclass(frozen=True, kw_only=True)
class WordRow:
    """A watched word."""

    id: int
    phrase: str
    action: Action
    by: Author | None
    at: datetime

    @property
    def action_label(self) -> Any:
        return ACTION_LABELS[self.action]
