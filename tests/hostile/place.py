"""A community with everything that a form can be about, and submissions to it that leave no trace."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from browser import scene
from flask import Flask
from flask.testing import FlaskClient
from hostile.forms import Form
from hostile.screen import Sheet
from hostile.walk import Walk, walk
from house.scene import Scene
from support import articles, databases, people, rulings, telling, wishes
from werkzeug.test import TestResponse

from community.accounts import keys, tokens
from community.accounts.models import Member
from community.forum.models import File, Topic
from community.forum.services import files
from community.kernel.db import db
from community.moderation.models import Case, Sanction
from community.moderation.services import cases, decisions
from community.notifications import links
from community.notifications.rules import MOST_REFUSED
from community.notifications.services import choosing
from community.notifications.webhooks.models import Webhook
from ideas import addresses as ideas
from ideas.models import Idea
from kb_harvest import addresses as kb_harvest
from kb_harvest.models import Article
from voc.insight.memo.models import Memo

# Members who are shown what others are not: what is theirs, and what they have said.
VISITORS = ("thanker", "wordy", "helper", "culprit")
# An administrator is shown what everybody on the staff is, and meets every form that one of them meets.
WALKERS = ("", "asker", "mvp", "editor", "agent", "admin") if databases.WHOLE else ("", "asker", "admin")
SHOWN = ("topic quiet", "topic", "post to edit", "idea", "blog post")


class Place:
    """The application, its people's cookies, and the forms that they meet."""

    def __init__(self, app: Flask, community: scene.Community) -> None:
        self.app = app
        with app.app_context():
            self._cookies = {"": "", **community.cookies, **_plant()}
            self.places = [community.places["topic quiet"], *community.places.values(), *_planted()]
        self.shown = [community.places[name] for name in SHOWN] + ["/moderation/flag/topic/5", "/moderation/yours"]
        self.before = self.walk()
        self.forms = list(self.before.forms.values())

    def walk(self, more: Sequence[str] = ()) -> Walk:
        """Let every role look at the whole house, and some more people at what concerns them."""
        clients = {reader: self.client(reader) for reader in (*VISITORS, *WALKERS)}
        return walk(self.app, clients, dict.fromkeys(VISITORS, self.shown), [*self.places, *more])

    def client(self, reader: str) -> FlaskClient:
        """Return a browser that knows nothing but who reads."""
        client = FlaskClient(self.app, self.app.response_class, use_cookies=True)
        if cookie := self._cookies[reader]:
            client.set_cookie("session", cookie)
        return client

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Forget at the end whatever was written meanwhile."""
        engines = db._app_engines[self.app]
        engine = engines[None]
        connection = engine.connect()
        outer = connection.begin()
        engines[None] = connection  # type: ignore[assignment]
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            outer.rollback()
            connection.close()
            db.session.session_factory.configure(join_transaction_mode="conditional_savepoint")
            engines[None] = engine

    def send(self, form: Form, values: Mapping[str, Any]) -> tuple[TestResponse, list[Sheet]]:
        """Submit a form apart; return the answer, and the page that its sender sees in the end."""
        with self.apart():
            return self.send_for_good(form, values)

    def send_for_good(self, form: Form, values: Mapping[str, Any]) -> tuple[TestResponse, list[Sheet]]:
        """Submit a form for the first time, so that everybody sees what comes of it; return the same."""
        values = {**values, "once": secrets.token_hex()} if "once" in values else values
        client = self.client(form.reader)
        about = f"{form.endpoint} {values!r:.200}"
        if form.method == "GET":
            answer = client.get(form.action, query_string=dict(values))
        else:
            answer = client.post(form.action, data=dict(values))
        seen = client.get(answer.location) if answer.location else answer
        assert max(answer.status_code, seen.status_code) < 500, about
        return answer, [sheet(about, seen)] if is_page(seen) else []


def is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and bool(answer.data.strip())


def sheet(about: str, answer: TestResponse) -> Sheet:
    return Sheet(about, answer.data, answer.headers["Content-Security-Policy"])


def _plant() -> dict[str, str]:
    """Add what only some pages ask about; return the cookie of somebody who was ruled against."""
    asker, mvp, editor = _known("ines-asker"), _known("mia-veep"), _known("edda-editor")
    helper, employee, board = _known("tom-helper"), _known("abel-agent"), people.board("Getting started")
    more = Scene(asker, helper, people.member("Carl Culprit"), employee, board, editor)
    rulings.uphold(rulings.flag(people.answer(more.topic(), more.culprit), more.author), _known("ada-admin"))
    decisions.uphold(case=more.case(), by=people.viewer(mvp), reason="OFF_TOPIC")
    cases.claim(case=more.case(), by=people.viewer(mvp))
    more.sanction()
    more.entry()
    more.handle()
    more.merged_records()
    more.merged_idea()
    wishes.vote(wishes.idea(helper, "Show the forecast of the sun"), asker)
    more.solved_topic(set_aside=True)
    grown = more.article()
    people.answer(db.session.get_one(Topic, grown.topic_id), more.helper, "Or take its battery out.")
    more.memo("2019-W02", out=True)
    articles.look_at_topics()
    removed = db.session.query(File).filter_by(name="hub.log").one()
    files.hide_file(file=removed, by=people.viewer(mvp), reason="It tells where somebody lives.")
    lifetime = tokens.LIFETIMES[0]
    _tell(asker, more)
    keys.issue(by=people.viewer(asker), name="The lamp", lifetime=lifetime, may_write=True, with_role=False)
    more.job()
    more.message(state="dead")
    more.mail(state="waiting")
    more.delivery()
    more.webhook(on=False)
    db.session.commit()
    return {"culprit": scene.cookie(more.culprit)}


def _tell(asker: Member, more: Scene) -> None:
    """Let there be notices, something muted, and an address that takes no mail."""
    about = people.answer(more.topic(), more.helper)
    telling.notice(asker, about)
    choosing.mute(member_id=asker.id, about=("topic", more.topic("A topic of no interest").id))
    for _ in range(MOST_REFUSED):
        choosing.note_refusal(asker.id, refused=True)


def _planted() -> list[str]:
    """Return the addresses of things that differ in what may be done with them."""
    rows = db.session.query
    return [
        "/engagement/watchlist?preset=b2c",
        "/notifications/settings",
        links.path_of(links.Wish(_known("ines-asker").id, "at_once")),
        *(f"/accounts/people/{handle}/customer" for handle in ("tom-helper", "ines-asker")),
        "/accounts/people/mia-veep",  # whom the asker does not follow
        *(f"/moderation/cases/{id_}" for (id_,) in rows(Case.id)),
        *(f"/moderation/people/{id_}" for (id_,) in rows(Sanction.member_id)),
        *(ideas.idea(one.id, one.slug) for one in rows(Idea)),
        *(kb_harvest.article(one.id, one.slug) for one in rows(Article)),
        *(f"/admin/webhooks/{id_}" for (id_,) in rows(Webhook.id)),
        *(f"/insight/memos/{week}" for (week,) in rows(Memo.week)),
    ]


def _known(handle: str) -> Member:
    return db.session.query(Member).filter_by(handle=handle).one()
