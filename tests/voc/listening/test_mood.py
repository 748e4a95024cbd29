"""Net sentiment of a span of time: by people, by place, whatever the order, and never without its number."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.listening.mood import Tone, mood, net

NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)


def tone(person, compound, *, place="Getting started", language="en"):
    status = "unscored" if compound is None else "scored"
    return Tone(person=person, compound=compound, language=language, status=status, place=place, said_at=NOON)


def crowd(positive, neutral, negative):
    moods = [0.5] * positive + [0.0] * neutral + [-0.5] * negative
    return [tone(number, compound) for number, compound in enumerate(moods)]


tones = st.lists(
    st.builds(
        tone,
        st.integers(1, 40),
        st.none() | st.floats(-1, 1).map(lambda x: round(x, 4)),
        place=st.sampled_from(["Hub", "Billing", None]),
        language=st.sampled_from(["en", "de", "und"]),
    )
)


@pytest.mark.parametrize(
    ("counts", "value", "low", "high"),
    [((40, 30, 30), 10.0, -6.33, 25.75), ((20, 10, 70), -50.0, -64.20, -32.88), ((0, 30, 0), 0.0, -8.40, 8.40)],
)
def test_the_index_is_that_of_the_worked_examples(counts, value, low, high):
    found = net(crowd(*counts))

    assert found.value == value
    assert (found.estimate.low, found.estimate.high) == pytest.approx((low, high), abs=0.005)
    assert (found.status, found.voices) == ("ok", sum(counts))


@pytest.mark.parametrize(
    ("people", "status"), [(0, "insufficient"), (1, "suppressed"), (9, "suppressed"), (10, "low_n"), (30, "ok")]
)
def test_few_people_give_no_value_or_an_uncertain_one(people, status):
    found = net(crowd(people, 0, 0))

    assert found.status == status
    assert (found.value is None) == (status in ("insufficient", "suppressed"))


def test_one_who_says_everything_is_one_person():
    found = net([*crowd(5, 5, 5), *(tone("flooder", -0.9) for _ in range(500))])

    assert (found.counts.total, found.counts.negative) == (16, 6)


@given(tones)
def test_the_order_of_voices_is_irrelevant(said):
    assert mood(said) == mood(said[::-1])


@given(tones)
def test_places_share_the_voices_out_and_nothing_is_lost(said):
    found = mood(said)

    assert sum(part.voices for _, part in found.places) == found.whole.voices
    assert found.whole.voices + sum(found.unscored.values()) == len(said)


def test_texts_in_other_languages_are_counted_by_language():
    found = mood([tone(1, None, language="de"), tone(2, None, language="de"), tone(3, None, language="und")])

    assert found.unscored == {"de": 2, "other": 1}
    assert found.whole.value is None
