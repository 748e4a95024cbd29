"""The room's pages: the queue and a case, the log, figures, words, trust, one's own page; and the letters."""

from datetime import timedelta

import pytest
from flask import url_for
from support import people, rulings
from support.people import viewer

from community.kernel import clock
from community.kernel.db import db
from community.kernel.events import EventRow, revive
from community.kernel.outbox import OutboxRow
from community.moderation import addresses, figures, jobs, letters, queries, records, trust
from community.moderation.models import WatchedWord
from community.moderation.services import appeals, sanctions


@pytest.fixture
def case(answer, mvp):
    return rulings.flag(answer, mvp, "SPAM_MALWARE", "It sells pills.")


def test_a_case_is_taken_decided_and_taken_back_without_a_script(case, agent, signed_in):
    client = signed_in(agent)
    listed = client.get("/moderation/queue").text
    page = client.get(addresses.case(case.id)).text

    steps = [
        client.post(f"{addresses.case(case.id)}/{act}", data={"reason": "SPAM_MALWARE", "remark": "Pills."}).status_code
        for act in ("claim", "uphold", "undo", "release", "keep")
    ]

    assert addresses.case(case.id) in listed
    assert "It sells pills." in page
    assert "weight 50 %" in page
    assert "Criticism is not removable as such" in page
    assert steps == [303] * 5
    assert "Nothing waits" in client.get("/moderation/queue").text
    assert "Press the button" in client.get("/moderation/queue?tab=decided").text


def test_upholding_without_a_reason_shows_the_form_again(case, agent, signed_in):
    page = signed_in(agent).post(f"{addresses.case(case.id)}/uphold", data={"reason": "", "remark": "Kept words"})

    assert page.status_code == 422
    assert "Kept words" in page.text


def test_the_severe_stands_first_then_the_flags_of_those_who_were_right(topic, helper, asker, agent, *, mvp, signed_in):
    for number in range(2):
        rulings.uphold(rulings.flag(people.answer(topic, helper, f"Old answer {number}"), asker), agent)
    light = rulings.flag(people.answer(topic, helper, "Light answer"), people.member("New Flagger"))
    heavy = rulings.flag(people.answer(topic, helper, "Heavy answer"), asker)
    severe = rulings.flag(people.answer(topic, helper, "Severe answer"), mvp, "PII")

    waiting = queries.queue(viewer(agent), "waiting").rows

    assert [row.id for row in waiting] == [severe.id, heavy.id, light.id]


def test_an_mvp_does_not_see_cases_of_boards_for_staff(staff_board, agent, admin, mvp, signed_in):
    topic = people.topic(staff_board, agent, "A plan for the autumn")
    case = rulings.flag(people.opening(topic), admin)

    texts = {m.role: signed_in(m).get("/moderation/queue").text for m in (mvp, admin)}

    assert "A plan for the autumn" not in texts["mvp"]
    assert "A plan for the autumn" in texts["admin"]
    assert signed_in(mvp).get(addresses.case(case.id)).status_code == 404


def test_the_queue_is_walked_page_by_page(topic, helper, agent, monkeypatch):
    monkeypatch.setattr(queries, "CASES_PER_PAGE", 2)
    flagger = people.member("Flo Flagger")
    made = [rulings.flag(people.answer(topic, helper, f"Answer {n}"), flagger) for n in range(5)]
    for case in made[:1]:
        rulings.keep(case, agent)

    seen, after = [], None
    while True:
        page = queries.queue(viewer(agent), "waiting", after=after)
        seen += [row.id for row in page.rows]
        after = page.next_key
        if not after:
            break

    assert seen == [case.id for case in reversed(made[1:])]


def test_the_author_reads_the_rule_and_appeals_on_their_page(case, agent, helper, signed_in):
    rulings.uphold(case, agent, "SPAM_MALWARE", "Please leave the shop out.")
    client = signed_in(helper)
    page = client.get("/moderation/yours").text

    sent = client.post(f"{addresses.case(case.id)}/appeal", data={"text": "It is no shop, it is the manual."})

    assert "No advertising that nobody asked for" in page
    assert "Please leave the shop out." in page
    assert "Press the button on its side" in page
    assert sent.status_code == 303
    assert "Waits for a ruling" in client.get("/moderation/yours").text


