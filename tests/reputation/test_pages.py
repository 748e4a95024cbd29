"""The room's pages: everything adds up, says why, and shows nobody what is not theirs to see."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from support import people
from support.people import viewer

from community.accounts import services as accounts
from community.forum.events import AnswerAccepted, DownvoteImported, KudosGiven
from community.forum.services import kudos, visibility
from community.kernel import clock
from community.kernel.auth import NOBODY
from reputation import advice, earning, person_page, rows, scoring, services, tallies
from reputation.rows import HELD_LABELS, REVERSAL_LABELS, RULE_LABELS, UNSEEN
from reputation.scoring import Evidence

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)
CELL = re.compile(r"<[^>]*>")


@pytest.fixture
def about(topic, answer):
    return {"post_id": answer.id, "topic_id": topic.id, "board_id": topic.board_id, "post_kind": "answer"}


def words(html):
    return " ".join(CELL.sub(" ", html).split())


def ledger_page(browser, member):
    return browser.get(f"/reputation/people/{member.handle}").text


HELD = ("SELF", "ON_BEHALF", "TOO_SHORT", "FIVE_A_DAY", "THREE_AN_ANSWER", "PAIR_CAP")


def test_every_code_has_its_words():
    codes = {getattr(earning, name) for name in HELD}
    reversals = {getattr(earning, name) for name in ("WITHDRAWN", "UNACCEPTED", "MOVED_ON", "HIDDEN")}

    assert set(RULE_LABELS) == set(scoring.POINTS)
    assert (set(HELD_LABELS), set(REVERSAL_LABELS)) == (codes, reversals)
    assert set(UNSEEN) == {"post", "idea"}


def test_the_lines_and_the_day_cap_sum_to_the_total(ledger, about, helper, browser):
    given = {**about, "author_id": helper.id}
    ledger.tell_imported(NOW - timedelta(days=1), *(KudosGiven(**given) for _ in range(23)), DownvoteImported(**given))
    ledger.bring_up()

    days = person_page.lines(helper.id, NOBODY, after=None).rows
    page = words(ledger_page(browser, helper))

    counted = sum(line.points for day in days for line in day.lines if line.counts)
    assert (counted, [day.beyond_cap for day in days]) == (229, [0, 28])
    assert counted - 28 == tallies.earned_by(helper.id, clock.now()).points == 201
    assert "201 points" in page
    assert "Day cap: activity and ratings of a day give at most 200 −28" in page


def test_the_printed_terms_sum_to_the_printed_standing(ledger, resolved_topic, answer, helper, stranger, browser):
    kudos.give_kudos(post=answer, topic=resolved_topic, by=viewer(stranger))
    ledger.bring_up()

    page = ledger_page(browser, helper)

    body, foot = page.split("<tbody>")[1].split("</tbody>")[0], page.split("<tfoot>")[1].split("</tfoot>")[0]
    terms = [Decimal(cells[-1]) for row in body.split("</tr>") if (cells := re.findall(r">(\d+\.\d\d)<", row))]
    (total,) = (Decimal(cell) for cell in re.findall(r">(\d+\.\d\d)<", foot))
    assert len(terms) == 5
    assert sum(terms) == total > 0
    assert f"standing {total} of 100" in words(page)


def test_a_line_that_does_not_count_says_why(ledger, topic, answer, helper, agent, browser):
    people.answer(topic, helper, "Too short a post.")
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="An advertisement.")
    ledger.bring_up()

    page = words(ledger_page(browser, helper))

    assert "Does not count: shorter than 20 characters" in page
    assert "Reversed: hidden by a moderator, just now" in page


def test_titles_are_for_those_only_who_may_see_the_thing(ledger, staff_board, agent, admin, browser, signed_in):
    people.topic(staff_board, agent, "The zandervolt leaks", body="Nobody outside may know of this.")
    accounts.give_role(member=agent, role="member", by=None)
    ledger.bring_up()

    outside, inside = ledger_page(browser, agent), ledger_page(signed_in(admin), agent)

    assert "zandervolt" not in outside
    assert "A post that is not shown to you" in outside
    assert "zandervolt" in inside


def test_hidden_words_are_not_told_by_the_ledger(ledger, topic, answer, helper, agent, browser):
    visibility.hide_post(post=people.opening(topic), topic=topic, by=viewer(agent), reason="Private data.")
    ledger.bring_up()

    page = ledger_page(browser, helper)

    assert topic.title not in page
    assert "A post that is not shown to you" in page


def test_employees_have_a_sentence_instead_of_a_ledger(ledger, topic, agent, browser):
    people.answer(topic, agent, "We look into this right now.")
    ledger.bring_up()

    page, panel = ledger_page(browser, agent), browser.get(agent.url).text

    assert "Employees earn no points" in page
    assert topic.title not in page
    assert 'id="reputation"' not in panel


def test_the_member_s_page_leads_to_the_ledger(ledger, resolved_topic, helper, browser):
    ledger.bring_up()

    page = browser.get(helper.url).text

    assert "16 points" in words(page)
    assert f'href="/reputation/people/{helper.handle}"' in page


def test_the_ledger_is_paged_without_losing_or_repeating_a_line(ledger, about, helper):
    given = {**about, "author_id": helper.id}
    for days in (3, 2, 2, 1):
        ledger.tell_imported(NOW - timedelta(days=days), *(KudosGiven(**given) for _ in range(40)))
    ledger.bring_up()

    found, after = [], None
    while True:
        page = person_page.lines(helper.id, NOBODY, after=after)
        found += [line for day in page.rows for line in day.lines]
        after = page.next_key
        if not after:
            break

    assert len(found) == 161
    assert [line.at for line in found] == sorted((line.at for line in found), reverse=True)


@pytest.mark.parametrize("path", ["people/nobody-of-this-name", "people/tom.helper?after=bm9uc2Vuc2U"])
def test_what_there_is_not_is_said(path, browser, helper):
    code = browser.get(f"/reputation/{path}").status_code

    assert code in (404, 422)


def test_the_rules_are_those_of_the_code(browser):
    page = words(browser.get("/reputation/rules").text)

    for rule in rows.rules():
        assert f"{rule.rule} {rule.label}" in page.replace("’", "'")
    assert "CNF2 “This worked for me” from somebody else +10" in page
    assert "REU2 That article helped again not in use yet +3" in page
    assert "The first 3 people for whom an answer worked count" in page
    assert "“this worked for me” 0.33" in page
    for constant in ("at most 200 points", "half after 180 days", "Expert from 40", "damping of 0.85"):
        assert constant in page


def test_no_query_count_grows_with_the_ledger(ledger, topic, helper, count_queries, browser):
    def grow(start, end):
        for number in range(start, end):
            people.answer(topic, helper, f"Answer number {number} of many.")
        ledger.bring_up()

    grow(0, 3)
    few = count_queries(lambda: ledger_page(browser, helper))
    grow(3, 40)

    assert count_queries(lambda: ledger_page(browser, helper)) <= few <= 16


def test_what_would_bring_the_next_rank_does_and_one_less_does_not():
    of = Evidence(posts=30, solutions=2, positive=3, ratings=4)

    ways = advice.ways_to("Trusted", of)

    assert ways
    for rule, number in ways.items():
        one = advice.ONE_MORE[rule]
        assert scoring.standing(of.plus(one.times(number))).total >= 20
        assert scoring.standing(of.plus(one.times(number - 1))).total < 20


def test_what_cannot_bring_a_rank_by_itself_is_no_advice():
    assert "ACT1" not in advice.ways_to("Trusted", Evidence())
    assert advice.next_rank("Expert") is None


def test_a_rank_that_is_about_to_fall_is_announced(ledger, about, helper, browser):
    ids = {name: about[name] for name in ("post_id", "topic_id", "board_id")}
    accepts = [AnswerAccepted(**ids, author_id=helper.id, asker_id=None)] * 20
    ledger.tell_imported(clock.now() - timedelta(days=350), *accepts)
    ledger.bring_up()
    falls = person_page.summary(helper.id).falls_on

    page = words(ledger_page(browser, helper))

    assert isinstance(falls, date)
    assert f"Without new contributions this rank ends on {falls}" in page


def test_the_table_of_influence_comes_with_its_picture(resolved_topic, asker, helper, signed_in, stranger):
    services.measure_influence(clock.now())

    page = signed_in(stranger).get("/reputation/influence").text

    assert "Tom Helper has most influence: helped 1 person" in words(page)
    assert page.count('class="helps-arc"') == 1
    assert page.count('class="helps-name"') == 1 + 1
    assert "Tom Helper answered Ines Asker: 1" in page


def test_before_the_first_night_the_page_says_so(signed_in, stranger):
    page = signed_in(stranger).get("/reputation/influence").text

    assert "it is worked out every night" in page
