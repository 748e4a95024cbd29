"""What happens is told at once; a mail server, and a receiver of webhooks with one webhook that leads to it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from support import people, telling
from support.receiver import Receiver, open_receiver

from community.accounts.models import Member
from community.kernel import db as kernel_db
from community.kernel.config import Settings
from community.notifications import queries
from community.notifications.rows import NoticeRow
from community.notifications.webhooks import services
from community.notifications.webhooks.models import Webhook
from tests.kernel.post_office import PostOffice, open_post_office

Tell = Callable[[], None]


@pytest.fixture
def tell(app: Flask) -> Tell:
    """Return a function that hands every new fact to the actor, as its worker does batch by batch."""
    done = 0

    def hand_over() -> None:
        nonlocal done
        done = telling.tell(done)

    return hand_over


@pytest.fixture
def told(app: Flask) -> Callable[[Member], list[NoticeRow]]:
    """Return a function that lists what a member was told, the latest first."""
    return lambda member: list(queries.notices(member.viewer).rows)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture
def settings(app: Flask, office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of a house that sends mail, and reads what is answered."""
    known = app.extensions["settings"]
    ours = replace(known, smtp_url=office.url, base_url="https://ours.example", mail_replies_to="in@ours.example")
    monkeypatch.setitem(app.extensions, "settings", ours)
    return ours


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with open_receiver() as found:
        yield found


@pytest.fixture
def webhook(admin: Member, receiver: Receiver) -> Webhook:
    with kernel_db.writing():
        return services.add(url=receiver.url, kinds=(), by=people.viewer(admin))
