"""A memo's life: drafted, chosen and signed by an editor, out on Monday, mailed once, and followed up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from support import memos, people, wishes
from support.memos import MONDAY_AFTER, TUESDAY, WEEK

from community.accounts.models import Member
from community.forum.models import Topic
from community.forum.services import visibility
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from community.kernel.outbox import OutboxRow
from voc.insight.memo import documents, drafting, mailing, pages, queries, services
from voc.insight.memo.models import Memo, Quote, Recipient


@pytest.fixture
def editor(app):
    return people.member("Edna Editor", role="editor")


@pytest.fixture
def readers(app):
    return [people.member(f"Xavier Executive {n}", role="executive") for n in range(2)]


@pytest.fixture
def posts(app):
    return memos.voices()


@pytest.fixture
def memo(posts):
    return memos.drafted()


def mails():
    return db.session.scalars(
        select(OutboxRow).where(OutboxRow.key.like("insight memo%")).order_by(OutboxRow.key)
    ).all()


def page(memo):
    db.session.expire_all()
    return pages.edition_page(memo)


def hide(post):
    topic = db.session.get_one(Topic, post.topic_id)
    visibility.hide_post(post=post, topic=topic, by=Viewer(role="admin"), reason="Off the topic.")
    db.session.commit()


def test_a_draft_suggests_what_most_people_wrote_about(memo):
    shown = page(memo)

    assert memo.status == "draft"
    assert shown.evidence.startswith("Seen in 8 of 8 posts, by 8 people")
    assert 1 <= len(shown.quotes) <= 3
    assert all("earth fault" in quote.text for quote in shown.quotes)


def test_a_draft_that_is_there_stays_as_it_is(memo, posts):
    again = replace(drafting.content_of(WEEK), posts=999)

    services.draft(WEEK, again)

    assert queries.content_of(memo).posts == 8
    assert db.session.scalar(select(func.count()).select_from(Memo)) == 1


def test_customers_words_stand_apart_from_the_content(memo):
    texts = db.session.scalars(select(Quote.text).where(Quote.memo_id == memo.id)).all()

    assert any("earth fault" in text for text in texts)
    assert "earth fault" not in str(memo.content["candidates"][0]["quotes"])


def test_an_edition_is_signed_and_comes_out_with_what_the_editor_wrote(memo, editor, readers):
    memos.published(memos.signed(memo, editor))

    shown = page(memo)

    assert (memo.status, shown.headline, shown.owner) == ("published", "Earth faults come back", "Hardware")
    assert shown.signed == "Signed by Edna Editor, 9 Jun 2025"


def test_each_executive_gets_a_signed_edition_once(memo, editor, readers):
    memos.published(memos.signed(memo, editor))
    memos.published(memo)
    mailing.send_edition(memo)

    assert [mail.payload["to"] for mail in mails()] == [str(reader.email) for reader in readers]
    assert db.session.scalar(select(func.count()).select_from(Recipient)) == 2
    assert mails()[0].payload["subject"] == "Weekly memo, 2 to 8 June 2025: Earth faults come back"


def test_an_unsigned_edition_is_out_and_mailed_to_nobody(memo, readers):
    memos.published(memo)

    assert (memo.status, page(memo).status_label, mails()) == ("unsigned", "Not signed", [])


def test_an_unsigned_edition_is_mailed_where_that_is_allowed_and_says_so(app, memo, readers, monkeypatch):
    allowing = replace(app.extensions["settings"], mail_unsigned_memos=True)
    monkeypatch.setitem(app.extensions, "settings", allowing)

    memos.published(memo)

    assert [mail.payload["subject"].startswith("Weekly memo, not signed") for mail in mails()] == [True, True]


def test_signing_after_monday_mails_at_once_and_nobody_twice(app, memo, editor, readers, monkeypatch):
    allowing = replace(app.extensions["settings"], mail_unsigned_memos=True)
    monkeypatch.setitem(app.extensions, "settings", allowing)
    memos.published(memo)
    late = people.member("Lara Late", role="executive")

    memos.signed(memo, editor)

    assert memo.status == "published"
    assert [mail.payload["to"] for mail in mails()] == [*(str(r.email) for r in readers), str(late.email)]


def test_signing_after_monday_mails_what_was_mailed_to_nobody(memo, editor, readers):
    memos.published(memo)

    memos.signed(memo, editor)

    assert len(mails()) == 2


def test_an_executive_who_left_gets_no_mail(memo, editor, readers):
    db.session.execute(update(Member).where(Member.id == readers[0].id).values(active=False))

    memos.published(memos.signed(memo, editor))

    assert [mail.payload["to"] for mail in mails()] == [str(readers[1].email)]


def test_editors_are_reminded_until_somebody_signed(memo, editor, readers):
    mailing.remind(WEEK)
    mailing.remind(WEEK)

    assert [mail.key for mail in mails()] == [f"insight memo reminder 2025-W23 {editor.id}"]
    assert "/insight/memos/2025-W23/edit" in mails()[0].payload["text"]


def test_nobody_is_reminded_of_a_signed_memo(memo, editor):
    memos.signed(memo, editor)

    mailing.remind(WEEK)

    assert mails() == []


NO = [
    ({"headline": "word " * 26}, "26 words"),
    ({"headline": " "}, "headline"),
    ({"why": " "}, "why it matters"),
    ({"quotes": []}, "at least one quote"),
    ({"quotes": [7]}, "something else"),
    ({"candidate": "most:else"}, "from the list"),
    ({"type": "gossip"}, "type"),
    ({"action": "x" * 1001}, "two pages"),
]


@pytest.mark.parametrize(("words", "sentence"), NO)
def test_an_edition_that_cannot_be_signed_says_why(memo, editor, words, sentence):
    with pytest.raises(Refused, match=sentence):
        memos.signed(memo, editor, **words)


def test_only_editors_sign(memo, readers):
    with pytest.raises(Refused, match="Only editors"):
        memos.signed(memo, readers[0])


def test_of_two_editors_the_second_is_told(memo, editor):
    seen, first, second = memo.edits, memos.choice(memo), memos.choice(memo, headline="Something else")
    services.save(memo=memo, seen=seen, by=people.viewer(editor), choice=first)
    db.session.commit()

    with pytest.raises(Refused, match="Somebody else changed"):
        services.save(memo=memo, seen=seen, by=people.viewer(editor), choice=second)


def test_an_edition_that_is_out_and_signed_is_not_changed_any_more(memo, editor):
    memos.published(memos.signed(memo, editor))

    with pytest.raises(Refused, match="is not changed any more"):
        memos.signed(memo, editor, headline="Better so")


def test_saving_a_signed_memo_takes_the_signature_back(memo, editor):
    memos.signed(memo, editor)

    services.save(memo=memo, seen=memo.edits, by=people.viewer(editor), choice=memos.choice(memo))

    assert (memo.status, memo.signed_at) == ("draft", None)


def test_a_quote_that_was_hidden_since_is_withdrawn_from_every_edition(memo, editor, posts, readers):
    memos.published(memos.signed(memo, editor))
    quoted = next(post for post in posts if any(q.url == f"/forum/posts/{post.id}" for q in page(memo).quotes))
    before = page(memo)

    hide(quoted)
    after = page(memo)

    assert [quote.text for quote in after.quotes].count("[withdrawn]") == 1
    assert after.withdrawn.startswith("1 quote of this edition was withdrawn")
    assert quoted.body in documents.as_json(before)
    assert quoted.body not in documents.html(after) + documents.as_json(after)
    assert quoted.body not in " ".join(documents.text(after).split())
    assert (after.evidence, after.numbers) == (before.evidence, before.numbers)


def test_words_that_were_emptied_are_withdrawn_too(memo, editor):
    memos.published(memos.signed(memo, editor))
    db.session.execute(update(Quote).values(text=None))

    assert {quote.text for quote in page(memo).quotes} == {"[withdrawn]"}


def test_what_rests_on_nothing_any_more_loses_its_headline(memo, editor, posts):
    memos.published(memos.signed(memo, editor))
    for post in posts:
        hide(post)
    hide(people.opening(db.session.get_one(Topic, posts[0].topic_id)))

    assert page(memo).headline == "[withdrawn]"


def test_what_an_edition_asked_for_is_followed_up_in_the_next_ones(memo, editor):
    memos.published(memos.signed(memo, editor))
    with clock.at(MONDAY_AFTER + timedelta(days=2)):
        services.follow_up(memo=memo, fate="declined", reason="Too costly.", by=people.viewer(editor))
    db.session.commit()

    before = queries.asks_before(WEEK.plus(1), MONDAY_AFTER + timedelta(days=1))
    after = queries.asks_before(WEEK.plus(1), MONDAY_AFTER + timedelta(days=7))

    assert [(one.action, one.fate) for one in before] == [("Replace the breaker.", "open")]
    assert [(one.fate, one.reason) for one in after] == [("declined", "Too costly.")]


def test_an_ask_is_not_declined_without_a_reason(memo, editor):
    memos.published(memos.signed(memo, editor))

    with pytest.raises(Refused, match="why it was declined"):
        services.follow_up(memo=memo, fate="declined", reason=" ", by=people.viewer(editor))


def test_what_was_chosen_lately_is_less_new_the_week_after(memo, editor):
    memos.published(memos.signed(memo, editor))

    (subject,) = queries.chosen_subjects(WEEK.plus(1))

    assert subject == queries.content_of(memo).candidate(memo.chosen).subject
    assert queries.chosen_subjects(WEEK) == []


def test_facts_carry_what_happened(memo, editor, readers):
    memos.published(memos.signed(memo, editor))

    kinds = db.session.scalars(select(EventRow.kind).where(EventRow.kind.like("insight.%")).order_by(EventRow.id)).all()
    (out,) = db.session.scalars(select(EventRow.payload).where(EventRow.kind == "insight.memo_published"))

    assert kinds == ["insight.memo_drafted", "insight.memo_signed", "insight.memo_published"]
    assert out == {"memo_id": memo.id, "signed": True, "recipients": 2}


def test_ideas_that_moved_or_wait_are_told_as_they_stood(app, posts, editor):
    author = people.member("Willa Wisher")
    with clock.at(TUESDAY - timedelta(days=120)):
        waiting, moved = wishes.idea(author, "A wish that waits"), wishes.idea(author, "A wish that moves")
    with clock.at(TUESDAY - timedelta(days=100)):
        wishes.move(waiting, editor, "under_review")
    with clock.at(TUESDAY):
        wishes.move(moved, editor, "planned")
    with clock.at(TUESDAY + timedelta(weeks=3)):
        wishes.move(waiting, editor, "declined", reason="too_costly")

    with clock.at(TUESDAY + timedelta(weeks=4)):
        shown = pages.page_of(WEEK)

    assert [(line.text, line.says) for line in shown.moved] == [
        ("A wish that moves", "New → Planned, wanted by 0 people")
    ]
    assert [(line.text, line.says) for line in shown.waiting] == [
        ("A wish that waits", "under review for 105 days, wanted by 0 people")
    ]
