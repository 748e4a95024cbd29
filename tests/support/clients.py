"""The Python client in tests: against our own server, or against answers that a test chooses."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from flask import Flask
from requests.adapters import BaseAdapter
from support import people
from werkzeug.serving import make_server

from community.accounts import keys
from community.accounts.models import Member
from community.accounts.tokens import LIFETIMES
from community.kernel.db import db
from groundswell_client import Client

ADDRESS = "https://community.example"
TOKEN = "gsw_never-to-be-shown"
OF_THE_LINE = ("Accept-Encoding", "Content-Length")
Answering = Callable[[requests.PreparedRequest], requests.Response]


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Yield the address at which a thread serves `app` on loopback."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def token_of(member: Member) -> str:
    """Return a token of a member's, which may write and has their role."""
    allowed = {"may_write": True, "with_role": True}
    secret = keys.issue(by=people.viewer(member), name="A program", lifetime=LIFETIMES[0], **allowed)
    db.session.commit()
    return secret


class Answers(BaseAdapter):
    """Answers requests as a test says, and keeps them: `asked` are those that were sent."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self.asked: list[requests.PreparedRequest] = []
        self._answering = answering

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:  # type: ignore[override]
        self.asked.append(request.copy())
        return self._answering(request)

    def close(self) -> None:
        """Nothing is open."""


def within(app: Flask) -> Answers:
    """Return what answers by `app` itself, in this process and its transaction."""

    def answered(request: requests.PreparedRequest) -> requests.Response:
        told = app.test_client().open(
            urlsplit(request.url).path,
            method=request.method,
            query_string=urlsplit(request.url).query,
            headers=[(name, value) for name, value in request.headers.items() if name not in OF_THE_LINE],
            data=request.body,
        )
        made = answer(request, told.status_code, told.data)
        made.headers.update(told.headers)
        return made

    return Answers(answered)


def answer(request: requests.PreparedRequest, status: int, body: bytes = b"", **headers: str) -> requests.Response:
    """Return an answer; headers are named with underscores."""
    made = requests.Response()
    made.status_code, made._content, made.request, made.url = status, body, request, str(request.url)
    made.reason = "As a test says"
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


def client_for(answers: Answers, token: str | None = TOKEN, **more: Any) -> Client:
    """Return a client whose requests are answered by a test."""
    session = requests.Session()
    session.mount(ADDRESS, answers)
    return Client(ADDRESS, token, session=session, **more)
