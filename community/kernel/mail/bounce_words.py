"""Words by which mail systems say that mail did not arrive [OURS]; pure, measured with `bounces` on real samples."""

import re
from typing import Final


def _any_of(*patterns: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | flags)


ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:\"'=]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
STATUS: Final = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
DAEMON: Final = _any_of(r"mailer.?daemon", r"mdaemon@", r"mail delivery (?:sub)?system")
MACHINE: Final = _any_of(r"postmaster", r"\bndr@", r"mail ?(?:system|administrator)", r"maildelivery", r"double-bounce")
OF_HOUSE: Final = _any_of(r"(?:postmaster|mailer-daemon|abuse|support|help\w*|admin\w*|webmaster)@")
SUBJECT: Final = _any_of(
    r"(?:(?:e-?)?mail |message |permanent )?(?:undeliver\w+|non-?deliver\w+|not delivered|could ?n[o']t be delivered)",
    r"(?:(?:e-?)?mail |message |permanent )?delivery (?:\w+ )?(?:fail\w*|notification|status|problem|error|unsuccess)",
    r"(?:mail )?fail(?:ed|ure) (?:notice|delivery|mail)|(?:mail )?return(?:ed|ing) (?:mail|message|e-?mail)",
    r"mail failed|mail system error|warning: (?:could not send|message)|unzustellbar|.*: ?non remis",
)
SAYS_SO: Final = _any_of(
    r"(?:unable|undeliver\w+|could ?n[o']t|can ?n[o']t|(?:was|were) not able|did not|fail(?:ed|ure)|\bnot)\b"
    r".{0,80}(?:deliver|reach|recipient|sent)",
    r"(?:user|mailbox|account|recipient|address)\b.{0,60}"
    r"(?:unknown|not found|not exist|n't exist|unavailable|rejected|disabled|full|invalid|not valid)",
    r"(?:unknown|no such|invalid|bad) (?:\w+ )?(?:user|recipient|mailbox|account)|over (?:its )?quota",
    r"konnte nicht zugestellt|pas pu être (?:remis|distribué)|permanent (?:fatal )?error|returned to (?:you|sender)",
    flags=re.DOTALL,
)
COPY: Final = _any_of(
    r"^[ \t>]*-+ ?(?:this is a copy|below this line is a copy|(?:the )?original message|unsent message|message header)",
    r"^[ \t>]*[-|]+ ?(?:returned (?:message|mail)|message text follows|start of|copy of|header)",
    r"^[ \t>]*(?:(?:original|your) message (?:follows|headers?|text)|received:|return-path:|message-id:)",
    flags=re.MULTILINE,
)
COPY_BEFORE: Final = re.compile(r"did not reach the following recipient(?:\(s\)|s)?:?", re.IGNORECASE)  # Exchange
FOR_NOW: Final = _any_of(
    r"\b4\.\d\.\d{1,3}\b|\b(?:delay|warning|not yet been|still trying|temporar\w+|try again later)\b",
    r"\bwill (?:be )?(?:keep|retr|continue|try)\w*",
    r"\bover ?(?:its )?quota|quota exceeded|(?:mailbox|mailfolder|inbox)(?: is)?(?: too)? full|\bis full\b",
)
FOR_GOOD: Final = _any_of(r"\bpermanent (?:fatal )?error")
