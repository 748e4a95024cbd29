"""Insight candidates: three kinds, printed parts that make the score, and content that survives being stored."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.insight import themes
from voc.insight.memo import candidates, content
from voc.insight.memo.candidates import Found, Heard
from voc.insight.memo.content import Content, Excerpt

CALM = "solar panels gave curves during spring days beneath clear skies"


def heard(key, text, *, author=None, place="topic:1", opens=False, board=1):
    return Heard(key, author or key, text, place=place, opens=opens, board=board)


def find(week, before=(), weeks=12):
    rated = themes.rated(week, before)
    return candidates.find(week, before, rated, themes.themes(week, before, rated), weeks)


def week_with_a_theme():
    week = [heard(f"post:{n}", f"earthfault again {CALM} {n}") for n in range(10)]
    return [
        *week,
        heard("topic:7", "zeppelin hangar moored balloon pilot wicker helium ballast", place="topic:7", opens=True),
    ]


PAST = [heard(f"post:old{n}", CALM) for n in range(600)]


def test_most_voices_is_the_theme_with_most_people():
    first = find(week_with_a_theme(), PAST)[0]

    assert (first.kind, first.subject[0], first.authors) == ("most", "earthfault", 10)


def test_without_a_theme_most_voices_is_the_conversation_with_most_people():
    week = [heard(f"post:{n}", CALM, place="topic:5") for n in range(3)] + [heard("post:9", CALM, place="topic:6")]

    assert find(week, PAST)[0].subject == ("topic:5",)


def test_a_word_shared_by_two_people_is_new_if_nobody_used_it_before():
    talk = [heard(f"post:{n}", CALM, place=f"topic:{n % 2}") for n in range(4)]

    found = find([*talk, heard("post:8", "teapot", place="topic:8"), heard("post:9", "teapot", place="topic:9")], PAST)

    assert {one.kind: (one.subject[0], one.authors) for one in found}["newest"] == ("teapot", 2)


def test_single_voices_of_a_kind_come_from_different_boards():
    words = "solar panels gave curves during spring days beneath clear skies"
    week = [heard(f"post:{n}", words, place=f"topic:{n}", board=n // 3) for n in range(6)]

    assert [one.posts for one in find(week, PAST) if one.kind == "strangest"] == [("post:2",), ("post:3",)]


def test_what_names_a_theme_is_what_its_quotes_are_about():
    first = find(week_with_a_theme(), PAST)[0]

    assert (first.about, first.times) == (frozenset({"earthfault"}), None)


def test_in_the_first_week_nothing_is_newest():
    assert "newest" not in {one.kind for one in find(week_with_a_theme(), weeks=0)}


def test_one_text_may_be_all_there_is():
    (only,) = find([heard("topic:1", "My charger is red.", opens=True)], PAST)

    assert (only.kind, only.posts, only.authors) == ("most", ("topic:1",), 1)


def test_an_empty_week_has_no_candidate():
    assert find([], PAST) == []


@given(st.permutations(week_with_a_theme()))
def test_no_order_of_the_texts_changes_the_candidates(week):
    assert find(week, PAST) == find(sorted(week, key=lambda one: one.key), PAST)


def test_no_text_stands_behind_two_candidates():
    posts = [post for one in find(week_with_a_theme(), PAST) for post in one.posts]

    assert len(posts) == len(set(posts))


def made(key, z, authors=1):
    return Found(kind="most", subject=(key,), posts=(f"post:{key}",), authors=authors, z=z)


def test_score_is_the_product_of_its_printed_parts():
    (first, second) = candidates.suggestions([made("a", 4.0, 9), made("b", 2.0)], {"most:a": 0.4312}, [("a",), ("x",)])

    assert (first.z_rank, first.novelty, first.spread, first.reach) == (1.0, 0.5, 2.3, 1.43)
    assert first.score == round(1.0 * 0.5 * 2.3 * 1.43, 2)
    assert (second.z_rank, second.novelty, second.spread, second.reach) == (0.5, 1.0, 0.69, 1.0)


@pytest.mark.parametrize(("times", "novelty"), [(0, 1.0), (1, 0.5), (2, 0.33), (8, 0.11)])
def test_what_was_chosen_lately_is_less_new(times, novelty):
    (found,) = candidates.suggestions([made("a", 1.0)], {}, [("a", "b")] * times)

    assert found.novelty == novelty


def a_content():
    quote = content.Quote(said=Excerpt(source="post:1", text="Red again."), who="a member")
    candidate = content.Candidate(
        key="most:a",
        kind="most",
        subject=("a",),
        headline="Red",
        posts=1,
        authors=1,
        customers=0,
        segments=(),
        of_posts=2,
        sources=("post:1",),
        quotes=(quote,),
        suggestion=content.Suggestion(z_rank=1.0, novelty=1.0, spread=0.69, reach=1.0),
    )
    line = content.IdeaLine(title=Excerpt(source="idea:4", text="Green"), before="new", now="planned", votes=3, days=2)
    lists = dict.fromkeys(("themes", "numbers", "articles", "waiting", "gaps", "suppressed", "unheard"), ())
    empty = (content.Gap(label="themes", why="Nothing stood out."),)
    kept = {"week": "2025-W23", "version": "memo-2", "posts": 2, "authors": 1, "themes_against": ""}
    return Content(**kept, **lists, candidates=(candidate,), moved=(line,), empty=empty)


def test_content_comes_back_from_json_as_it_was():
    kept = json.dumps(content.plain(a_content()))

    assert content.revived(json.loads(kept)) == a_content()


def test_every_excerpt_is_found_in_its_place():
    found = [(one.source, one.text) for one in content.excerpts(a_content())]

    assert found == [("post:1", "Red again."), ("idea:4", "Green")]


def test_an_empty_section_says_why():
    assert a_content().why_empty("themes") == "Nothing stood out."
    assert a_content().why_empty("moved") == ""
