"""The printed parts of a voice's score make the score, to the last digit shown."""

import re
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from voc.listening import hearing
from voc.listening.parts import parts_of

WORDS = (
    "I hate this",
    "it works",
    "great news",
    "the hub",
    "why",
    "a terrible nightmare",
    "thanks",
    "error 52",
    "not bad",
)
texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" and ".join)).map(". ".join)


@given(texts)
def test_the_working_can_be_done_by_hand(text):
    heard = hearing.hear(text)
    assume(heard.status == "scored" or not text)  # a few of these sentences pass for another language
    found = parts_of(heard.text)

    terms = re.findall(r"(−?[\d.]+) × (\d+)", found.sum)
    total = sum(Fraction(score.replace("−", "-")) * int(words) for score, words in terms)

    assert found.compound == (heard.compound or 0)
    if terms:
        assert f"{float(total / sum(int(words) for _, words in terms)):.4f}" == f"{found.compound:.4f}"
    else:
        assert found.compound == 0


def test_neutral_sentences_do_not_thin_the_others_out():
    found = parts_of("I hate it. It stands on the wall.")

    assert found.sum == "(−0.5719 × 3) ÷ 3 = −0.5719"
    assert [one.counts for one in found.sentences] == [True, False]
