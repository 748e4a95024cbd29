"""Each rule of the forum says no in a sentence of its own."""

import pytest
from support import people
from support.people import viewer

from community.forum import rules
from community.forum.services import answers, boards, edits, kudos, posts, topics, visibility
from community.kernel.auth import Viewer
from community.kernel.errors import Refused

MODERATOR = Viewer(role="admin")


def ask(board, by, **changes):
    given = {"title": "How do I begin here?", "body": "I do not know.", "tags": (), "kind": "question"} | changes
    return topics.start_topic(board=board, by=viewer(by), **given)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "Short"}, "The title is too short; please write at least 8 characters."),
        ({"title": " \t 1234567 \n "}, "The title is too short; please write at least 8 characters."),
        ({"title": "x" * 151}, "The title is 1 characters too long; 150 is the most."),
        ({"body": "   \r\n  "}, "The text is too short; please write at least 2 characters."),
        ({"body": "\x00\x00\x00"}, "The text is too short; please write at least 2 characters."),
        ({"body": "x" * 30_001}, "The text is 1 characters too long; 30000 is the most."),
    ],
)
def test_a_topic_outside_its_limits_is_refused(changes, sentence, board, asker):
    with pytest.raises(Refused) as no:
        ask(board, asker, **changes)

    assert no.value.sentence == sentence


@pytest.mark.parametrize("role", ["member", "mvp"])
def test_only_staff_start_topics_on_a_board_of_theirs(role, app):
    news = people.board("News from us", staff_start_topics=True)
    guest = people.member("Gus Guest", role=role)

    with pytest.raises(Refused, match="New topics on “News from us” are started by our staff"):
        ask(news, guest)

    assert ask(news, people.member("Sue Staff", role="editor")).board_id == news.id


def test_everybody_may_answer_where_only_staff_start(agent, asker):
    news = people.board("News from us", staff_start_topics=True)
    topic = people.topic(news, agent, "What is new this week")

    answer = posts.reply(topic=topic, by=viewer(asker), body="Thank you.")

    assert answer.topic_id == topic.id


def test_a_closed_topic_takes_nothing_more(topic, answer, asker, helper, agent):
    topics.close_topic(topic=topic, by=viewer(agent), reason="It is settled.")

    for add in (
        lambda: posts.reply(topic=topic, by=viewer(helper), body="One more thing."),
        lambda: posts.comment(post=answer, topic=topic, by=viewer(asker), body="One more thing."),
        lambda: posts.reply(topic=topic, by=viewer(agent), body="One more thing."),
    ):
        with pytest.raises(Refused, match="This topic is closed; nothing can be added to it"):
            add()
    with pytest.raises(Refused, match="its posts can no longer be edited"):
        edits.edit_post(post=answer, topic=topic, by=viewer(helper), body="One more thing.")


def test_a_reopened_topic_takes_answers_again(topic, helper, agent):
    topics.close_topic(topic=topic, by=viewer(agent), reason="It is settled.")

    topics.reopen_topic(topic=topic, by=viewer(agent))

    assert posts.reply(topic=topic, by=viewer(helper), body="One more thing.").kind == "answer"
    assert topic.closed_reason is None


def test_topics_are_closed_and_opened_once_and_by_moderators(topic, stranger, agent):
    with pytest.raises(Refused, match="Only moderators"):
        topics.close_topic(topic=topic, by=viewer(stranger), reason="I do not like it.")
    with pytest.raises(Refused, match="This topic is open"):
        topics.reopen_topic(topic=topic, by=viewer(agent))
    with pytest.raises(Refused, match="The reason is too short"):
        topics.close_topic(topic=topic, by=viewer(agent), reason=" . ")
    topics.close_topic(topic=topic, by=viewer(agent), reason="It is settled.")

    with pytest.raises(Refused, match="closed already"):
        topics.close_topic(topic=topic, by=viewer(agent), reason="It is settled.")


def test_a_comment_takes_no_comment_and_is_short(topic, answer, asker, helper):
    remark = people.comment(answer, topic, asker)

    with pytest.raises(Refused, match="A comment takes no comment of its own"):
        posts.comment(post=remark, topic=topic, by=viewer(helper), body="On and on.")
    with pytest.raises(Refused, match="The comment is 1 characters too long; 1000 is the most"):
        posts.comment(post=answer, topic=topic, by=viewer(helper), body="x" * 1001)


def test_nobody_thanks_themselves_nor_for_what_is_hidden(topic, answer, asker, helper, agent):
    with pytest.raises(Refused, match="Kudos are for other people's posts"):
        kudos.give_kudos(post=answer, topic=topic, by=viewer(helper))
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")

    with pytest.raises(Refused, match="This post is hidden"):
        kudos.give_kudos(post=answer, topic=topic, by=viewer(asker))


