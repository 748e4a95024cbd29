"""Checks at every door: watched words, links of newcomers, haste, repetition, and who may not write."""

from datetime import timedelta

import pytest
from support import articles, blogging, people, rulings, wishes
from support.people import viewer

from community.accounts import services as accounts
from community.blogs.models import Comment as BlogComment
from community.blogs.services import posts as blog_posts
from community.forum import topic_page
from community.forum.models import Post
from community.forum.services import edits, posts, saved_drafts
from community.kernel import clock
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from community.moderation import jobs
from community.moderation.models import Case, Saying
from community.moderation.services import sanctions
from kb_harvest.passages import Piece
from kb_harvest.services import drafting, editing
from kb_harvest.services.editing import Given

LINK = "Look at https://shop.example/cheap for more."


def is_shown(post):
    db.session.expire_all()
    return topic_page.post_and_topic(post.id, NOBODY) is not None


@pytest.fixture
def newcomer(app):
    return people.member("Nora Newcomer")


def test_a_blocked_word_is_refused_with_the_word(topic, helper):
    rulings.watch("Casino", "block")

    with pytest.raises(Refused, match="casino"):
        people.answer(topic, helper, "The best c\u200bASINO in town")


def test_a_held_text_is_written_and_seen_by_its_author_and_moderators_only(topic, helper, agent, signed_in):
    rulings.watch("casino", "hold")

    made = people.answer(topic, helper, "The best casino in town")

    case = db.session.query(Case).one()
    pages = {m.name: signed_in(m).get(f"/forum/posts/{made.id}").status_code for m in (helper, agent)}
    assert not is_shown(made)
    assert pages == {"Tom Helper": 302, "Abel Agent": 302}
    assert (case.origin, case.noticed, case.held) == ("check", "watched_word", True)


def test_a_held_text_that_is_kept_is_shown(topic, helper, agent):
    rulings.watch("casino", "hold")
    made = people.answer(topic, helper, "The best casino in town")

    rulings.keep(db.session.query(Case).one(), agent)

    assert is_shown(made)
    db.session.refresh(topic)
    assert topic.replies == 1


def test_the_author_is_told_that_the_text_waits(topic, helper, signed_in):
    rulings.watch("casino", "hold")

    page = signed_in(helper).post(
        f"/forum/topics/{topic.id}/reply", data={"body": "The best casino in town"}, follow_redirects=True
    )

    assert page.status_code == 200
    assert "a moderator looks at it before others see it" in page.text
    assert "The best casino in town" in page.text


def test_a_masked_word_becomes_dots(topic, helper):
    rulings.watch("darn it", "mask")

    made = people.answer(topic, helper, "DARN it, the darned thing broke")

    assert db.session.get_one(Post, made.id).body == "•••, the darned thing broke"
    assert is_shown(made)


def test_a_masked_word_that_is_spread_over_markup_is_held(topic, helper):
    rulings.watch("darn", "mask")

    made = people.answer(topic, helper, "da**rn** this thing")

    assert not is_shown(made)


def test_an_alert_is_posted_and_queued(topic, helper):
    rulings.watch("lawyer", "alert")

    made = people.answer(topic, helper, "My lawyer uses it too")

    case = db.session.query(Case).one()
    assert is_shown(made)
    assert (case.noticed, case.held, case.state) == ("watched_word", False, "open")


@pytest.mark.parametrize(
    "text",
    [
        "ca**si**no",
        "cas&#105;no",
        "c\u00adasino",
        "ＣＡＳＩＮＯ",
        "[nothing](https://casino.example/)",
        "`casino`",
        "> casino",
        "nothing\n\n## casino",
    ],
)
def test_markup_entities_and_addresses_hide_no_word(text, topic, helper):
    rulings.watch("casino", "block")

    with pytest.raises(Refused):
        people.answer(topic, helper, f"Hello {text} there")


@pytest.mark.parametrize("text", ["un**ass**ailable", "The classes", "https://docs.example/classic"])
def test_innocent_words_are_posted(text, topic, helper):
    rulings.watch("ass", "block")

    assert people.answer(topic, helper, f"Hello {text} there").id


def test_every_door_asks(board, topic, answer, asker, helper):
    rulings.watch("casino", "block")
    idea = wishes.idea(asker)
    doors = (
        lambda: people.topic(board, asker, "A casino here"),
        lambda: people.comment(answer, topic, asker, "What a casino"),
        lambda: edits.edit_post(post=answer, topic=topic, by=viewer(helper), body="Edited: casino"),
        lambda: edits.edit_post(
            post=people.opening(topic), topic=topic, by=viewer(asker), body="All fine", title="A new casino title"
        ),
        lambda: wishes.idea(asker, "A casino in every garden"),
        lambda: wishes.comment(idea, helper, "With a casino"),
    )

    for door in doors:
        with pytest.raises(Refused, match="casino"):
            door()
        db.session.rollback()


DISGUISED = "c\u0430sin\u03bf"  # with a Cyrillic and a Greek letter


