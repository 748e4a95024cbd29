"""People's programs in a real community, over a real connection: they ask, answer, thank, find, flag and mirror."""

from collections import Counter
from datetime import UTC, datetime

import pytest
import requests
from requests.adapters import HTTPAdapter
from support import databases, people
from support.clients import token_of
from support.settled import settle
from support.uploading import picture

from community.kernel import worker
from community.kernel.db import db
from groundswell_client import NULL, Client, Refused
from groundswell_client.errors import ChangedMeanwhile, NotAllowed, NotFound, TokenNeeded

pytestmark = pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True)


@pytest.fixture
def ines(client_of):
    return client_of(people.member("Ines Asker"))


@pytest.fixture
def tom(client_of):
    return client_of(people.member("Tom Helper"))


@pytest.fixture
def ada(client_of):
    return client_of(people.member("Ada Admin", role="admin"))


@pytest.fixture
def hub(ada):
    return ada.boards.create(name="Hub and app", description="All about the hub.")


@pytest.fixture
def catch_up(live_app):
    """Return a function that lets the worker do what waits."""

    def run():
        settle()
        db.session.rollback()
        worker.catch_up(live_app.extensions["settings"])
        db.session.rollback()

    return run


def test_a_question_is_asked_answered_thanked_solved_and_found(hub, ines, tom, client_of, catch_up):
    photo = tom.files.upload(files=[("hub.png", picture())]).files[0]
    asked = ines.topics.create(
        board=hub.slug, title="The hub does not find my battery", body="It blinks.", tags=["hub"]
    )
    answered = tom.topics.answer(asked.id, body="Restart it.", files=[{"id": photo.id, "alt": "The hub"}])
    ines.posts.accept(answered.id)
    ines.posts.give_kudos(answered.id)
    ines.posts.comment(answered.id, body="That was it.")
    catch_up()

    visitor = client_of()
    read = visitor.topics.show(asked.id)
    (hit, *_) = visitor.search("battery", solved=True).hits
    post = visitor.posts.show(answered.id)

    assert read.topic.solved
    assert read.topic.author == "Ines Asker"
    assert (datetime.now(UTC) - read.topic.created_at).total_seconds() < 600
    assert [(one.kind, one.accepted) for one in read.posts] == [("opening", False), ("answer", True)]
    assert (post.kudos, [one.author for one in post.comments]) == (1, ["Ines Asker"])
    assert visitor.files.fetch(post.files[0].id).startswith(b"\x89PNG")
    assert hit.solved
    assert [notice.reason for notice in tom.notices.all()] != []


def test_what_one_may_not_is_a_problem_with_its_reason(hub, ines, tom, client_of):
    asked = ines.topics.create(board=hub.slug, title="The hub does not find my battery", body="It blinks.")

    with pytest.raises(TokenNeeded):
        client_of().topics.follow(asked.id)
    with pytest.raises(NotAllowed):
        tom.topics.close(asked.id, reason="It is settled.")
    with pytest.raises(NotFound):
        tom.topics.show(asked.id + 1)
    with pytest.raises(Refused) as told:
        tom.topics.create(board=hub.slug, title="Hub", body="It blinks.")

    assert told.value.status == 422
    assert told.value.detail


def test_lists_are_gone_through_to_their_end(hub, ines, client_of, monkeypatch):
    monkeypatch.setattr("groundswell_client.operations.topics.LONGEST_PAGE", 2)
    asked = [
        ines.topics.create(board=hub.slug, title=f"The hub blinks in colour {number}", body="What now?").id
        for number in range(5)
    ]
    visitor = client_of()

    first = visitor.topics.list(board=hub.slug, limit=2)
    through = [topic.id for topic in visitor.topics.all(board=hub.slug, sort="newest")]

    assert len(first.topics) == 2
    assert first.next
    assert through == asked[::-1]


def test_a_long_list_that_did_not_change_is_not_sent_twice(hub, ines, caplog):
    for number in range(4):
        ines.topics.create(board=hub.slug, title=f"The hub blinks in colour {number}", body="What now?")
    caplog.set_level("DEBUG", "groundswell_client")

    first, second = (ines.topics.list(board=hub.slug) for _ in range(2))

    assert first == second
    assert [record.args[-1] for record in caplog.records if record.name == "groundswell_client"] == [200, 304]


