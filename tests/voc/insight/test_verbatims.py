"""Quotes: the customer's own words, of fitting length, from different people, in the mood of the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.insight import verbatims
from voc.insight.verbatims import CUT, LONGEST, SHORTEST, Text, choose, windows

FIRST = "The charger stops with an earth fault every single morning."
SECOND = "I changed the cable and the breaker, and nothing helped at all."
LONG = "It went on and on " * 20


def text(key, words, *, author=None, role="member", mood="neutral", source=None):
    return Text(key=key, author=author or key, role=role, mood=mood, text=words, source=source or words)


def windows_of(words):
    return list(windows(words, words))


def test_a_text_of_fitting_length_is_quoted_whole():
    assert windows_of(FIRST) == [FIRST]


def test_what_is_left_out_is_marked_on_both_sides():
    found = windows_of(f"Hello. {FIRST} {SECOND} {LONG}.")

    assert f"{CUT} {FIRST} {SECOND} {CUT}" in found
    assert f"{CUT} {SECOND} {CUT}" in found


@pytest.mark.parametrize(("length", "quoted"), [(39, False), (40, True), (280, True)])
def test_length_of_a_quote_has_its_limits(length, quoted):
    words = "a" * (length - 1) + "."

    assert bool(windows_of(words)) is quoted


def test_a_sentence_that_is_too_long_is_cut_at_a_word_and_says_so():
    (found,) = windows_of(LONG.strip())

    assert found.endswith(CUT)
    assert LONG.startswith(found.removesuffix(f" {CUT}"))
    assert SHORTEST <= len(found.removesuffix(f" {CUT}")) <= LONGEST


def test_a_line_that_is_no_sentence_is_not_joined_with_its_neighbours():
    found = windows_of(f"Charger again\n\n{FIRST}\n{SECOND}\nHub: Hub 3, firmware 4.10.1\nApp: 6.0.0 on a phone")

    assert found[0] == f"{CUT} {FIRST} {SECOND} {CUT}"
    assert not [one for one in found if "Hub" in one or "again" in one]


def test_a_sentence_may_go_on_in_the_next_line():
    broken = FIRST.replace("fault every", "fault\nevery")

    assert windows_of(broken) == [FIRST]


def test_a_sentence_without_a_gap_is_not_cut():
    assert windows_of("a" * (LONGEST + 20)) == []


def test_words_that_do_not_stand_so_in_the_source_are_not_quoted():
    cleaned = "Then I ran  and the charger stopped again with its fault."
    source = "Then I ran sudo reboot and the charger stopped again with its fault."

    assert list(windows(cleaned, source)) == []


def test_spelling_and_apostrophes_stay_as_they_were_written():
    source = "It dosn’t work wiht teh new cable, and nobody’s answering me."

    assert list(windows(source.replace("’", "'"), source)) == [source]


@given(st.lists(st.sampled_from([FIRST, SECOND, "No.", "Why?", LONG + "."]), min_size=1, max_size=6))
def test_every_quote_stands_in_its_text_and_fits(parts):
    whole = " ".join(parts)

    for found in windows_of(whole):
        words = found.removeprefix(f"{CUT} ").removesuffix(f" {CUT}")
        assert words in " ".join(whole.split())
        assert SHORTEST <= len(words) <= LONGEST


def test_nobody_is_quoted_twice():
    texts = [text("post:1", FIRST, author="ann"), text("post:2", SECOND, author="ann")]

    assert len(choose(texts)) == 1


def test_at_most_one_mvp_is_quoted():
    texts = [text(f"post:{n}", f"{FIRST[:-1]} on day {n}.", role="mvp") for n in range(3)]

    assert [one.of.role for one in choose([*texts, text("post:9", SECOND)])].count("mvp") == 1


def test_moods_are_quoted_in_proportion():
    angry = [text(f"post:{n}", f"{FIRST[:-1]} of week {n}.", mood="negative") for n in range(8)]
    glad = [text(f"post:{n}", f"{SECOND[:-1]} in {n} hours.", mood="positive") for n in range(8, 12)]

    assert sorted(one.of.mood for one in choose([*angry, *glad])) == ["negative", "negative", "positive"]


def test_quotes_that_say_the_same_are_not_chosen_together():
    same = [text(f"post:{n}", FIRST, author=f"person {n}") for n in range(3)]

    chosen = choose([*same, text("post:9", SECOND)], most=2)

    assert {one.text for one in chosen} == {FIRST, SECOND}


def test_a_quote_that_names_somebody_is_not_chosen():
    named = text("post:1", "Thank you so much, Lenka, the charger is green again.")

    assert choose([named], names=frozenset({"lenka"})) == []


@pytest.mark.parametrize(
    "named",
    ["@tinkerdad74: press long on the tile and keep it there.", "So says lenka.sikora, and now it is green again."],
)
def test_a_quote_that_addresses_somebody_is_not_chosen(named):
    assert choose([text("post:1", named)], names=frozenset({"lenka.sikora"})) == []


def test_a_quote_has_a_term_of_its_subject():
    both = text("post:1", f"{FIRST} {LONG}. {SECOND}")

    assert choose([both, text("post:2", LONG)], about=frozenset({"cable"}))[0].text == f"{CUT} {SECOND}"
    assert choose([both], about=frozenset({"lock screen"})) == []


def test_a_row_of_devices_and_versions_is_no_quote():
    assert choose([text("post:1", "Hub 3 (4.10.1) Glide 6 12.2 kWp app 6.0.0 Feather 2")]) == []
    assert choose([text("post:1", "I have a Hub 3 with 4.10.1 and it loses the network every night.")])


def test_nearest_to_the_subject_comes_first_and_words_of_everywhere_tell_less():
    on = text("post:1", "An earth fault, again an earth fault at the charger.")
    off = text("post:2", "By the way my neighbour has a very nice garden now.")
    more = [text(f"post:{n}", f"Earth fault number {n} came with the rain today.") for n in range(3, 7)]

    assert choose([off, on, *more], ["neighbour garden"])[0].of.key != "post:2"


def test_no_text_of_fitting_length_gives_no_quote():
    assert choose([text("post:1", "Too short.")]) == []


@given(st.permutations([text(f"post:{n}", f"{FIRST[:-1]} for {n} days.", author=str(n % 4)) for n in range(6)]))
def test_no_order_of_the_texts_changes_the_quotes(texts):
    ordered = sorted(texts, key=lambda one: one.key)

    assert choose(texts) == choose(ordered)


def test_cosine_of_nothing_is_zero():
    assert verbatims.cosine({}, {"a": 1.0}) == 0
