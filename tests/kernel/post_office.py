"""A mail server on loopback for tests, which takes, refuses or ignores what it is sent."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


class PostOffice:
    """What arrived, and how the next messages are answered (all with 250 if nothing is said)."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.returns: list[str] = []
        self.answers: list[str] = []
        self.sign_ins: list[bytes] = []
        self.encrypted: list[bool] = []
        self.patient = threading.Event()
        self.url = ""

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer == "silence":
            await asyncio.to_thread(self.patient.wait, 30)
            return "451 too late"
        if answer.startswith("2"):
            content: Any = envelope.content
            self.returns.append(envelope.mail_from or "")
            self.arrived.append(message_from_bytes(content, _class=EmailMessage, policy=policy.default))
            self.encrypted.append(session.ssl is not None)
        return answer

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        self.sign_ins.append(data.login)
        return AuthResult(success=data.password == b"s@cret")


@contextmanager
def open_post_office(
    certificate: ssl.SSLContext | None = None, office: PostOffice | None = None
) -> Iterator[PostOffice]:
    """Yield a post office that listens on a free port; with a certificate it offers STARTTLS and asks for it."""
    office = office or PostOffice()
    options: dict[str, Any] = {}
    if certificate:
        options = {"tls_context": certificate, "authenticator": office.authenticate, "require_starttls": True}
    controller = _OnFreePort(office, hostname="127.0.0.1", port=0, **options)
    controller.start()
    office.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield office
    finally:
        office.patient.set()
        controller.stop()


class _OnFreePort(Controller):
    """A controller that learns its port from the system, so that many may stand side by side."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()