def test_an_act_that_is_sent_twice_has_one_effect(hub, ines):
    first, second = (
        ines.topics.create(board=hub.slug, title="The hub blinks red", body="What now?", idempotency_key="ask-1")
        for _ in range(2)
    )

    assert first == second
    assert len(ines.topics.list(board=hub.slug).topics) == 1


class Dropping(HTTPAdapter):
    """A line that loses the first answer."""

    dropped = False

    def send(self, *args, **more):
        told = super().send(*args, **more)
        if self.dropped:
            return told
        self.dropped = True
        raise requests.ConnectionError("The answer is lost.")


def test_an_act_whose_answer_got_lost_has_one_effect(hub, ines, address):
    session = requests.Session()
    session.mount(address, Dropping())
    tom = Client(address, token_of(people.member("Tom Helper")), session=session)

    asked = tom.topics.create(board=hub.slug, title="The hub blinks red", body="What now?")

    assert [topic.id for topic in ines.topics.all(board=hub.slug)] == [asked.id]


def test_a_change_is_refused_where_somebody_was_quicker(hub, ada):
    seen = ada.boards.show(hub.slug)
    ada.boards.change(hub.slug, name="Hub", if_match=seen.etag)

    with pytest.raises(ChangedMeanwhile):
        ada.boards.change(hub.slug, name="App", if_match=seen.etag)

    assert ada.boards.show(hub.slug).name == "Hub"
    assert ada.boards.change(hub.slug, visibility="members", organisation=NULL).visibility == "members"


def test_a_flag_is_looked_at_and_decided(hub, ines, tom, client_of):
    asked = ines.topics.create(board=hub.slug, title="Cheap batteries at my shop", body="Come and buy.")
    mia = client_of(people.member("Mia Veep", role="mvp"))

    tom.moderation.flag(kind="topic", id=asked.id, reason="OFF_TOPIC", note="An advertisement.")
    (case,) = mia.moderation.all_cases()
    mia.moderation.claim(case.id)
    mia.moderation.decide(case.id, decision="uphold", reason="OFF_TOPIC")

    assert case.subject.title == "Cheap batteries at my shop"
    assert mia.moderation.show_case(case.id).flags[0].by.name == "Tom Helper"
    with pytest.raises(NotFound):
        tom.topics.show(asked.id)


def test_a_mirror_reads_every_fact_once_and_goes_on_later(hub, ines, tom, ada, catch_up):
    asked = ines.topics.create(board=hub.slug, title="The hub does not find my battery", body="It blinks.")
    catch_up()

    seen = list(ada.changes.all())
    tom.topics.answer(asked.id, body="Restart it.")
    catch_up()
    later = list(ada.changes.all(after=seen[-1].seq, kinds="forum.post_added"))

    assert [change.seq for change in seen] == sorted({change.seq for change in seen})
    assert Counter(change.kind for change in seen)["forum.topic_started"] == 1
    assert [change.payload["topic_id"] for change in later] == [asked.id]
    assert list(ada.changes.all(after=later[-1].seq, kinds="forum.post_added")) == []


def test_a_page_of_the_feed_leads_to_the_next(hub, ines, ada, catch_up, monkeypatch):
    monkeypatch.setattr("groundswell_client.operations.changes.LONGEST_PAGE", 2)
    ines.topics.create(board=hub.slug, title="The hub does not find my battery", body="It blinks.")
    catch_up()

    seen = [change.seq for change in ada.changes.all()]

    assert len(seen) > 4
    assert seen == [change.seq for change in ada.changes.list().changes]


def test_ideas_articles_and_oneself(ines, tom):
    wish = ines.ideas.create(title="Tell me when the battery is full", body="By a sound, or by a light on the hub.")
    tom.ideas.vote(wish.id)
    tom.ideas.comment(wish.id, body="And by a light.")
    ines.me.change_settings(about="I ask.")
    ines.people.follow("tom-helper")

    told = tom.ideas.show(wish.id)

    assert told.idea.votes >= 1
    assert [one.author for one in tom.ideas.all_comments(wish.id)] == ["Tom Helper"]
    assert ines.me.show_settings().about == "I ask."
    assert [one.handle for one in ines.me.all_following()] == ["tom-helper"]
    assert list(tom.articles.all()) == []
