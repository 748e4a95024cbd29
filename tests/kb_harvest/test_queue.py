"""The candidates' queue: what stands in it, in which order, with which printed score."""

from datetime import timedelta
from decimal import Decimal

import pytest
from support import articles, people
from support.people import viewer

from community.accounts.models import Member
from community.forum.models import Post, Topic
from community.forum.services import me_too, topics, verdicts, visibility
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.page_views import PageView
from kb_harvest import candidates
from kb_harvest.services import queue

ADMIN = Viewer(role="admin")


@pytest.fixture
def seen_by(editor):
    """Return the queue as the editor sees it, worked out anew."""

    def look(**asked):
        articles.look_at_topics()
        return candidates.candidates(viewer(editor), **asked)

    return look


def terms(row):
    return {name: str(points) for name, points in row.score.terms}


def test_each_term_comes_from_what_people_did(resolved_topic, answer, board, editor, seen_by):
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    for days, human in ((1, 60), (89, 40), (91, 500)):
        db.session.add(
            PageView(kind="topic", thing_id=resolved_topic.id, hour=hour - timedelta(days), human=human, total=human)
        )
    answer.kudos, answer.downvotes = 45, 5
    for number in range(2):
        again = people.topic(board, people.member(f"Asker {number}"), f"The same question {number}")
        topics.mark_duplicate(topic=again, original=resolved_topic, by=ADMIN)
    articles.begin(editor, "Invoices of last year")

    row = seen_by().rows[0]

    assert terms(row) == {"resolution": "30.00", "demand": "8.33", "quality": "15.73", "pain": "4.29", "gap": "10.00"}
    assert row.score.total == Decimal("68.35")


def test_the_asker_asking_again_is_no_other_person(resolved_topic, board, asker, seen_by):
    again = people.topic(board, asker, "The same question again")
    topics.mark_duplicate(topic=again, original=resolved_topic, by=ADMIN)

    assert seen_by().rows[0].worth.sufferers == 0


def test_each_person_with_the_same_trouble_counts_once(resolved_topic, board, asker, seen_by):
    other, third = people.member("Otto Other"), people.member("Tina Third")
    again = people.topic(board, other, "The same question again")
    topics.mark_duplicate(topic=again, original=resolved_topic, by=ADMIN)
    for person in (other, third):
        me_too.say_me_too(topic=resolved_topic, by=viewer(person))
    twice = seen_by().rows[0].worth.sufferers
    me_too.withdraw_me_too(topic=resolved_topic, by=viewer(third))

    assert (twice, seen_by().rows[0].worth.sufferers) == (2, 1)


def test_an_answer_that_did_not_work_stands_against_its_quality(resolved_topic, answer, stranger, seen_by):
    answer.kudos = 45
    for number in range(5):
        reader = people.member(f"Reader {number}")
        verdicts.deny(post=answer, topic=resolved_topic, by=viewer(reader), because="It blinks as before.")

    assert terms(seen_by().rows[0])["quality"] == "15.73"


def test_who_confirms_is_the_evidence(topic, answer, seen_by):
    for number in range(5):
        verdicts.confirm(post=answer, topic=topic, by=viewer(people.member(f"Reader {number}")))

    rows = seen_by().rows
    shown = candidates.evidence(rows)[topic.id]

    assert [(row.grade, row.evidence_id) for row in rows] == [("confirmed", None)]
    assert (shown.worked, shown.worked_for, shown.words) == (5, ("Reader 0", "Reader 1", "Reader 2"), "")


def test_a_denial_keeps_a_topic_from_being_likely(topic, answer, stranger, seen_by):
    answer.kudos = 2
    verdicts.deny(post=answer, topic=topic, by=viewer(stranger), because="It blinks as before.")

    with clock.at(clock.now() + timedelta(days=15)):
        assert seen_by().rows == []


def test_an_unrated_answer_counts_by_its_author_s_standing(resolved_topic, helper, seen_by):
    db.session.get_one(Member, helper.id).standing = 40.0

    assert terms(seen_by().rows[0])["quality"] == "8.00"


def test_a_topic_from_elsewhere_is_reckoned_by_its_age(resolved_topic, seen_by):
    resolved_topic.source, resolved_topic.source_id, resolved_topic.views = "bikes", 7, 450
    resolved_topic.created_at = clock.now() - timedelta(days=450)

    assert seen_by().rows[0].worth.views == pytest.approx(90, abs=0.01)


def test_a_near_article_leaves_a_small_gap(resolved_topic, editor, seen_by):
    article = articles.begin(editor, "The hub does not find my battery")

    row = seen_by().rows[0]

    assert (terms(row)["gap"], row.nearest_id) == ("0.00", article.id)


def test_the_highest_score_stands_first_and_of_equals_the_older(board, asker, helper, seen_by):
    made = [people.topic(board, asker, f"{word} blinks at night") for word in ("Meter", "Cable", "Panel", "Roof")]
    for topic in made[:3]:
        people.accept(topic, people.answer(topic, helper), asker)
    thanks = people.answer(made[3], helper)
    people.comment(thanks, made[3], asker, "That worked, thanks.")

    rows = seen_by().rows

    assert [row.topic_id for row in rows] == [topic.id for topic in made]
    assert [row.grade for row in rows] == ["accepted"] * 3 + ["confirmed"]


