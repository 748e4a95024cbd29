"""Readers who want it get the best topics when nothing else is to be told: never empty, never what they may not see."""

from datetime import UTC, datetime, timedelta

import pytest
from support import people, telling
from support.people import viewer

from community.forum.models import Board
from community.forum.services import boards, kudos, visibility
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.notifications import queries
from community.notifications.digests import Ranking, top_of_all
from community.notifications.models import Bundle
from community.notifications.services import choosing
from community.notifications.services.bundling import begin_quiet_digests
from tests.notifications.leaving import MONDAY, deliver, text_of

NEXT_MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MODERATOR = Viewer(role="admin")


def begin():
    with clock.at(MONDAY):
        begin_quiet_digests("")
    db.session.commit()


def talk(board, by, *titles):
    """Return topics that began on Monday."""
    with clock.at(MONDAY + timedelta(hours=1)):
        return [people.topic(board, by, title) for title in titles]


def bundles():
    return db.session.query(Bundle).count()


@pytest.fixture
def reader(asker):
    """Somebody who wants the best topics each week."""
    choosing.choose_top_topics(member_id=asker.id, way="weekly")
    db.session.commit()
    return asker


def test_nobody_gets_topics_who_did_not_ask_for_them(asker):
    begin()

    assert (queries.reader(asker.id).top_topics, bundles()) == (None, 0)


def test_the_best_topics_come_once_a_week_the_most_liked_first(board, reader, helper, mvp, settings, office):
    begin()
    begin()
    _calm, liked = talk(board, helper, "How we clean the filters", "How we heat a whole street")
    kudos.give_kudos(post=people.opening(liked), topic=liked, by=viewer(mvp))

    early = deliver(settings, NEXT_MONDAY - timedelta(seconds=1))
    due = deliver(settings, NEXT_MONDAY)

    assert (early, due, bundles()) == (0, 1, 1)
    (message,) = office.arrived
    words = text_of(message)
    assert message["Subject"] == "What people talk about on Groundswell"
    assert 0 < words.index("How we heat a whole street") < words.index("How we clean the filters")


def test_where_nothing_was_said_no_mail_leaves_and_the_next_one_waits(reader, settings, office):
    begin()

    deliver(settings, NEXT_MONDAY)
    with clock.at(NEXT_MONDAY):
        begin_quiet_digests("")

    assert office.arrived == []
    assert [bundle.due_at for bundle in db.session.query(Bundle).filter_by(closed_at=None)] == [
        NEXT_MONDAY + timedelta(days=7)
    ]


def test_what_its_reader_may_not_see_wrote_or_muted_is_left_out(board, staff_board, reader, helper, settings, office):
    begin()
    talk(staff_board, helper, "The prices of next year")
    talk(board, reader, "What I wrote myself")
    _seen, hidden, muted = talk(board, helper, "How we heat a street", "Rude words of mine", "What bores me so much")
    visibility.hide_post(post=people.opening(hidden), topic=hidden, by=MODERATOR, reason="Rude words.")
    choosing.mute(member_id=reader.id, about=("topic", muted.id))

    deliver(settings, NEXT_MONDAY)

    words = text_of(office.arrived[0])
    assert "How we heat a street" in words
    assert all(one not in words for one in ("prices", "myself", "Rude", "bores"))


def test_what_went_out_of_sight_after_the_ranking_is_left_out(board, reader, helper):
    (topic,) = talk(board, helper, "How we heat a whole street")
    bundle, ranking = Bundle(member_id=reader.id, way="weekly", due_at=NEXT_MONDAY), Ranking()
    before = top_of_all(bundle, viewer(reader), ranking)
    shape = {"name": board.name, "description": board.description, "visibility": "staff"}
    boards.change_board(board=db.session.get_one(Board, board.id), by=MODERATOR, **shape)

    after = top_of_all(bundle, viewer(reader), ranking)

    assert ([row.id for row in before], after) == ([topic.id], [])


def test_topics_are_ranked_once_for_all_who_see_the_same(board, reader, helper, stranger, count_queries):
    talk(board, helper, "How we heat a whole street")
    bundle, ranking = Bundle(member_id=reader.id, way="weekly", due_at=NEXT_MONDAY), Ranking()
    readers = [viewer(reader), viewer(stranger)]

    first, second = (count_queries(lambda one=one: top_of_all(bundle, one, ranking)) for one in readers)

    assert (first, second) == (2, 1)


def test_a_notice_makes_it_the_usual_mail(board, topic, reader, helper, settings, office, tell):
    choosing.choose(member_id=reader.id, ways={"answer": "weekly"})
    begin()
    with clock.at(MONDAY + timedelta(hours=1)):
        people.answer(topic, helper, "Press the button.")
        tell()

    deliver(settings, NEXT_MONDAY)

    assert [message["Subject"] for message in office.arrived] == ["1 notice from Groundswell"]


def test_one_click_ends_it(board, reader, helper, settings, office):
    begin()
    talk(board, helper, "How we heat a whole street")
    choosing.unsubscribe(member=reader, way="weekly")

    deliver(settings, NEXT_MONDAY)

    assert (office.arrived, queries.reader(reader.id).top_topics) == ([], None)


def test_readers_choose_it_in_their_settings(signed_in, asker, program):
    client = signed_in(asker)

    client.post("/notifications/settings", data=telling.form(top_topics="daily"))
    by_page = queries.reader(asker.id).top_topics
    shown = client.get("/notifications/settings").text
    told = program(asker, "PUT", "notices/settings", top_topics=None)
    strange = program(asker, "PUT", "notices/settings", top_topics="at_once")

    assert by_page == "daily"
    assert '<option selected value="daily">In a mail each day</option>' in shown
    assert (told.json["top_topics"], queries.reader(asker.id).top_topics) == (None, None)
    assert strange.status_code == 422


def test_no_other_rhythm_is_taken(asker):
    with pytest.raises(Refused, match="each day, each week"):
        choosing.choose_top_topics(member_id=asker.id, way="at_once")
