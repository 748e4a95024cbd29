"""Messages for tests, as bytes that a mail server would hand over."""

from collections.abc import Iterable
from email.message import EmailMessage

from community.kernel.db import db
from community.mail import handling, receiving
from community.mail.models import Incoming

HUB = "That worked, thanks!"


def letter(
    text: str = HUB,
    *,
    sender: str = "Ines Asker <ines.asker@people.example>",
    to: str = "replies@example.com",
    subject: str = "Re: The hub does not find my battery",
    message_id: str = "<1@people.example>",
    files: Iterable[tuple[str, bytes]] = (),
    **headers: str,
) -> bytes:
    """Return a plain message, with files by name; further headers are given with underscores for hyphens."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = sender, to, subject, message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, content in files:
        kind = ("image", "png") if name.endswith("png") else ("application", "octet-stream")
        message.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    return message.as_bytes()


def bounce(address: str, *, to: str, status: str = "5.1.1", action: str = "failed") -> bytes:
    """Return a report of RFC 3464 that says what became of a mail to `address`."""
    return (
        f"Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: {to}\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <b-{address}-{status}@mx.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\n\r\n'
        f"--B\r\nContent-Type: text/plain\r\n\r\nI am sorry: <{address}> could not be reached.\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--B--\r\n"
    ).encode()


def arrived(raw: bytes) -> Incoming:
    """Store a mail and return its row; nothing is done with it yet."""
    incoming_id = receiving.receive(raw)
    db.session.commit()
    return db.session.get_one(Incoming, incoming_id)


def handled(raw: bytes) -> Incoming:
    """Store a mail, handle it and return its row."""
    row = arrived(raw)
    handling.handle_arrived()
    db.session.refresh(row)
    return row
