"""A mailbox read over IMAP: what is new in it, each mail by its UID, and a mark on what is safely ours.

Mails are looked at without marking them (BODY.PEEK); the mark comes when they are stored, so that no kill loses one.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from .reading import BEGINNING, MOST_BYTES
from .sending import LOOPBACK

TIMEOUT_SECONDS = 20
MOST_AT_ONCE = 200  # UIDs in one command
UNREACHABLE = (OSError, imaplib.IMAP4.error)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Mailbox:
    """An open mailbox; `validity` says whether its UIDs are those known before, `next_uid` lies above all of them."""

    def __init__(self, server: imaplib.IMAP4, validity: int, next_uid: int) -> None:
        self._server, self.validity, self.next_uid = server, validity, next_uid

    def unseen(self) -> list[int]:
        """Return what nobody has seen yet."""
        return self._search("UNSEEN")

    def after(self, uid: int) -> list[int]:
        """Return what came after a UID; a server answers with the last one even where there is none."""
        return [found for found in self._search(f"UID {uid + 1}:*") if found > uid]

    def unmarked(self, until: int) -> list[int]:
        """Return what nobody has seen up to a UID."""
        return self._search(f"UID 1:{until} UNSEEN") if until else []

    def fetch(self, uid: int) -> tuple[bytes, int] | None:
        """Return a mail and its size; of one that is too large the beginning alone; None for one that is gone."""
        sizes = self._said("FETCH", str(uid), "(RFC822.SIZE)")
        found = next((_SIZE.search(line) for line in sizes if isinstance(line, bytes)), None)
        if found is None:
            return None
        size = int(found[1])
        what = "BODY.PEEK[]" if size <= MOST_BYTES else f"BODY.PEEK[]<0.{BEGINNING}>"
        content = next(
            (part[1] for part in self._said("FETCH", str(uid), f"({what})") if isinstance(part, tuple)), None
        )
        return (content, size) if content is not None else None

    def mark(self, uids: list[int]) -> None:
        """Mark mails as seen: they are ours now."""
        for start in range(0, len(uids), MOST_AT_ONCE):
            some = ",".join(map(str, uids[start : start + MOST_AT_ONCE]))
            self._said("STORE", some, "+FLAGS.SILENT", r"(\Seen)")

    def _search(self, criteria: str) -> list[int]:
        said = self._said("SEARCH", criteria)
        return sorted(int(uid) for line in said if line for uid in line.split())

    def _said(self, command: str, *arguments: str) -> list[Any]:
        answer, said = self._server.uid(command, *arguments)
        if answer != "OK":
            raise imaplib.IMAP4.error(f"{command}: {said!r}"[:200])
        return said


@contextmanager
def opened(url: str) -> Iterator[Mailbox]:
    """Open the mailbox at `imaps://user:password@host/folder`; raise one of UNREACHABLE where it cannot be read."""
    parts = urlsplit(url)
    server = _connected(parts.scheme, parts.hostname or "localhost", parts.port)
    try:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        answer, said = server.select('"' + folder.replace("\\", r"\\").replace('"', r"\"") + '"')
        if answer != "OK":
            raise imaplib.IMAP4.error(f"the folder {folder} cannot be read: {said!r}"[:200])
        yield Mailbox(server, _number(server, "UIDVALIDITY"), _number(server, "UIDNEXT"))
    finally:
        for leave in (server.logout, server.shutdown):  # the second closes what a broken connection left open
            with suppress(*UNREACHABLE):
                leave()


def _connected(scheme: str, host: str, port: int | None) -> imaplib.IMAP4:
    """Connect; a certificate must hold, and a password is not sent in the clear, unless the server is this machine."""
    trusted = None if host in LOOPBACK else ssl.create_default_context()
    if scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port or 993, ssl_context=trusted, timeout=TIMEOUT_SECONDS)
    server = imaplib.IMAP4(host, port or 143, timeout=TIMEOUT_SECONDS)
    if "STARTTLS" in server.capabilities:
        server.starttls(trusted)
    elif trusted:
        server.shutdown()
        raise imaplib.IMAP4.error("the mail server offers no encryption, so the password was not sent")
    return server


def _number(server: imaplib.IMAP4, name: str) -> int:
    _, said = server.response(name)
    return int(said[0]) if said and said[0] else 0
