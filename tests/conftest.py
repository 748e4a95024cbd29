"""Fixtures of the whole suite: people and things, on both databases.

`app` keeps everything in a savepoint that is rolled back after the test. `live_app` really commits, on a database of
its own; it is for what crosses consumers, jobs, locks, processes or a browser.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import structlog
from browser.standing import standing
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event
from support import clients, databases, people
from support.chromium import chromium
from support.compiled import Compiled
from werkzeug.routing import Rule

from community.accounts import keys
from community.accounts.models import Member
from community.accounts.tokens import LIFETIMES
from community.app import create_app
from community.forum.models import Board, Post, Topic
from community.kernel import db as kernel_db
from community.kernel import worker
from community.kernel.db import db
from community.kernel.web.application import Groundswell
from community.kernel.web.limits import limiter
from groundswell_client import Client

__all__ = ["chromium", "standing"]
Groundswell.jinja_options = {**Groundswell.jinja_options, "bytecode_cache": Compiled()}

# Tracebacks are printed as Python prints them: to colour every frame and show its variables takes seconds.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what lives as long as the run: modules, and some ten thousand tests."""
    gc.collect()
    gc.freeze()


class Browser(FlaskClient):
    """The test client: what the test wrote is committed before a request, so that the request sees it."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        db.session.commit()
        return super().open(*args, **{"buffered": True, **kwargs})  # so that no answer leaves a file open

    def sign_in(self, member: Member) -> "Browser":
        """Open a session as `member` without the form."""
        secret = people.session(member)
        with self.session_transaction() as session:
            session["_user_id"], session["_fresh"] = secret, True
        return self


@pytest.fixture(scope="session", autouse=True)
def addresses_compiled_once() -> Iterator[None]:
    """Let each application use the functions that build addresses from the first: they take long to compile."""
    compile_builder, made = Rule._compile_builder, {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, *rule._trace, repr(rule.defaults), append_unknown)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compile_once)
        yield


@pytest.fixture(scope="session", params=databases.KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database; a test that uses it runs once on each."""
    return str(request.param)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Return the template of a kind, migrated once per test process however often the kinds take turns."""
    worker_name = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with ExitStack() as made:
        yield cache(
            lambda kind: made.enter_context(
                databases.template(kind, tmp_path_factory.mktemp(f"template-{kind}"), worker_name)
            )
        )


@pytest.fixture(scope="session")
def template_url(kind: str, templates: Callable[[str], str]) -> str:
    return templates(kind)


@pytest.fixture(scope="session")
def savepoint_app(kind: str, template_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application per kind and test process, whose engine is one open connection."""
    folder = tmp_path_factory.mktemp(f"app-{kind}")
    with databases.copy(kind, template_url, folder) as url:
        app = _test_app(url, folder)
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def making() -> Callable[..., Flask]:
    """Return the function that makes an application for tests from the URL of its database and its folder."""
    return _test_app


def _test_app(url: str, folder: Path, **settings: str) -> Flask:
    app = create_app(databases.settings_for(url, folder, **settings))
    app.test_client_class = Browser
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.extensions["security"].pwd_context.update(argon2__rounds=1, argon2__memory_cost=8, argon2__parallelism=1)
    limiter.enabled = False
    return app


@pytest.fixture
def app(savepoint_app: Flask) -> Iterator[Flask]:
    """The application, on a connection whose transaction is rolled back at the end."""
    with savepoint_app.app_context():
        engine = db.engine
        connection = engine.connect()
        outer = connection.begin()
        db._app_engines[savepoint_app] = {None: connection}  # type: ignore[dict-item]
        db.session.remove()
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield savepoint_app
        finally:
            db.session.remove()
            outer.rollback()
            connection.close()
            db.session.configure(join_transaction_mode="conditional_savepoint")
            db._app_engines[savepoint_app] = {None: engine}
            savepoint_app.extensions.pop("notifications_seen", None)  # ids that the next test gives anew


