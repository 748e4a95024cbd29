"""The first page: what a stranger sees of the place, and what each role finds on its start page."""

import re

import pytest
from support import articles, memos, people, rulings, wishes

from community.forum.services import saved_drafts
from community.kernel import clock
from community.kernel.auth import ROLES
from community.kernel.weeks import Week
from voc.engagement import services as watching
from voc.insight.topics import business_zone

THEIRS = {
    "member": set(),
    "mvp": {"unanswered", "queue"},
    "agent": {"unanswered", "queue", "candidates", "watched"},
    "editor": {"candidates", "reviews", "memo"},
    "executive": {"memo", "numbers"},
    "admin": {"readiness", "unanswered", "queue", "candidates", "reviews", "watched", "memo"},
}


def parts(page):
    """Return the names of a start page's parts, in their order."""
    return re.findall(r'aria-labelledby="start-([a-z]+)"', page)


@pytest.fixture
def board(app):
    return people.board("Charging")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_finds_its_own_work_before_what_is_new(role, app, signed_in):
    page = signed_in(people.member("Rea Reader", role=role)).get("/").text

    found = parts(page)

    assert set(found) == THEIRS[role] | {"new"}
    assert found[-1] == "new"


def test_a_stranger_reads_what_this_place_is_and_what_it_solved(board, asker, helper, browser):
    topic = people.topic(board, asker, "Why does the light blink?")
    people.accept(topic, people.answer(topic, helper), asker)
    people.topic(board, asker, "And why does it hum?")

    page = browser.get("/").text

    assert "How to begin" in page
    assert "of 2 questions solved</dt><dd>50%" in page
    assert page.index("Solved lately") < page.index("Why does the light blink?")
    assert helper.name in page.split("People who help")[1]
    assert parts(page) == []


def test_an_empty_place_says_what_will_be_here(app, browser):
    page = browser.get("/").text

    assert "Questions whose asker accepted an answer will stand here." in page
    assert "People who help" not in page


def test_a_member_finds_open_questions_drafts_and_votes(board, asker, helper, signed_in):
    open_ = people.topic(board, asker, "Why does the light blink?")
    solved = people.topic(board, asker, "Why does it hum at night?")
    people.accept(solved, people.answer(solved, helper), asker)
    saved_drafts.save_draft(by=people.viewer(asker), words={"title": "Half a question", "body": "So."})
    idea = wishes.idea(helper)
    wishes.vote(idea, asker)

    page = signed_in(asker).get("/").text

    mine = page.split('id="start-mine"')[1].split("</section>")[0]
    assert parts(page) == ["new", "mine", "drafts", "votes"]
    assert open_.title in mine
    assert solved.title not in mine
    assert "Half a question" in page
    assert idea.title in page


def test_an_mvp_sees_what_waits_on_their_boards_and_an_agent_everything(board, asker, mvp, agent, signed_in):
    people.answer(people.topic(board, asker, "A question with an answer"), mvp)
    here = people.topic(board, asker, "Nobody knows this here")
    elsewhere = people.topic(people.board("Hub"), asker, "Nobody knows this elsewhere")

    of_mvp, of_agent = (
        signed_in(who).get("/").text.split('id="start-unanswered"')[1].split("</section>")[0] for who in (mvp, agent)
    )

    assert here.title in of_mvp
    assert elsewhere.title not in of_mvp
    assert of_agent.index(here.title) < of_agent.index(elsewhere.title)


def test_moderators_editors_and_executives_find_what_waits_for_them(board, asker, helper, mvp, agent, signed_in):
    topic = people.topic(board, asker, "Why does the light blink?")
    people.accept(topic, people.answer(topic, helper, "Restart the hub."), asker)
    articles.look_at_topics()
    case = rulings.flag(people.answer(topic, helper, "Buy my cables."), asker)
    watching.add_entry(member=helper, reason="Writes a widely read blog.", by=people.viewer(agent))
    memo = memos.drafted(Week.of(clock.now(), business_zone()).plus(-1))
    editor = people.member("Edda Editor", role="editor")

    pages = {who.role: signed_in(who).get("/").text for who in (mvp, agent, editor)}

    assert f'href="/moderation/cases/{case.id}"' in pages["mvp"]
    assert "Writes a widely read blog." in pages["agent"]
    assert topic.title in pages["editor"].split('id="start-candidates"')[1].split("</section>")[0]
    assert f"/insight/memos/{memo.week}/edit" in pages["editor"]


def test_an_administrator_reads_that_no_worker_has_run(app, signed_in):
    page = signed_in(people.member("Ada Admin", role="admin")).get("/").text

    assert "none has run yet" in page
    assert "0 messages were given up" in page


@pytest.mark.parametrize("role", ROLES)
def test_no_start_page_asks_more_often_because_there_is_more(role, board, asker, helper, signed_in, count_queries):
    reader = people.member("Rea Reader", role=role)
    client = signed_in(reader)
    editor = people.member("Edda Writer", role="editor")
    _grow(board, asker, helper, reader, editor, 2)
    few = count_queries(lambda: client.get("/"))
    _grow(board, asker, helper, reader, editor, 4)

    many = count_queries(lambda: client.get("/"))

    assert many <= few
    assert many <= 40


def _grow(board, asker, helper, reader, editor, number):
    for each in range(number):
        people.topic(board, reader, f"A question of {reader.role} {number} {each}")
        topic = people.topic(board, asker, f"Another question {number} {each}")
        people.answer(topic, reader, "I think so.")
        people.accept(topic, people.answer(topic, helper), asker)
        rulings.flag(people.answer(topic, helper, f"Buy my cables {number} {each}."), asker)
        saved_drafts.save_draft(by=people.viewer(reader), words={"body": "So."}, topic_id=topic.id)
        wishes.vote(wishes.idea(asker, f"A wish {number} {each}"), reader)
        articles.publish(articles.draft(topic, editor), editor)