def test_the_flagger_sees_what_became_of_the_flag(case, agent, mvp, signed_in):
    rulings.uphold(case, agent, "SPAM_MALWARE")

    page = signed_in(mvp).get("/moderation/yours").text

    assert "1 of 1 decided flags were upheld." in page


def test_the_log_names_who_did_what(case, agent, signed_in):
    rulings.uphold(case, agent, "SPAM_MALWARE")

    page = signed_in(people.member("Ed Executive", role="executive")).get("/moderation/log").text

    assert "Mia Veep" in page
    assert "Abel Agent" in page
    assert "upheld the flags" in page
    assert "Tom Helper" in page


def test_figures_without_cases_say_why_there_are_none(agent, signed_in):
    page = signed_in(agent).get("/moderation/figures").text

    assert "nothing to measure" in page
    assert "too few to say (0 decided)" in page


def test_figures_count_time_overturned_and_flags(topic, helper, asker, agent, *, second_agent, signed_in):
    start = clock.now() - timedelta(days=2)
    for number in range(10):
        with clock.at(start):
            case = rulings.flag(people.answer(topic, helper, f"Answer {number}"), asker)
        with clock.at(start + timedelta(hours=number + 1)):
            rulings.uphold(case, agent)
            appeals.appeal(case=case, by=viewer(helper), text="It belongs exactly there.")
            if number < 3:
                appeals.overturn(case=case, by=viewer(second_agent), answer="You are right there.")
            else:
                appeals.confirm(case=case, by=viewer(second_agent), answer="No, it does not belong.")
    db.session.commit()

    found = figures.figures()
    page = signed_in(agent).get("/moderation/figures").text

    off_topic = next(row for row in found.reasons if str(row.label) == "Off the topic")
    assert (found.decided, found.median_hours, found.ninth_hours) == (10, 5.5, 9.1)
    assert (found.overturned.hits, found.overturned.n, found.overturned.status) == (3, 10, "low_n")
    assert found.overturned.percents == (30, 11, 60)
    assert (off_topic.flags, off_topic.upheld.hits, off_topic.upheld.n) == (10, 7, 10)
    assert "30 % (11 to 60 %), n = 10" in page


def test_words_are_watched_changed_and_released(admin, signed_in):
    client = signed_in(admin)
    client.post("/moderation/words", data={"phrase": "Free  Pills", "action": "hold"})
    client.post("/moderation/words", data={"phrase": "FREE pills", "action": "block"})
    page = client.get("/moderation/words").text
    word = db.session.query(WatchedWord).one()
    changed = (word.folded, word.action)

    client.post(f"/moderation/words/{word.id}/release")

    assert "FREE pills" in page
    assert changed == ("free pills", "block")
    assert queries.watched() == {}


@pytest.mark.parametrize("phrase", ["", "!!!", "\u200b", "x" * 81])
def test_what_is_no_word_is_not_watched(phrase, admin, signed_in):
    page = signed_in(admin).post("/moderation/words", data={"phrase": phrase, "action": "hold"})

    assert page.status_code == 422


def test_an_agent_silences_a_member_from_their_page_and_lifts_it(helper, agent, signed_in):
    client = signed_in(agent)
    way = f"/moderation/people/{helper.id}"
    form = {"kind": "silence", "days": "3", "reason": "HATE_VIOLENCE", "remark": "Please cool down."}

    led = way in client.get(helper.url).text
    sent = client.post(way, data=form)
    holds = queries.active_sanction(helper.id)
    own = signed_in(helper).get("/moderation/yours").text
    client.post(f"/moderation/sanctions/{holds.id}/lift")

    assert led
    assert sent.status_code == 303
    assert "Please cool down." in own
    assert queries.active_sanction(helper.id) is None
    assert "Lifted" in client.get("/moderation/sanctions").text


def test_the_trust_page_shows_every_number_and_what_is_missing(topic, helper, signed_in):
    people.answer(topic, helper)

    page = signed_in(helper).get("/moderation/trust").text

    assert "You have level 0 of 3" in page
    assert "Topics and replies" in page
    assert "not yet" in page


