"""Clients that post as people do: they read the form, send it, and send the same form again when no answer came."""

import contextlib
import http.client
import itertools
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Flask
from support import people

from community.accounts.models import Member
from community.forum import addresses
from community.forum.models import Board, Topic
from community.kernel.db import db

CLIENTS = 4
MEMBERS_PER_CLIENT = 24  # a member may write 30 times a minute
TOPICS = 12
ASK = "/forum/ask"
REST_SECONDS = 0.05
BETWEEN_POSTS_SECONDS = 0.4  # of a client without a target: as people, not as fast as it goes
_CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_ONCE = re.compile(r'name="once" value="([^"]+)"')
BUSY = (429, 500, 503)  # worth another try; anything else is a mistake of ours
Broken = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Place:
    """Where clients post: boards, topics on them, and each client's members by their session cookies."""

    boards: Sequence[str]
    topics: Sequence[tuple[int, str, int]]  # id, address, opening post
    cookies: Sequence[Sequence[str]]


def place(app: Flask) -> Place:
    """Fill the empty database of `app` with people, boards and topics to post on."""
    members = [people.member(f"Poster {n}") for n in range(CLIENTS * MEMBERS_PER_CLIENT)]
    for member in members:
        member.trust_level = 3  # newcomers may not write as much in a few minutes
    boards = [people.board(name) for name in ("First board", "Second board", "Third board")]
    topics = [_topic(boards[n % 3], members[n], n) for n in range(TOPICS)]
    cookies = [_cookie(app, member) for member in members]
    return Place([b.slug for b in boards], topics, [cookies[n::CLIENTS] for n in range(CLIENTS)])


def _topic(board: Board, by: Member, number: int) -> tuple[int, str, int]:
    made: Topic = people.topic(board, by, f"Question number {number}")
    return made.id, addresses.topic(made.id, made.slug), people.opening(made).id


def _cookie(app: Flask, member: Member) -> str:
    """Return the cookie of a session in which the member is signed in: sign-in itself is limited and slow by design."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    value = serializer.dumps({"_user_id": people.session(member), "_fresh": True})
    db.session.commit()
    return f"session={value}"


@dataclass
class Client(threading.Thread):
    """One client. It posts until it is told to stop, or until `target` posts; a post in hand is brought to its end."""

    port: int
    number: int
    place: Place
    target: int | None = None
    acknowledged: list[str] = field(default_factory=list)
    sent_again: int = 0
    refusals: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(name=f"client-{self.number}", daemon=True)
        self.stopped, self.given_up = threading.Event(), threading.Event()

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        for n in range(self.target) if self.target is not None else itertools.count():
            if self.stopped.is_set():
                return
            self._post(n)
            self.stopped.wait(BETWEEN_POSTS_SECONDS if self.target is None else 0)

    def _post(self, n: int) -> None:
        text = f"unique{self.number}x{n}x"
        page, action, fields = self._plan(n, text)
        cookie = self.place.cookies[self.number][n % MEMBERS_PER_CLIENT]
        form: dict[str, str] = {}
        sendings = 0
        while not self.given_up.is_set():
            with contextlib.suppress(*Broken):
                form = form or self.read_form(page, cookie)
                sendings += bool(form)
                if form and self.send(action, form | fields, form["cookie"]):
                    self.acknowledged.append(text)
                    self.sent_again += sendings > 1
                    return
            time.sleep(REST_SECONDS)

    def _plan(self, n: int, text: str) -> tuple[str, str, dict[str, str]]:
        """Return page, action and fields of this client's n-th post: always the same."""
        if n % 8 == 7:
            board = self.place.boards[(self.number + n // 8) % len(self.place.boards)]
            return ASK, ASK, {"title": f"Topic {text}", "board": board, "kind": "question", "body": text}
        topic_id, address, opening_id = self.place.topics[(self.number + n) % TOPICS]
        commented = addresses.post_act(opening_id, "comment")
        action = commented if n % 5 == 4 else addresses.topic_act(topic_id, "reply")
        return address, action, {"body": text}

    def read_form(self, page: str, cookie: str) -> dict[str, str]:
        """Return the hidden fields of the page's form and the session's cookie; empty when the page did not come."""
        status, headers, body = self._ask("GET", page, cookie)
        if status != 200:
            self._note(status)
            return {}
        csrf, once = _CSRF.search(body), _ONCE.search(body)
        assert csrf, f"{page} has no form"
        assert once, f"{page} has no one-time token"
        fresh = next(
            (v.partition(";")[0] for k, v in headers if k == "Set-Cookie" and v.startswith("session=")), cookie
        )
        return {"csrf_token": csrf[1], "once": once[1], "cookie": fresh}

    def send(self, action: str, fields: dict[str, str], cookie: str) -> bool:
        """Send the form; True when the answer leads to what was made: this is what we call acknowledged."""
        sent = urlencode({k: v for k, v in fields.items() if k != "cookie"})
        status, headers, _ = self._ask("POST", action, cookie, sent)
        location = dict(headers).get("Location", "")
        if status == 303 and re.search(r"/(topics|posts)/\d+", location):
            return True
        self._note(status)
        return False

    def _ask(self, method: str, path: str, cookie: str, body: str = "") -> tuple[int, list[tuple[str, str]], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read().decode()

    def _note(self, status: int) -> None:
        if status not in BUSY:
            self.given_up.set()
        self.refusals[status] = self.refusals.get(status, 0) + 1


@contextlib.contextmanager
def posting(port: int, where: Place, targets: Sequence[int | None] = (None,) * CLIENTS) -> Iterator[Sequence[Client]]:
    """Let the clients post; leaving stops them, each after its post in hand."""
    clients = [Client(port, n, where, target) for n, target in enumerate(targets)]
    for client in clients:
        client.start()
    try:
        yield clients
        finish(clients)
    finally:
        for client in clients:
            client.given_up.set()
            client.join()


def finish(clients: Sequence[Client], patience: float = 240.0) -> None:
    """Wait until every client has had its last post acknowledged."""
    for client in clients:
        if client.target is None:
            client.stopped.set()
    for client in clients:
        client.join(patience)
        waits = client.is_alive() or client.given_up.is_set()
        assert not waits, f"{client.name} could not get its post acknowledged; it met {client.refusals}"