def test_the_asker_or_a_moderator_accepts_an_answer_and_nobody_else(topic, answer, helper, stranger, agent):
    for other in (helper, stranger):
        with pytest.raises(Refused, match="The one who asked decides"):
            answers.accept_answer(post=answer, topic=topic, by=viewer(other))

    answers.accept_answer(post=answer, topic=topic, by=viewer(agent))

    with pytest.raises(Refused, match="The one who asked decides"):
        answers.unaccept_answer(post=answer, topic=topic, by=viewer(stranger))
    assert answer.accepted_at


def test_only_a_visible_answer_can_be_accepted(topic, answer, asker, helper, agent):
    remark = people.comment(answer, topic, helper)
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")

    for post in (people.opening(topic), remark, answer):
        with pytest.raises(Refused, match="Only a visible answer can be accepted"):
            answers.accept_answer(post=post, topic=topic, by=viewer(asker))


def test_posts_are_hidden_and_shown_once_and_by_moderators(topic, answer, helper, agent):
    with pytest.raises(Refused, match="Only moderators"):
        visibility.hide_post(post=answer, topic=topic, by=viewer(helper), reason="I changed my mind.")
    with pytest.raises(Refused, match="This post is not hidden"):
        visibility.restore_post(post=answer, topic=topic, by=viewer(agent))
    visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")

    with pytest.raises(Refused, match="This post is hidden already"):
        visibility.hide_post(post=answer, topic=topic, by=viewer(agent), reason="Off the topic.")


def test_a_stranger_cannot_edit_and_a_moderator_can(topic, answer, stranger, agent):
    with pytest.raises(Refused, match="Only the author or a moderator"):
        edits.edit_post(post=answer, topic=topic, by=viewer(stranger), body="My own words.")

    edits.edit_post(post=answer, topic=topic, by=viewer(agent), body="Said more kindly.")

    assert answer.body == "Said more kindly."


def test_duplicates_never_form_a_loop(board, asker, agent):
    first, second, third = (people.topic(board, asker, f"The same question, time {n}") for n in (1, 2, 3))
    with pytest.raises(Refused, match="cannot be a duplicate of itself"):
        topics.mark_duplicate(topic=first, original=first, by=viewer(agent))
    topics.mark_duplicate(topic=second, original=first, by=viewer(agent))

    with pytest.raises(Refused, match="cannot be a duplicate of itself"):
        topics.mark_duplicate(topic=first, original=second, by=viewer(agent))
    with pytest.raises(Refused, match="please name the one it points to"):
        topics.mark_duplicate(topic=third, original=second, by=viewer(agent))

    assert (first.duplicate_of_id, second.duplicate_of_id, third.duplicate_of_id) == (None, first.id, None)


def test_a_duplicate_that_was_reopened_can_be_marked_again(board, asker, agent):
    first, second = (people.topic(board, asker, f"The same question, time {n}") for n in (1, 2))
    topics.mark_duplicate(topic=second, original=first, by=viewer(agent))
    topics.reopen_topic(topic=second, by=viewer(agent))

    topics.mark_duplicate(topic=second, original=first, by=viewer(agent))

    assert second.duplicate_of_id == first.id


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("one two three four five six", "A topic has at most 5 tags; you gave 6."),
        ("<script>", "“<script>” cannot be a tag; use letters, digits and - + # . only."),
        ("-dash", "“-dash” cannot be a tag; use letters, digits and - + # . only."),
        ("x" * 36, f"“{'x' * 36}” cannot be a tag; use letters, digits and - + # . only."),
    ],
)
def test_words_that_cannot_be_tags_are_refused(text, sentence):
    with pytest.raises(Refused) as no:
        rules.parse_tags(text)

    assert no.value.sentence == sentence


def test_tags_are_parted_by_commas_and_spaces_and_each_counts_once():
    tags = rules.parse_tags("  Wi-Fi, wi-fi c++,c#\n.net ".replace(".net", "net"))

    assert tags == ("wi-fi", "c++", "c#", "net")


def test_two_boards_never_share_an_address(board, admin):
    with pytest.raises(Refused, match="There is a board at the address “getting-started” already"):
        boards.open_board(name="Getting: started!", description="", visibility="public", by=viewer(admin))

    with pytest.raises(Refused, match="The name is too short"):
        boards.change_board(board=board, name=" x ", description="", visibility="public", by=viewer(admin))
