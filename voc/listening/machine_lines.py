"""Lines that nobody said: logs, stack traces, quotes of others, signatures; pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_QUOTE: Final = re.compile(
    r"\s*>|\s*On .{5,200} wrote:\s*$|\s*[-_]{3,}\s*(?:original|forwarded) message", re.IGNORECASE
)
_LOG: Final = re.compile(
    r"""\s*(?:
    \[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d                                     # 2026-10-01T12:00:00Z worker started
    | \[?\d\d:\d\d:\d\d[.,]?\d*\]?\s                                    # 12:00:00.123 worker started
    | [A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d\s                     # Oct  1 12:00:00 host sshd[17]: bye
    | \d{1,3}(?:\.\d{1,3}){3}\s\S+\s\S+\s\[                             # 10.0.0.1 - - [01/Oct/2026:12:00:00] "GET /"
    | \[\s*\d+\.\d{4,}\]                                                # [   12.345678] usb 1-1: device not found
    | [\[<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE|PANIC)[\]>]?\s?[:|\[\]-]
    | \[(?:trace|debug|info|notice|warn|warning|error|fatal|critical)\]
    | \S{1,200}:\d+(?::\d+)?:\s(?:fatal\s)?(?:error|warning|note):      # main.c:12:5: error: expected ';'
    | (?:npm|yarn|pip)\s(?:ERR!|WARN)
    | \w{1,60}(?:\[\d+\]):\s                                            # sshd[17]: bye
    )""",
    re.VERBOSE,
)
_FRAME: Final = re.compile(
    r"""\s*(?:
    at\s[\w.$<>/@\[\]\s]{1,200}[(:]\S*                                  # at com.shop.Cart.add(Cart.java:12)
    | File\s".{1,300}",\sline\s\d+
    | from\s\S{1,200}:\d+:in\s
    | \#\d+\s+0x[0-9a-f]+
    | \.\.\.\s\d+\s(?:more|common\sframes)
    | Caused\sby:\s | Exception\sin\sthread\s | Unhandled\s(?:exception|rejection)
    | goroutine\s\d+\s\[ | panic:\s
    | (?:\w+\.){0,20}\w+(?:Error|Exception)(?::\s|\s*$)                 # java.io.IOException: disk full
    )""",
    re.VERBOSE,
)
_TRACEBACK: Final = re.compile(r"\s*Traceback\b")
_LAST_OF_TRACEBACK: Final = re.compile(r"[\w.]{1,200}(?::|\s*$)")
_SIGNATURE: Final = re.compile(r"--\s*$")
_SENT_FROM: Final = re.compile(r"\s*(?:Sent from my |Sent from (?:Mail|Outlook)|Get Outlook for )", re.IGNORECASE)
_GOODBYE: Final = re.compile(
    r"\s*(?:(?:best|kind|kindest|warm|many)\s)?(?:regards|wishes|greetings)[,.!]?\s*$"
    r"|\s*(?:sincerely|cheers|best|yours(?: truly| sincerely| faithfully)?),?\s*$",
    re.IGNORECASE,
)
_GOODBYE_WITHIN: Final = 6  # lines from the end


def without_machines(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines that their author said; what is left out becomes an empty line."""
    in_traceback = False
    for line in _before_signature(lines):
        if _TRACEBACK.match(line):
            in_traceback = True
            yield ""
        elif in_traceback:
            in_traceback = line[:1].isspace() or not line
            yield "" if in_traceback or _LAST_OF_TRACEBACK.match(line) else line
        else:
            yield "" if _by_a_machine(line) else line


def _by_a_machine(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_QUOTE, _LOG, _FRAME, _SENT_FROM))


def _before_signature(lines: Sequence[str]) -> Sequence[str]:
    """Cut at "-- ", or at a goodbye that only a name and an address follow."""
    for place, line in enumerate(lines):
        near_the_end = 0 < place >= len(lines) - _GOODBYE_WITHIN
        if _SIGNATURE.match(line) or (near_the_end and _GOODBYE.match(line)):
            return lines[:place]
    return lines