@pytest.fixture
def live_app(kind: str, template_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of its own, where everything really commits."""
    with databases.copy(kind, template_url, tmp_path) as url:
        app = _test_app(url, tmp_path)
        with app.app_context():
            with kernel_db.writing():
                worker.install(app.extensions["settings"])
            yield app
            databases.close(app)


@pytest.fixture(autouse=True)
def fresh_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each request begin without the last one's reader, and forget what a request did not commit.

    Flask reuses an open application context, and with it `g`, where the reader of a request is kept. Without this, all
    requests of a test would be made by whoever made the first one.
    """
    plain = FlaskClient.open

    def open_(client: FlaskClient, *args: Any, **kwargs: Any) -> Any:
        if not has_app_context():
            return plain(client, *args, **kwargs)
        g.__dict__.clear()
        response = plain(client, *args, **kwargs)
        g.__dict__.clear()
        db.session.rollback()
        db.session.expire_all()
        return response

    monkeypatch.setattr(FlaskClient, "open", open_)


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A client that nobody is signed in with."""
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Member], Browser]:
    """Return a client as somebody: `signed_in(asker).get("/")`."""
    return lambda member: app.test_client().sign_in(member)  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def program(app: Flask) -> Callable[..., Any]:
    """Return a function that sends a request with a token of a member's: `program(asker, "PUT", "posts/1/kudos")`."""

    @cache
    def token_of(member: Member, may_write: bool) -> str:
        return keys.issue(
            by=people.viewer(member), name="A program", lifetime=LIFETIMES[0], may_write=may_write, with_role=True
        )

    def send(
        member: Member, method: str, path: str, /, *, may_write: bool = True, form: Any = None, **words: Any
    ) -> Any:
        headers = {"Authorization": f"Bearer {token_of(member, may_write)}"}
        sent = {"data": form} if form else {"json": words or None}
        return app.test_client().open(f"/api/v1/{path}", method=method, headers=headers, **sent)

    return send


@pytest.fixture
def api(app: Flask) -> Callable[..., Client]:
    """Return the Python client of a member, or of a visitor: `api(asker).posts.give_kudos(1)`."""

    @cache
    def client(member: Member | None = None) -> Client:
        return clients.client_for(clients.within(app), clients.token_of(member) if member else None)

    return client


@pytest.fixture
def count_queries(app: Flask) -> Iterator[Callable[[Callable[[], Any]], int]]:
    """Return a function that tells how many statements a call sends to the database."""
    connection: Any = db.engine
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")):
            seen.append(statement)

    def count(call: Callable[[], Any]) -> int:
        seen.clear()
        call()
        return len(seen)

    event.listen(connection, "before_cursor_execute", note)
    yield count
    event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def asker(app: Flask) -> Member:
    return people.member("Ines Asker")


@pytest.fixture
def helper(app: Flask) -> Member:
    return people.member("Tom Helper")


@pytest.fixture
def stranger(app: Flask) -> Member:
    return people.member("Sam Stranger")


@pytest.fixture
def mvp(app: Flask) -> Member:
    return people.member("Mia Veep", role="mvp")


@pytest.fixture
def agent(app: Flask) -> Member:
    return people.member("Abel Agent", role="agent")


@pytest.fixture
def admin(app: Flask) -> Member:
    return people.member("Ada Admin", role="admin")


@pytest.fixture
def board(app: Flask) -> Board:
    return people.board("Getting started")


@pytest.fixture
def staff_board(app: Flask) -> Board:
    return people.board("Staff room", visibility="staff")


@pytest.fixture
def topic(board: Board, asker: Member) -> Topic:
    return people.topic(board, asker, "The hub does not find my battery")


@pytest.fixture
def answer(topic: Topic, helper: Member) -> Post:
    return people.answer(topic, helper, "Press the button on its side for five seconds.")


@pytest.fixture
def resolved_topic(topic: Topic, answer: Post, asker: Member) -> Topic:
    return people.accept(topic, answer, asker)