def test_every_door_of_the_other_rooms_asks_and_sees_through_a_disguise(asker, agent, editor):
    rulings.watch("casino", "block")
    post, idea, article = blogging.post(agent), wishes.idea(asker), articles.begin(editor)
    words = [Piece(section="issue", body=f"The {DISGUISED} is shut."), *articles.OWN_WORDS]
    given = [Given(place=None, section="issue", body=f"The {DISGUISED} is shut.")]
    said, change = blogging.words(body=f"Our new {DISGUISED} opens."), {"title": "When it is shut", "given": given}
    doors = (
        lambda: blogging.comment(post, asker, f"What a {DISGUISED}"),
        lambda: blogging.draft(agent, blogging.words(title=f"Our new {DISGUISED}")),
        lambda: blog_posts.edit_post(post=post, by=viewer(agent), words=said),
        lambda: wishes.move(idea, agent, "under_review", response=f"We think of a {DISGUISED}."),
        lambda: articles.begin(editor, f"When the {DISGUISED} is shut"),
        lambda: drafting.begin_article(title="When it is shut", pieces=words, by=viewer(editor)),
        lambda: editing.edit_article(article=article, seen=article.version, by=viewer(editor), **change),
        lambda: accounts.change_settings(
            member=asker, name=asker.name, about=f"My {DISGUISED}", time_zone="", language=""
        ),
    )

    for door in doors:
        with pytest.raises(Refused, match="casino"):
            door()
        db.session.rollback()


def test_a_draft_is_asked_when_it_becomes_a_post(topic, asker, signed_in):
    rulings.watch("casino", "block")
    words = {"title": "", "body": f"The best {DISGUISED} in town", "tags": "", "board": "", "kind": ""}
    saved_drafts.save_draft(by=viewer(asker), words=words, topic_id=topic.id)
    before = db.session.query(Post).count()

    page = signed_in(asker).post(f"/forum/topics/{topic.id}/reply", data={"body": words["body"]})

    assert page.status_code == 422
    assert db.session.query(Post).count() == before


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("watched_word", "It holds a watched word"),
        ("first_links", "It leads to another site"),
        ("repeats", "Several members wrote the same today"),
    ],
)
def test_who_is_held_reads_the_true_reason(why, sentence, topic, newcomer, signed_in, in_haste):
    bodies = {
        "watched_word": "The best casino in town",
        "first_links": LINK,
        "repeats": "The best pills in all the town.",
    }
    rulings.watch("casino", "hold")
    for number in range(2 if why == "repeats" else 0):
        people.answer(topic, people.member(f"Puppet {number}"), bodies["repeats"])

    page = signed_in(newcomer).post(
        f"/forum/topics/{topic.id}/reply", data={"body": bodies[why]}, follow_redirects=True
    )

    assert sentence in page.text
    assert "You see it meanwhile." in page.text


def test_an_edit_that_brings_a_held_word_hides_the_post(topic, answer, helper):
    rulings.watch("casino", "hold")

    edits.edit_post(post=answer, topic=topic, by=viewer(helper), body="Now with a casino")
    db.session.commit()

    assert not is_shown(answer)
    db.session.refresh(topic)
    assert topic.replies == 0


def test_a_held_text_tells_nobody_whom_it_names(topic, answer, helper, stranger):
    rulings.watch("casino", "hold")

    people.answer(topic, stranger, f"Ask @{helper.handle} for the casino")
    edits.edit_post(post=answer, topic=topic, by=viewer(helper), body=f"The casino of @{stranger.handle}")
    db.session.commit()

    assert db.session.query(EventRow).filter_by(kind="forum.members_mentioned").count() == 0


def test_a_held_comment_on_the_blog_is_seen_by_its_author_and_moderators_only(browser, signed_in, agent, helper):
    rulings.watch("casino", "hold")
    post = blogging.post(agent)

    made = blogging.comment(post, helper, "The best casino in town")

    readers = (browser, signed_in(helper), signed_in(agent))
    assert [reader.get(f"/blogs/comments/{made.id}").status_code for reader in readers] == [404, 302, 302]
    assert post.comments == 0


def test_a_comment_on_the_blog_that_is_kept_is_shown(browser, agent, mvp, helper, stranger):
    post = blogging.post(agent)
    made = blogging.comment(post, helper)
    case = rulings.flag_thing("blog_comment", made.id, agent, "OBSCENITY")

    rulings.keep(case, mvp)

    db.session.expire_all()
    assert db.session.get_one(BlogComment, made.id).hidden_at is None
    assert post.comments == 1


def test_what_nobody_could_hold_back_is_refused_in_place_of_held(agent, asker):
    rulings.watch("casino", "hold")
    post, wish = blogging.post(agent), wishes.idea(asker)

    with pytest.raises(Refused, match="watched word"):
        blog_posts.edit_post(post=post, by=viewer(agent), words=blogging.words(body="The best casino in town"))
    with pytest.raises(Refused, match="watched word"):
        wishes.move(wish, agent, "declined", reason="too_costly", response="It would be a casino.")


