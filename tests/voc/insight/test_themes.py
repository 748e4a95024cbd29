"""Emerging themes: the worked values, the floors, and the laws that no order of reading may break."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.insight import names, themes
from voc.insight.themes import Said, c_tf_idf, log_odds, rated

GOLDEN = [
    ((30, 1000, 20, 10_000, 5), (2.0566, 0.0686, 7.8538)),
    ((2, 1000, 0, 10_000, 0.2), (4.1037, None, 1.7571)),
    ((60, 1000, 600, 10_000, 60), (0, None, 0)),
]


def said(text, author="a", key=None):
    return Said(key or f"post:{abs(hash((text, author))) % 10**8}", author, text)


def week_of(word, people, posts_each=1):
    """Return a week in which so many people write the word, amid their own words."""
    return [
        Said(f"post:{who}-{nth}", f"person {who}", f"Charger number {who} shows {word} again")
        for who in range(people)
        for nth in range(posts_each)
    ]


BEFORE = [Said(f"post:old-{n}", f"person {n % 20}", f"Charger story {n % 7} about solar panels") for n in range(200)]


def found(week, before=BEFORE):
    return themes.themes(week, before, rated(week, before))


@pytest.mark.parametrize(("counts", "expected"), GOLDEN)
def test_log_odds_are_those_worked_out_by_hand(counts, expected):
    odds = log_odds(*counts)

    assert odds.delta == pytest.approx(expected[0], abs=1e-4)
    assert odds.z == pytest.approx(expected[2], abs=1e-4)
    if expected[1] is not None:
        assert odds.variance == pytest.approx(expected[1], abs=1e-4)


@pytest.mark.parametrize(("count", "words", "weight"), [(10, 100, 0.1981), (2, 50, 0.0792)])
def test_c_tf_idf_is_the_one_worked_out_by_hand(count, words, weight):
    assert c_tf_idf(count, words, 75, 12) == pytest.approx(weight, abs=1e-4)


def test_what_many_people_begin_to_write_about_is_a_theme():
    week = week_of("earthfault", 12)

    theme = found(week)[0]

    assert "earthfault" in theme.terms
    assert (len(theme.posts), theme.authors, theme.before) == (12, 12, 0)


def test_two_people_are_no_theme_however_much_they_write():
    assert found(week_of("earthfault", 2, posts_each=20)) == []


def test_four_posts_are_no_theme_however_new():
    assert found(week_of("earthfault", 4)) == []


def test_what_was_always_written_about_is_no_theme():
    week = [Said(f"post:{n}", f"person {n}", f"Charger story {n % 7} about solar panels") for n in range(20)]

    assert found(week) == []


def test_terms_that_stand_together_are_one_theme_named_by_the_pair():
    week = [Said(f"post:{n}", f"person {n}", f"My brandnew earth fault came on day {n}") for n in range(12)]

    (theme,) = found(week)

    assert {"earth", "fault"} <= set(theme.terms)
    assert theme.label in {"earth fault", "brandnew earth, fault"}


def test_a_frequent_word_does_not_swallow_a_rare_pair_that_stands_with_it():
    rare = [Said(f"post:r{n}", f"person {n}", f"The app is on the lock screen {n}") for n in range(12)]
    often = [Said(f"post:o{n}", f"person {n}", f"App {n}") for n in range(38)]

    people = {theme.label: theme.authors for theme in found([*rare, *often])}

    assert (people["app"], people["lock screen"]) == (38, 12)


def test_a_term_of_the_label_stands_in_half_of_the_texts():
    few = [said("lock screen", "a", "post:1")]
    many = [said(f"app {word}", word, f"post:{word}") for word in ("red", "green", "blue")]

    assert themes.label(["lock screen", "app"], [*few, *many], []) == "app"


def test_without_such_a_term_the_most_frequent_is_the_label():
    texts = [said(word, str(n), f"post:{n}") for n, word in enumerate(["red", "green", "green", "blue", "black"])]

    assert themes.label(["red", "green", "blue", "black"], texts, []) == "green"


def test_before_counts_every_text_with_any_term_and_compares_shares():
    week = [Said(f"post:{n}", f"person {n}", "An earth fault again") for n in range(12)]
    past = [*BEFORE, *(Said(f"post:e{n}", "x", "Earth under the panels") for n in range(2)), said("A fault", "y")]

    (theme,) = found(week, past)

    assert theme.before == 3
    assert theme.times == pytest.approx(1 / (3 / 203))


def test_weeks_of_different_size_compare_by_share():
    assert themes.times(10, 100, 20, 400) == pytest.approx(2)
    assert themes.times(10, 100, 0, 400) is None


def test_one_text_counts_a_word_once():
    loud = rated([said("alarm alarm alarm alarm")], BEFORE)
    calm = rated([said("alarm")], BEFORE)

    assert [t.z for t in loud if t.text == "alarm"] == [t.z for t in calm if t.text == "alarm"]


@given(st.randoms(use_true_random=False))
def test_no_order_of_the_texts_changes_anything(chance):
    week = [*week_of("earthfault", 8), *week_of("firmware", 8)]
    week = [Said(f"{one.key}-{n}", one.author, one.text) for n, one in enumerate(week)]
    before = list(BEFORE)
    expected = (rated(week, before), found(week, before))

    shuffled, past = chance.sample(week, len(week)), chance.sample(before, len(before))

    assert (rated(shuffled, past), found(shuffled, past)) == expected


@given(st.lists(st.text(max_size=80), min_size=1, max_size=8))
def test_any_text_can_be_rated_against_nothing(texts):
    week = [Said(f"post:{n}", "a", text) for n, text in enumerate(texts)]

    terms = rated(week, [])

    assert all(term.posts and -100 < term.z < 100 for term in terms)


def test_masks_stop_words_and_numbers_are_no_terms():
    assert set(themes.terms_of("The [email] is 42 and I can't, on Monday")) == set()


def test_pairs_do_not_reach_over_a_full_stop_or_a_stop_word():
    terms = set(themes.terms_of("Earth fault. Charger red and hub dead"))

    assert {"earth fault", "charger red", "hub dead"} <= terms
    assert not {"fault charger", "red hub"} & terms


def test_names_of_people_are_no_terms_unless_they_are_words():
    texts = [(f"person {n}", "my hub is dead, ask Lenka") for n in range(4)]

    personal = names.personal(["Lenka Sikora", "Hub Hero"], texts)

    assert personal == {"lenka", "sikora", "hero"}
    assert "lenka" not in set(themes.terms_of("ask Lenka about the hub", personal))
    assert names.mentions("Thanks, @lenka.sikora!", personal)
    assert not names.mentions("the hub is dead", personal)


def test_a_handle_stands_for_somebody_however_many_write_it_and_a_part_of_it_may_not():
    texts = [(f"person {n}", "tinkerdad74: the hub is dead, says hub.hero") for n in range(4)]

    personal = names.personal(["Hub Hero", "tinkerdad74", "hub.hero"], texts, ["tinkerdad74", "hub.hero"])

    assert names.mentions("tinkerdad74 had the answer", personal)
    assert names.mentions("Hub.Hero had the answer", personal)
    assert not names.mentions("the hub is dead", personal)
    assert "tinkerdad74" not in set(themes.terms_of("ask tinkerdad74", personal))


def test_a_word_after_an_at_stands_for_somebody_though_nobody_knows_the_name():
    assert names.mentions("@somebody: did it help?", frozenset())
    assert not names.mentions("It draws 3 A @ 230 V, or so", frozenset())
    assert set(themes.terms_of("@some.body charger")) == {"charger"}


def test_ties_stand_in_the_order_of_the_alphabet():
    week = [said("zebra", "a", "post:1"), said("apple", "b", "post:2")]
    random.Random(7).shuffle(week)

    assert [term.text for term in rated(week, BEFORE)] == ["apple", "zebra"]
