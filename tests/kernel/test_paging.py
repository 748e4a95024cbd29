"""Pages by key: a list goes on after a row, and a key that is not ours is refused, never a crash."""

import json
import string
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel import paging
from community.kernel.errors import Refused

KINDS = (int, str, datetime)
MOMENTS = st.datetimes(timezones=st.just(UTC))
NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)))


def key_of(value: object) -> str:
    """Return the key in which somebody wrote `value` by hand."""
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@given(NUMBERS, TEXTS, MOMENTS)
def test_key_gives_back_what_it_was_made_of(number, text, moment):
    key = paging.encode((number, text, moment))

    assert paging.decode(key, KINDS) == [number, text, moment]


@given(NUMBERS, TEXTS, MOMENTS)
def test_key_needs_no_quoting_in_an_address(number, text, moment):
    key = paging.encode((number, text, moment))

    assert set(key) <= set(string.ascii_letters + string.digits + "-_")


@given(st.text())
def test_garbage_is_refused(garbage):
    with pytest.raises(Refused):
        paging.decode(garbage, KINDS)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text() | st.integers(), st.lists, max_leaves=5))
def test_key_of_another_shape_is_refused(value):
    with pytest.raises(Refused):
        paging.decode(key_of(value), KINDS)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ([True], int),
        ([1.0], int),
        ([2**63], int),
        ([10**400], int),
        (["1"], int),
        ([None], int),
        ([1], str),
        (["a\0b"], str),
        (["\ud800"], str),
        (["2026-01-01"], datetime),
        ([{"t": "2026-01-01T00:00:00"}], datetime),
        ([{"t": "0001-01-01T00:00:00+23:59"}], datetime),
        ([{"t": 7}], datetime),
        ([{"u": "2026-01-01T00:00:00+00:00"}], datetime),
        ([{"t": "2026-01-01T00:00:00+00:00"}], str),
        ([1, 2], int),
        ([], int),
        ({"0": 1}, int),
    ],
    ids=str,
)
def test_value_that_a_database_would_choke_on_is_refused(value, kind):
    with pytest.raises(Refused):
        paging.decode(key_of(value), [kind])


def test_deeply_nested_key_is_refused():
    bottomless = urlsafe_b64encode(b"[" * 100_000).decode()

    with pytest.raises(Refused):
        paging.decode(bottomless, KINDS)


def test_page_is_cut_and_names_its_last_row():
    page = paging.page_of([1, 2, 3], 2, lambda row: (row,))

    assert page.rows == [1, 2]
    assert paging.decode(page.next_key or "", [int]) == [2]


@pytest.mark.parametrize("rows", [[], [1], [1, 2]])
def test_last_page_leads_nowhere(rows):
    page = paging.page_of(rows, 2, lambda row: (row,))

    assert page == paging.Page(rows, None)


@pytest.mark.parametrize("key", [(), ("a", "b", "c"), (True, 1, 1), (2**70, 1, 1), (1, 2), "[" * 9000])
@pytest.mark.parametrize("path", ["/accounts/people", "/forum/topics"])
def test_page_with_a_key_of_somebody_s_own_making_says_so(browser, path, key):
    answer = browser.get(path, query_string={"after": paging.encode(key) if isinstance(key, tuple) else key})

    assert answer.status_code in (200, 400) if not key else answer.status_code == 400
    assert "Traceback" not in answer.text
