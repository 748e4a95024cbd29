"""What becomes of a mail, and why; pure, but for the words that pages use."""

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from flask_babel import lazy_gettext as _l

State = Literal["received", "handled", "bounce", "automatic", "waiting", "refused"]
Reason = Literal[
    "",
    "posted",
    "for_good",
    "for_now",
    "unproven",
    "automatic",
    "list",
    "loop",
    "no_address",
    "other_sender",
    "unknown_thing",
    "rule",
    "too_large",
    "unreadable",
    "broken",
]
STATES: Final[tuple[State, ...]] = get_args(State)
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
STATE_LABELS: Final[dict[str, Any]] = {
    "received": _l("Just arrived"),
    "handled": _l("Handled"),
    "bounce": _l("Came back"),
    "automatic": _l("From a machine"),
    "waiting": _l("Waits for a person"),
    "refused": _l("Refused"),
}
REASON_LABELS: Final[dict[str, Any]] = {
    "": "",
    "posted": _l("It stands where it answers."),
    "for_good": _l("Our mail did not arrive, and will not: the member is told."),
    "for_now": _l("Our mail did not arrive for now: it is counted."),
    "unproven": _l("It speaks of no mail that we can tell to be ours."),
    "automatic": _l("It is an automatic answer or reads like one, from somebody who is away, say."),
    "list": _l("It came through a mailing list."),
    "loop": _l("It went in circles."),
    "no_address": _l("It answers nothing of ours."),
    "other_sender": _l("It came from another address than the member's own."),
    "unknown_thing": _l("Nothing that it answers can be answered by mail."),
    "rule": _l("A rule said no:"),
    "too_large": _l("It was too large; only its beginning was kept."),
    "unreadable": _l("It could not be read."),
    "broken": _l("It failed again and again; the log says why."),
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What becomes of one mail; `remark` is the sentence of a rule that said no."""

    state: State
    reason: Reason
    remark: str = ""
    url: str = ""
