"""Edits: paragraph by paragraph, with the source kept; and of two editors at once, the second is told."""

import pytest
from support import articles, people
from support.people import viewer

from community.forum.services import visibility
from community.kernel.auth import Viewer
from community.kernel.errors import Refused
from kb_harvest import article_page
from kb_harvest.services import editing
from kb_harvest.services.editing import Given


def given(*paragraphs):
    return [Given(place=place, section=section, body=body) for place, section, body in paragraphs]


def edit(article, by, *paragraphs, seen=None, title="The hub does not find my battery"):
    seen = article.version if seen is None else seen
    editing.edit_article(article=article, seen=seen, title=title, given=given(*paragraphs), by=viewer(by))


def shown(article):
    rows = article_page.paragraphs(article.id)
    return [(row.section, row.body, row.origin and row.origin.author.name) for row in rows]


def test_an_edited_paragraph_keeps_its_source_and_own_words_have_none(draft, editor):
    edit(draft, editor, (1, "issue", "It works no more."), (2, "resolution", "Hold it."), (None, "cause", "It sleeps."))

    assert shown(draft) == [
        ("issue", "It works no more.", "Ines Asker"),
        ("resolution", "Hold it.", "Tom Helper"),
        ("cause", "It sleeps.", None),
    ]


def test_a_paragraph_left_empty_is_taken_out(draft, editor):
    edit(draft, editor, (1, "issue", "  "), (2, "resolution", "Hold it."))

    assert shown(draft) == [("resolution", "Hold it.", "Tom Helper")]


def test_a_place_that_is_none_gives_no_source(draft, editor):
    edit(draft, editor, (77, "resolution", "Hold it."))

    assert shown(draft) == [("resolution", "Hold it.", None)]


def test_the_second_of_two_editors_is_told(draft, editor, agent):
    edit(draft, editor, (2, "resolution", "Hold it."), seen=1)

    with pytest.raises(Refused, match="meanwhile"):
        edit(draft, agent, (2, "resolution", "Press it."), seen=1)

    assert shown(draft) == [("resolution", "Hold it.", "Tom Helper")]


def test_agents_leave_validated_articles_to_editors(published, editor, agent):
    with pytest.raises(Refused, match="Only editors"):
        edit(published, agent, (2, "resolution", "Hold it."))

    edit(published, editor, (2, "resolution", "Hold it."))

    assert published.audience == "public"


def test_an_archived_article_is_not_edited(draft, editor):
    articles.move(draft, "archived", editor)

    with pytest.raises(Refused, match="archived"):
        edit(draft, editor, (2, "resolution", "Hold it."))


def test_another_answer_of_the_topic_is_taken_in_once_with_its_source(draft, resolved_topic, mvp, editor):
    other = people.answer(resolved_topic, mvp, "Or take its battery out.")

    editing.take_in(article=draft, seen=draft.version, post=other, by=viewer(editor))

    assert shown(draft)[-1] == ("resolution", "Or take its battery out.", "Mia Veep")
    with pytest.raises(Refused, match="holds this answer"):
        editing.take_in(article=draft, seen=draft.version, post=other, by=viewer(editor))


def test_no_post_of_another_topic_is_taken_in(draft, board, mvp, asker, editor):
    elsewhere = people.answer(people.topic(board, asker, "Another topic altogether"), mvp)

    with pytest.raises(Refused, match="own topic"):
        editing.take_in(article=draft, seen=draft.version, post=elsewhere, by=viewer(editor))


def test_words_withdrawn_at_their_source_leave_with_the_next_edit(draft, resolved_topic, answer, editor):
    visibility.hide_post(post=answer, topic=resolved_topic, by=Viewer(role="admin"), reason="Off the topic.")

    withdrawn = article_page.paragraphs(draft.id)[1]
    edit(draft, editor, (1, "issue", "It works no more."), (2, "resolution", "Typed by hand."))

    assert (withdrawn.withdrawn, withdrawn.html, withdrawn.body, withdrawn.origin) == (True, "", "", None)
    assert shown(draft)[1] == ("resolution", "Typed by hand.", None)