def test_levels_are_given_each_night_and_lost_again(topic, helper, agent, mvp):
    posts = []
    for day in (4, 3, 2):
        with clock.at(clock.now() - timedelta(days=day)):
            posts.append(people.answer(topic, helper, f"Answer of day {day}"))
    helper.joined_at = clock.now() - timedelta(days=5)
    db.session.commit()

    jobs.give_levels("2026-11-22")
    db.session.commit()
    db.session.refresh(helper)
    first = helper.trust_level
    for post in posts:
        rulings.uphold(rulings.flag(post, mvp), agent)
    jobs.give_levels("2026-11-23")
    db.session.commit()
    db.session.refresh(helper)

    facts = [e.payload for e in db.session.query(EventRow).filter_by(kind="moderation.trust_level_reached")]
    assert (first, helper.trust_level) == (1, 0)
    assert [fact["level"] for fact in facts] == [1, 0]
    assert all(helper.id in fact["member_ids"] for fact in facts)


def test_a_record_counts_what_was_done(topic, answer, helper, asker, count_queries):
    people.accept(topic, answer, asker)
    numbers = count_queries(lambda: records.records([helper.id]))

    many = count_queries(lambda: records.records([helper.id, asker.id]))

    assert records.records([helper.id])[helper.id] == trust.Record(
        posts=1, active_days=1, topics_answered=1, recent_active_days=1, recent_topics_answered=1
    )
    assert many == numbers


def test_the_policy_is_public_and_names_every_reason(browser):
    page = browser.get("/moderation/policy").text

    assert page.count("<dt ") == 10
    assert "Criticism of us" in page
    assert "Questions of the press" in page


def test_every_plain_address_is_in_the_url_map(app):
    with app.test_request_context():
        pairs = {
            addresses.flag("post", 7): url_for("moderation.flag", kind="post", thing_id=7),
            addresses.case(7): url_for("moderation.case", case_id=7),
            addresses.yours(): url_for("moderation.yours"),
        }

    assert {ours: theirs for ours, theirs in pairs.items() if ours != theirs} == {}


def test_the_author_is_written_to_with_the_rule(case, agent, helper, second_agent):
    rulings.uphold(case, agent, "SPAM_MALWARE", "Please leave the shop out.")
    appeals.appeal(case=case, by=viewer(helper), text="It is no shop, it is the manual.")
    appeals.overturn(case=case, by=viewer(second_agent), answer="You are right, sorry.")
    sanctions.impose(member=helper, kind="silence", days=2, reason="OFF_TOPIC", remark="", by=viewer(agent))
    db.session.commit()

    mails = _letters()

    assert [m["subject"] for m in mails] == [
        "Your post waits for a second look",
        "Your post was removed",
        "Your appeal was decided",
        "You cannot write for a while",
    ]
    assert {m["to"] for m in mails} == {helper.email}
    assert "No advertising that nobody asked for" in mails[1]["text"]
    assert "Please leave the shop out." in mails[1]["text"]
    assert "/moderation/yours" in mails[1]["text"]
    assert "You are right, sorry." in mails[2]["text"]


def test_nobody_is_written_to_about_a_flag_that_changed_nothing(answer, stranger, agent):
    rulings.keep(rulings.flag(answer, stranger), agent)

    assert _letters() == []


def _letters():
    """Hand every fact of the room to the actor, and return the mails it wrote."""
    from_log = db.session.query(EventRow).filter(EventRow.kind.in_([k.kind for k in letters.LETTERS.kinds]))
    for number, row in enumerate(from_log.order_by(EventRow.id)):
        row.seq = row.seq or 10_000 + number
        letters.LETTERS.handle([revive(row)])
    return [row.payload for row in db.session.query(OutboxRow).order_by(OutboxRow.id)]


@pytest.mark.parametrize(("method", "act"), [("PUT", "kudos"), ("DELETE", "kudos")])
def test_who_is_suspended_does_nothing_by_a_program_either(method, act, program, answer, asker, agent):
    named = {"kind": "suspend", "days": 3, "reason": "OBSCENITY", "remark": ""}
    sanctions.impose(member=asker, by=people.viewer(agent), **named)

    refused = program(asker, method, f"posts/{answer.id}/{act}")

    assert refused.status_code == 422
    assert "until" in refused.json["detail"]
