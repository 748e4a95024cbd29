"""Outgoing mail: composed into the outbox, sent by the worker over SMTP, or written as files where none is set up."""

import hashlib
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .. import clock, outbox
from ..config import Settings
from .addresses import return_address

CHANNEL = "mail"
TIMEOUT_SECONDS = 20
FOR_GOOD = range(500, 600)
LINES = policy.default.clone(max_line_length=900)  # the library would encode a longer address in a header
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def send(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Put one mail into the outbox; the same key never makes a second mail."""
    payload = written(to=to, subject=subject, text=text, html=html, headers=headers)
    outbox.put(key=key, channel=CHANNEL, payload=payload)


def written(
    *, to: str, subject: str, text: str, html: str | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a mail of this moment as `compose` takes it."""
    words = {"to": to, "subject": subject, "text": text, "html": html, "headers": dict(headers or {})}
    return {**words, "at": clock.now().isoformat()}


def compose(key: str, payload: Mapping[str, Any], settings: Settings) -> EmailMessage:
    """Return the message of an outbox row; its Message-ID depends on the key alone, so a repetition is recognised."""
    message = EmailMessage(policy=LINES)
    message["Message-ID"] = message_id(key, settings)
    message["From"] = Address(settings.site_name, addr_spec=settings.mail_from)
    message["To"] = payload["to"]
    message["Subject"] = " ".join(payload["subject"].split())
    message["Date"] = format_datetime(datetime.fromisoformat(payload["at"]))
    message["Auto-Submitted"] = "auto-generated"
    for name, value in payload.get("headers", {}).items():
        message[name] = " ".join(value.split())
    message.set_content(payload["text"])
    if payload["html"]:
        message.add_alternative(payload["html"], subtype="html")
    return message


def message_id(key: str, settings: Settings) -> str:
    """Return the Message-ID of the mail with this key."""
    domain = urlsplit(settings.base_url).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def sender(settings: Settings) -> outbox.Sender:
    """Return the function that sends one composed mail as the settings say; it raises when the mail was not taken."""

    def deliver(key: str, payload: Mapping[str, Any]) -> None:
        message = compose(key, payload, settings)
        if settings.smtp_url:
            _over_smtp(message, settings.smtp_url, return_address(payload["to"], settings))
        else:
            _into_folder(message, settings.data_dir / "mail")

    return deliver


def _over_smtp(message: EmailMessage, url: str, back: str | None) -> None:
    """Hand the message to the server at `url`; its certificate must hold, unless it runs on this machine.

    Reports of what became of it go to `back`; without that, to its sender.
    """
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    trusted = None if host in LOOPBACK else ssl.create_default_context()
    with _connected(parts.scheme, host, parts.port or 0, trusted) as server:
        server.ehlo_or_helo_if_needed()  # what the server offers is known only after it was greeted
        encrypted = parts.scheme == "smtps"
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=trusted)
            encrypted = True
        if parts.username:
            if not encrypted and trusted:
                raise smtplib.SMTPException("the mail server offers no encryption, so the password was not sent")
            server.login(unquote(parts.username), unquote(parts.password or ""))
        _hand_over(message, server, back)


def _hand_over(message: EmailMessage, server: smtplib.SMTP, back: str | None) -> None:
    """Send the message; a no for good (RFC 5321, 4.2.1: 5yz) to the receiver or the text is told apart."""
    try:
        server.send_message(message, from_addr=back)
    except smtplib.SMTPRecipientsRefused as no:
        if all(code in FOR_GOOD for code, _said in no.recipients.values()):
            raise outbox.Undeliverable(str(no)) from no
        raise
    except smtplib.SMTPDataError as no:
        if no.smtp_code in FOR_GOOD:
            raise outbox.Undeliverable(str(no)) from no
        raise


def _connected(scheme: str, host: str, port: int, trusted: ssl.SSLContext | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=trusted)
    return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)


def _into_folder(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = message["Message-ID"].strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(message.as_bytes())