def test_a_held_topic_is_out_of_every_list(board, asker, browser):
    rulings.watch("casino", "hold")

    made = people.topic(board, asker, "A casino for everybody")

    assert "A casino for everybody" not in browser.get("/forum/topics").text
    assert db.session.query(Case).one().thing_id == made.id


def test_links_in_a_newcomers_first_posts_wait(topic, newcomer):
    made = [people.answer(topic, newcomer, f"{LINK} {n}") for n in range(3)]

    assert [is_shown(post) for post in made] == [False, False, False]
    assert {c.noticed for c in db.session.query(Case)} == {"first_links"}


def test_links_to_our_own_pages_and_links_of_known_members_do_not_wait(topic, newcomer, helper, app):
    own = app.extensions["settings"].base_url
    helper.trust_level = 1
    db.session.commit()

    assert is_shown(people.answer(topic, newcomer, f"It stands at {own}/forum/ already."))
    assert is_shown(people.answer(topic, helper, LINK))


def test_after_two_posts_links_do_not_wait(topic, newcomer):
    for number in range(2):
        people.answer(topic, newcomer, f"Half an answer, number {number}")

    assert is_shown(people.answer(topic, newcomer, LINK))


def test_employees_may_link(topic, agent):
    assert is_shown(people.answer(topic, agent, LINK))


def test_a_newcomer_who_writes_too_fast_is_asked_to_wait(topic, newcomer, in_haste):
    for number in range(5):
        people.answer(topic, newcomer, f"Quick answer, number {number}")

    with pytest.raises(Refused, match="wait a little"):
        people.answer(topic, newcomer, "And one more answer")
    db.session.rollback()
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert people.answer(topic, newcomer, "And one more answer").id


def test_nobody_says_the_same_twice_in_a_day(topic, newcomer, in_haste):
    people.answer(topic, newcomer, "Restart it, then it works again.")

    with pytest.raises(Refused, match="very same"):
        people.answer(topic, newcomer, "RESTART it… then it works again!")
    db.session.rollback()
    assert people.answer(topic, newcomer, "Thank you!").id
    assert people.answer(topic, newcomer, "Thank you!").id


def test_what_three_people_say_alike_waits(topic, in_haste):
    said = [people.answer(topic, people.member(f"Puppet {n}"), "The best pills in town, call now.") for n in range(3)]

    assert [is_shown(post) for post in said] == [True, True, False]
    assert db.session.query(Case).one().noticed == "repeats"


def test_an_edit_is_no_haste_and_no_repetition(topic, answer, helper, in_haste):
    for _ in range(8):
        edits.edit_post(post=answer, topic=topic, by=viewer(helper), body="Say it better, once and for all.")

    assert answer.revisions == 9


def test_fingerprints_are_forgotten_after_a_day(topic, newcomer, in_haste):
    people.answer(topic, newcomer, "Restart it, then it works again.")
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        jobs.forget_sayings("2026-11-23")

    assert db.session.query(Saying).count() == 0


@pytest.mark.parametrize("sanction", ["silence", "suspend"])
def test_a_silenced_member_reads_but_does_not_write(sanction, topic, helper, agent):
    _sanction(helper, agent, sanction)

    with pytest.raises(Refused, match="You can read here"):
        posts.reply(topic=topic, by=viewer(helper), body="But I want to say this.")


def test_a_sanction_ends_by_itself(topic, helper, agent):
    _sanction(helper, agent, "silence", days=3)

    with clock.at(clock.now() + timedelta(days=3, minutes=1)):
        assert people.answer(topic, helper).id


def test_a_lifted_sanction_is_none(topic, helper, agent):
    sanctions.lift(sanction=_sanction(helper, agent, "silence"), by=viewer(agent))

    assert people.answer(topic, helper).id


def test_a_silenced_member_still_votes_and_a_suspended_one_does_not(topic, answer, helper, asker, agent, signed_in):
    _sanction(asker, agent, "silence")
    silenced = signed_in(asker).post(f"/forum/posts/{answer.id}/kudos").status_code
    _sanction(asker, agent, "suspend")

    suspended = signed_in(asker).post(f"/forum/posts/{answer.id}/unkudos")
    leaves = signed_in(asker).post("/accounts/sign-out")

    assert silenced == 303
    assert suspended.status_code == 422
    assert "You can read here" in suspended.text
    assert leaves.status_code == 303


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_sanction_has_an_end_within_a_year(days, helper, agent):
    with pytest.raises(Refused, match="has an end"):
        _sanction(helper, agent, "silence", days=days)


def test_employees_are_not_sanctioned(agent, admin):
    with pytest.raises(Refused, match="Employees"):
        _sanction(agent, admin, "silence")


def _sanction(member, by, kind, days=7):
    made = sanctions.impose(member=member, kind=kind, days=days, reason="HATE_VIOLENCE", remark="", by=viewer(by))
    db.session.commit()
    return made
