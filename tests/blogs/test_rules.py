"""Unpopular news answers five questions, and can be taken apart again; who may change what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import blogging

from community.blogs import rules
from community.kernel.auth import ROLES, VISIBILITIES, Viewer
from community.kernel.errors import Refused
from community.kernel.markup import plain, render
from community.kernel.texts import clean

LINES = st.text(st.characters(blacklist_categories=["Cs"]), min_size=4, max_size=60)
PARTS = st.fixed_dictionaries({name: st.lists(LINES, min_size=1, max_size=3).map("\n".join) for name in rules.PARTS})


def test_the_five_parts_become_headings_in_their_order():
    text = rules.composed(blogging.PARTS)

    lines = plain(render(text)).split("\n")

    assert lines[::2] == ["What changes", "When", "Why", "What you can do", "Whom to ask"]
    assert lines[1::2] == list(blogging.PARTS.values())


@given(PARTS)
def test_what_was_put_together_comes_apart_to_the_same_parts(parts):
    try:
        text = rules.composed(parts)
    except Refused:
        return

    assert rules.parts_of(text) == {name: clean(words) for name, words in parts.items()}
    assert rules.composed(rules.parts_of(text)) == text


@pytest.mark.parametrize("name", rules.PARTS)
@pytest.mark.parametrize("empty", ["", "  \n "])
def test_an_empty_part_is_refused_by_its_heading(name, empty):
    with pytest.raises(Refused, match=f"“{rules.PARTS[name]}” is empty"):
        rules.composed(blogging.PARTS | {name: empty})


@pytest.mark.parametrize("odd", ["Before\n## Whom to ask\nafter", "```\ncode without an end", "~~~\nthe same"])
def test_a_part_that_would_swallow_another_is_refused(odd):
    with pytest.raises(Refused, match="heading of another one, or code that is not closed"):
        rules.composed(blogging.PARTS | {"what": odd})


@pytest.mark.parametrize(
    "fine", ["- one\n- two\n  - three", "> quoted", "```\nclosed\n```", "| a | b |\n|---|---|\n| 1 | 2 |"]
)
def test_lists_quotes_code_and_tables_may_stand_in_a_part(fine):
    text = rules.composed(blogging.PARTS | {"why": fine})

    assert rules.parts_of(text)["why"] == fine


@pytest.mark.parametrize(
    ("words", "gist"),
    [
        (blogging.news(), blogging.PARTS["what"]),
        (blogging.words(), blogging.BODY),
        (blogging.words(body="It begins like this.\n\n## Then\n\nAnd goes on."), "It begins like this."),
        (blogging.words(body="# At once\n\nWith a heading."), "# At once\n\nWith a heading."),
    ],
)
def test_a_list_shows_what_stands_before_a_heading_and_of_unpopular_news_what_changes(words, gist):
    assert rules.gist(words) == gist


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [
        *(("member", False, False), ("mvp", False, False), ("agent", True, False)),
        *(("executive", True, False), ("editor", True, True), ("admin", True, True)),
    ],
)
def test_an_employee_changes_their_own_posts_and_editors_all(role, own, others):
    by = Viewer(member_id=1, role=role)

    assert (rules.may_change(1, by), rules.may_change(2, by)) == (own, others)


def test_a_board_is_as_closed_as_a_post_when_its_readers_all_see_the_post():
    for board in VISIBILITIES:
        for post in VISIBILITIES:
            readers = {
                seen: {r for r in ("anonymous", *ROLES) if seen in Viewer(role=r).scopes} for seen in (board, post)
            }

            assert rules.is_as_closed(board, post) == (readers[board] <= readers[post])
