"""Points and standing out of the ledger: as of a moment, by role, and written beside names."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from support import people
from support.people import viewer

from community.accounts import services as accounts
from community.accounts.models import Member
from community.accounts.shown import Reputation
from community.forum.events import AnswerAccepted, DownvoteImported, KudosGiven
from community.forum.services import kudos
from community.kernel import clock
from community.kernel.db import db
from reputation import jobs, queries, services, tallies

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def about(topic, answer):
    return {"post_id": answer.id, "topic_id": topic.id, "board_id": topic.board_id}


@pytest.fixture
def resolved_today(board, asker, helper):
    """A question that was answered and accepted an hour before NOW."""
    with clock.at(NOW - timedelta(hours=1)):
        topic = people.topic(board, asker, "The hub does not find my battery")
        people.accept(topic, people.answer(topic, helper, "Press the button for five seconds."), asker)


def rate(ledger, about, helper, *, up=0, down=0, at=NOW - DAY):
    given = {**about, "post_kind": "answer", "author_id": helper.id}
    votes = [KudosGiven(**given)] * up + [DownvoteImported(**given)] * down
    ledger.tell_imported(at, *votes)
    ledger.bring_up()


def test_a_day_of_votes_is_capped_and_accepts_are_not(ledger, about, helper):
    rate(ledger, about, helper, up=25)
    askers = [people.member(f"Asker {n}") for n in range(2)]
    ledger.tell_imported(NOW - DAY, *(AnswerAccepted(**about, author_id=helper.id, asker_id=a.id) for a in askers))
    ledger.bring_up()

    earned = tallies.earned_by(helper.id, NOW)

    assert earned.points == 230


def test_down_votes_never_make_a_debt(ledger, about, helper):
    rate(ledger, about, helper, down=9)

    assert tallies.earned_by(helper.id, NOW).points == 0


def test_standing_is_the_one_of_the_lines_before_its_moment(ledger, about, helper):
    rate(ledger, about, helper, up=45, down=5, at=NOW)

    before, after = queries.standing_of(helper.id, NOW), queries.standing_of(helper.id, NOW + timedelta(seconds=1))

    assert before.total == Decimal("0.00")
    assert dict(after.terms)["quality"] == Decimal("15.73")


@pytest.mark.parametrize("role", ["agent", "editor", "executive", "admin"])
def test_employees_earn_nothing_while_they_are_employees(role, ledger, about, helper, admin):
    rate(ledger, about, helper, up=9)
    accounts.give_role(member=helper, role=role, by=None)
    employed = tallies.earned_by(helper.id, NOW)
    accounts.give_role(member=helper, role="member", by=None)

    assert (employed.points, employed.record) == (0, ())
    assert tallies.earned_by(helper.id, NOW).points == 90


def test_bots_earn_nothing(ledger, about, helper):
    rate(ledger, about, helper, up=9)
    helper.is_bot = True

    assert queries.shown(NOW) == {}


def test_votes_of_two_for_each_other_weigh_less_and_points_stay(ledger, board, asker, helper):
    def five_kudos(author, giver):
        for number in range(5):
            topic = people.topic(board, giver, f"Question {number} of {giver.name}")
            kudos.give_kudos(post=people.answer(topic, author), topic=topic, by=viewer(giver))

    with clock.at(NOW - DAY):
        five_kudos(helper, asker)
        ledger.bring_up()
        alone = queries.standing_of(helper.id, NOW)
        five_kudos(asker, helper)
        ledger.bring_up()

    mutual = queries.standing_of(helper.id, NOW)
    assert dict(alone.terms)["quality"] > dict(mutual.terms)["quality"] > 0
    assert tallies.earned_by(helper.id, NOW).points >= 50
    assert queries.shown(NOW)[helper.id].standing == float(mutual.total)


def test_figures_are_written_beside_names_and_only_what_changed(ledger, resolved_today, helper, stranger):
    ledger.bring_up()

    first, second = services.show(NOW), services.show(NOW)

    shown = db.session.get_one(Member, helper.id, populate_existing=True)
    assert (first, second) == (2, 0)
    assert (shown.points, shown.standing, shown.rank) == (16, 2.89, "New")
    assert db.session.get_one(Member, stranger.id).rank == ""


def test_who_lost_everything_shows_nothing(ledger, helper):
    accounts.show_reputation({helper.id: Reputation(5, 1.5, "New")})

    changed = services.show(NOW)

    assert changed == 1
    assert db.session.get_one(Member, helper.id, populate_existing=True).points == 0


def test_showing_asks_no_query_per_member(ledger, board, asker, count_queries):
    def grow(start, end):
        for number in range(start, end):
            people.topic(board, people.member(f"Guest {number}"), f"A question, number {number}")
        ledger.bring_up()

    grow(0, 3)
    few = count_queries(lambda: services.show(NOW))
    grow(3, 30)

    assert count_queries(lambda: services.show(NOW)) <= few


def test_jobs_show_the_present(ledger, resolved_topic, helper):
    ledger.bring_up()

    jobs.refresh()

    assert db.session.get_one(Member, helper.id, populate_existing=True).points == 16


def shown_beside_posts(browser, topic):
    page = browser.get(f"/forum/topics/{topic.id}/{topic.slug}").text
    return [" ".join(part.split("</a>")[0].split(">")[-1].split()) for part in page.split('class="standing"')[1:]]


@pytest.mark.parametrize(("role", "says"), [("member", ["Expert 41"]), ("mvp", ["41"]), ("agent", [])])
def test_each_post_shows_where_its_author_stands_and_employees_are_employees(
    role, says, browser, topic, answer, helper
):
    helper.role = role
    accounts.show_reputation({helper.id: Reputation(points=300, standing=41.99, rank="Expert")})
    db.session.expire_all()

    shown = shown_beside_posts(browser, topic)

    assert shown == says


def test_the_member_s_page_leads_from_the_standing_to_the_ledger(browser, helper):
    accounts.show_reputation({helper.id: Reputation(points=300, standing=41.99, rank="Expert")})
    db.session.expire_all()

    page = browser.get(helper.url).text

    assert f'<a class="standing" href="/reputation/people/{helper.handle}"' in page


def test_an_empty_community_and_one_of_employees_only_show_nothing(ledger, board, agent, admin):
    empty = queries.shown(NOW)
    topic = people.topic(board, agent, "Maintenance on Sunday night")
    people.accept(topic, people.answer(topic, admin, "We are done with it already."), agent)
    ledger.bring_up()

    assert empty == queries.shown(NOW + 100 * DAY) == {}
    assert services.show(NOW + 100 * DAY) == 0
