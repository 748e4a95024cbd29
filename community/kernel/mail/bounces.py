"""Mail that says that our mail did not arrive: reports of RFC 3464, and what older systems wrote in words; pure.

A report names each address with a status of RFC 3463, of which 5 is for good and 4 for now. Older systems are read by
rules of our own, measured on real samples; the figures stand in docs/methodology.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any, Final

from .bounce_words import (
    ADDRESS,
    COPY,
    COPY_BEFORE,
    DAEMON,
    FOR_GOOD,
    FOR_NOW,
    MACHINE,
    OF_HOUSE,
    SAYS_SO,
    STATUS,
    SUBJECT,
)
from .html_text import text_of
from .parts import header, parts, words

REPORTS: Final = ("message/delivery-status", "message/global-delivery-status")
RETURNED: Final = ("message/rfc822", "text/rfc822-headers")
_READ: Final = 3000  # characters in which a report says what it is
_LONGEST: Final = 20_000
_AT_EDGE: Final = ".-/"


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One address that our mail did not reach, for good or for now; `status` is that of the report, if there is one."""

    address: str
    for_good: bool
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """A message that says so; it may name no address that we can read."""

    failures: tuple[Failure, ...] = ()


def bounce_in(message: Message) -> Bounce | None:
    """Return what a message says of our mail that did not arrive; None for any other message."""
    found = list(parts(message))
    reports = [part for part in found if part.get_content_type() in REPORTS]
    blocks = [block for report in reports for block in _blocks(report)]
    if blocks:
        return Bounce(failures=_once(_reported(blocks)))
    text = "\n".join(_said(found))
    failures = _once(_in_words(message, text))
    if reports or DAEMON.search(header(message, "From")) or _says_so(message, text, failures):
        return Bounce(failures=failures)
    return None


def _says_so(message: Message, text: str, failures: Iterable[Failure]) -> bool:
    """Tell whether words alone make a message a bounce: those of a machine, or a telling subject and an address."""
    named = bool(SUBJECT.match(header(message, "Subject")))
    told = bool(SAYS_SO.search(text[:_READ]))
    return (named or told) if _is_of_machine(message) else (named and told and bool(failures))


def _is_of_machine(message: Message) -> bool:
    """Tell whether a mail system wrote this: by its name, or because nobody can answer it."""
    sender = f"{header(message, 'From')} {header(message, 'Sender')}"
    nobody = header(message, "Return-Path") == "<>" or header(message, "From").endswith("<>")
    failed = header(message, "X-Failed-Recipients")
    return bool(DAEMON.search(sender) or MACHINE.search(sender) or nobody or failed)


def _blocks(report: Message) -> Iterator[Message]:
    """Yield the part of a report about each address."""
    inner: Any = report.get_payload()
    yield from (block for block in (inner if isinstance(inner, list) else ()) if _recipient(block))


def _recipient(block: Message) -> str:
    return _address(header(block, "Original-Recipient")) or _address(header(block, "Final-Recipient"))


def _reported(blocks: Iterable[Message]) -> Iterator[Failure]:
    """Yield the failures of a report; one that says that all went well has none."""
    for block in blocks:
        address = _recipient(block)
        action, status = header(block, "Action").lower(), STATUS.search(header(block, "Status"))
        code = status[0] if status else ""
        if action not in ("delivered", "relayed", "expanded") and not code.startswith("2"):
            yield Failure(address=address, for_good=action != "delayed" and not code.startswith("4"), status=code)


def _address(value: str) -> str:
    """Return the address of a field such as "rfc822; ann@people.example"."""
    found = ADDRESS.search(value.partition(";")[2] or value)
    return found[0].strip(_AT_EDGE).lower() if found else ""


def _said(found: Iterable[Message]) -> Iterator[str]:
    """Yield the words of a report without the message that it returns."""
    for part in found:
        kind = part.get_content_type()
        if kind in RETURNED:
            return
        if kind in ("text/plain", "text/html", *REPORTS) and not part.is_multipart():
            said = words(part)[:_LONGEST]
            yield text_of(said) if kind == "text/html" else said


def _in_words(message: Message, text: str) -> Iterator[Failure]:
    """Yield the addresses that a report names in words before it comes to the message that it returns."""
    copy = COPY.search(text)
    before = COPY_BEFORE.split(text[: copy.start()] if copy else text)[-1]
    status, for_now = STATUS.search(before), FOR_NOW.search(before) and not FOR_GOOD.search(before)
    for address in ADDRESS.findall(header(message, "X-Failed-Recipients")) or _named(message, before):
        plain = address.strip(_AT_EDGE).lower()
        yield Failure(address=plain, for_good=not for_now, status=status[0] if status else "")


def _named(message: Message, text: str) -> list[str]:
    """Return the addresses in a text, but for those of the report itself and of whoever runs a mail system."""
    own = " ".join(header(message, name) for name in ("To", "From", "Reply-To", "Delivered-To")).lower()
    return [one for one in ADDRESS.findall(text) if one.lower() not in own and not OF_HOUSE.match(one)]


def _once(failures: Iterator[Failure]) -> tuple[Failure, ...]:
    """Return the first failure of each address."""
    found: dict[str, Failure] = {}
    for failure in failures:
        found.setdefault(failure.address, failure)
    return tuple(found.values())
