"""Which question a duplicate leads to."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from community.porting.stackexchange.duplicates import originals
from community.porting.stackexchange.records import DumpLink

pairs = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=30)


def links(*ends):
    at = datetime(2020, 1, 1, tzinfo=UTC)
    return [
        DumpLink(id=i, post_id=post, related_id=related, kind="duplicate", created_at=at)
        for i, (post, related) in enumerate(ends)
    ]


def test_first_original_named_is_the_original():
    assert originals(links((1, 2), (1, 3))) == {1: 2}


def test_chain_of_duplicates_stays_a_chain():
    assert originals(links((1, 2), (2, 3))) == {1: 2, 2: 3}


def test_two_duplicates_of_each_other_do_not_send_readers_round():
    assert originals(links((1, 2), (2, 1))) == {1: 2}


@given(pairs)
def test_no_chain_leads_back_to_where_it_began(ends):
    found = originals(links(*ends))

    for start in found:
        steps, place = 0, start
        while place in found and steps <= len(found):
            place, steps = found[place], steps + 1
        assert steps <= len(found)