def test_pages_show_each_candidate_once(board, asker, helper, seen_by):
    for number in range(5):
        topic = people.topic(board, asker, f"Question number {number} of five")
        people.accept(topic, people.answer(topic, helper), asker)

    first = seen_by(size=2)
    second = seen_by(size=2, after=first.next_key)
    third = seen_by(size=2, after=second.next_key)

    ids = [row.topic_id for page in (first, second, third) for row in page.rows]
    assert len(ids) == len(set(ids)) == 5
    assert third.next_key is None


@pytest.mark.parametrize("state", ["draft", "published", "archived"])
def test_a_topic_with_an_article_in_use_leaves_the_queue(state, draft, editor, seen_by):
    if state == "published":
        articles.publish(draft, editor)
    if state == "archived":
        articles.move(draft, "archived", editor)

    assert len(seen_by().rows) == (state == "archived")


def test_a_likely_topic_comes_after_14_days_of_silence(topic, answer, seen_by):
    answer.kudos = 2

    early = seen_by().rows
    with clock.at(clock.now() + timedelta(days=14, minutes=1)):
        late = seen_by().rows

    assert early == []
    assert [row.grade for row in late] == ["likely"]


def test_the_queue_looks_at_the_newest_activity_only(board, asker, helper, seen_by, monkeypatch):
    monkeypatch.setattr(candidates, "MOST_LOOKED_AT", 2)
    made = []
    for number in range(3):
        with clock.at(clock.now() - timedelta(days=900 - number)):
            topic = people.topic(board, asker, f"Question number {number} of three")
            made.append(people.accept(topic, people.answer(topic, helper), asker).id)

    assert {row.topic_id for row in seen_by().rows} == set(made[1:])


def test_hidden_topics_and_answers_are_no_candidates(resolved_topic, answer, seen_by):
    articles.look_at_topics()
    visibility.hide_post(post=answer, topic=resolved_topic, by=ADMIN, reason="Off the topic.")

    assert seen_by().rows == []


def test_a_topic_set_aside_is_listed_with_its_reason_and_can_be_taken_back(resolved_topic, editor, seen_by):
    queue.set_aside(topic=resolved_topic, by=viewer(editor), reason="Known for years.")

    aside = candidates.set_aside(viewer(editor)).rows

    assert seen_by().rows == []
    assert [(row.topic_id, row.by.name, row.reason) for row in aside] == [
        (resolved_topic.id, "Edda Editor", "Known for years.")
    ]
    queue.take_back(topic=resolved_topic, by=viewer(editor))
    assert len(seen_by().rows) == 1


def test_setting_aside_twice_or_taking_back_what_is_not_is_refused(resolved_topic, editor):
    with pytest.raises(Refused, match="not set aside"):
        queue.take_back(topic=resolved_topic, by=viewer(editor))
    queue.set_aside(topic=resolved_topic, by=viewer(editor), reason="Known for years.")

    with pytest.raises(Refused, match="already"):
        queue.set_aside(topic=resolved_topic, by=viewer(editor), reason="Known for years.")


def test_the_evidence_of_each_grade_is_told(resolved_topic, board, asker, helper, seen_by):
    other = people.topic(board, asker, "The meter blinks at night")
    people.comment(people.answer(other, helper, "Turn it round."), other, asker, "That worked, thanks.")

    rows = seen_by().rows
    found = candidates.evidence(rows)

    accepted, confirmed = (found[row.topic_id] for row in rows)
    assert (accepted.accepted_by, accepted.answer_author.name, accepted.words) == ("Ines Asker", "Tom Helper", "")
    assert (confirmed.accepted_by, confirmed.words, confirmed.excerpt) == (
        None,
        "That worked, thanks.",
        "Turn it round.",
    )


def test_the_queue_asks_a_bounded_number_of_questions(board, asker, helper, editor, count_queries, seen_by):
    def solve(numbers):
        for number in numbers:
            topic = people.topic(board, asker, f"Question number {number} of many")
            people.accept(topic, people.answer(topic, helper), asker)
        articles.look_at_topics()

    solve(range(2))
    few = count_queries(lambda: candidates.candidates(viewer(editor)))
    solve(range(2, 8))

    assert count_queries(lambda: candidates.candidates(viewer(editor))) == few == 4
    assert db.session.query(Topic).count() == 8
    assert db.session.query(Post).count() == 16


@pytest.mark.parametrize(("board_kind", "topic_kind"), [("social", "discussion"), ("support", "announcement")])
def test_nothing_is_harvested_off_topic_or_from_announcements(board_kind, topic_kind, admin, editor, helper, seen_by):
    board = people.board("Another board", kind=board_kind)
    topic = people.topic(board, admin, "The sun in the north", kind=topic_kind)
    answer = people.answer(topic, helper)
    answer.accepted_at = clock.now()  # as an import may bring it
    db.session.commit()

    assert seen_by().rows == []
    with pytest.raises(Refused, match="become no articles"):
        articles.draft(topic, editor)
