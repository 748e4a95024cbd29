"""When names on channels are one person's: the same confirmed mail or the same verified name, and nothing else."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.accounts import matching
from community.accounts.matching import Identity, identity, match
from community.kernel.errors import Refused

INES, TOM = 1, 2


@pytest.mark.parametrize(
    ("channel", "one", "other"),
    [("x", "@Ines", "ines "), ("mail", "Ines@People.Example", "ines@people.example"), ("phone", "+49 30 1", "49-301")],
)
def test_two_spellings_of_one_name_are_the_same(channel, one, other):
    assert identity(channel, one) == identity(channel, other)


@pytest.mark.parametrize(
    ("channel", "handle"), [("pigeon", "ines"), ("x", " @ "), ("mail", "ines"), ("phone", "none"), ("x", "i" * 201)]
)
def test_what_is_no_name_is_refused(channel, handle):
    with pytest.raises(Refused):
        identity(channel, handle)


@pytest.mark.parametrize(("channel", "handle", "rule"), [("mail", "i@p.example", "mail"), ("x", "ines", "handle")])
def test_a_verified_name_leads_to_its_person(channel, handle, rule):
    said = [Identity(channel, handle), Identity("github", "ines-codes")]

    assert match(said, {Identity(channel, handle): INES}) == (INES, rule)


def test_names_of_two_people_are_not_decided_by_rule():
    with pytest.raises(Refused, match="different people"):
        match([Identity("x", "a"), Identity("x", "b")], {Identity("x", "a"): INES, Identity("x", "b"): TOM})


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_names_that_look_alike_or_stand_on_other_channels_lead_to_nobody(name, other):
    known = {Identity("x", name): INES}
    said = [Identity("github", name), Identity("x", f"{name}{other}")]

    assert match(said, known) is None


def test_neither_a_company_nor_a_display_name_can_be_asked_for():
    assert list(inspect.signature(matching.match).parameters) == ["said", "known"]
    assert Identity._fields == ("channel", "folded")
