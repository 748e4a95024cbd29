"""An article's state: which moves are legal, for whom, and who may read what."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel.auth import ROLES, VISIBILITIES
from community.kernel.errors import Refused
from kb_harvest import rules
from kb_harvest.wording import MOVE_LABELS

LEGAL = {
    *(("wip", "not_validated"), ("not_validated", "validated"), ("validated", "archived"), ("wip", "archived")),
    *(("not_validated", "archived"), ("wip", "validated"), ("validated", "not_validated"), ("archived", "wip")),
}
EVERY_MOVE = list(itertools.product(rules.CONFIDENCES, repeat=2))


def allowed(before, to, role, grade="accepted"):
    try:
        rules.checked_move(before, to, role=role, grade=grade)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(("before", "to"), EVERY_MOVE)
@pytest.mark.parametrize("role", ["editor", "admin"])
def test_editors_make_the_legal_moves_and_no_other(before, to, role):
    assert allowed(before, to, role) is ((before, to) in LEGAL)


@pytest.mark.parametrize(("before", "to"), EVERY_MOVE)
@pytest.mark.parametrize("role", ["anonymous", *ROLES])
def test_agents_hand_drafts_on_and_others_move_nothing(before, to, role):
    if role not in ("editor", "admin"):
        assert allowed(before, to, role) is (role == "agent" and (before, to) == ("wip", "not_validated"))


@pytest.mark.parametrize(
    ("grade", "expected"), [("accepted", True), ("confirmed", True), ("likely", False), (None, False)]
)
def test_a_draft_is_validated_at_once_on_confirmed_evidence_only(grade, expected):
    assert allowed("wip", "validated", "editor", grade) is expected
    assert allowed("not_validated", "validated", "editor", grade)


@pytest.mark.parametrize("word", ["", "wip ", "published", "VALIDATED"])
def test_a_word_that_is_no_state_is_refused(word):
    assert not allowed("wip", word, "admin")


@pytest.mark.parametrize("role", ["anonymous", *ROLES])
def test_what_a_page_offers_is_what_the_rule_allows(role):
    for before in rules.CONFIDENCES:
        offered = set(rules.moves_from(before, role))

        assert offered == {to for to in rules.CONFIDENCES if allowed(before, to, role)}


def test_every_legal_move_has_its_words():
    assert set(MOVE_LABELS) == LEGAL


@given(st.sampled_from(rules.AUDIENCES), st.sampled_from((None, *VISIBILITIES)))
def test_nobody_finds_an_article_who_may_not_read_its_topic(audience, board):
    found_by = VISIBILITIES.index(rules.scope_of(audience, board))

    assert found_by >= VISIBILITIES.index(board or "public")
    assert found_by >= VISIBILITIES.index(rules.SCOPE_OF[audience])


@pytest.mark.parametrize(
    ("audience", "board", "fits"),
    [
        *(("public", None, True), ("public", "public", True), ("public", "members", False), ("public", "staff", False)),
        *(("members", "public", True), ("members", "members", True), ("members", "mvps", False)),
        *(("internal", "public", False), ("everybody", "public", False)),
    ],
)
def test_an_audience_is_never_wider_than_the_board_s(audience, board, fits):
    if fits:
        rules.checked_audience(audience, board)
    else:
        with pytest.raises(Refused):
            rules.checked_audience(audience, board)
