"""Rules of flags and trust levels, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel.auth import Viewer
from community.kernel.errors import Refused
from community.moderation import policy, rules, trust

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MVP, MEMBER = Viewer(member_id=1, role="mvp"), Viewer(member_id=2, role="member")
SEASONED = {
    "days_since_joining": 400,
    "posts": 300,
    "active_days": 120,
    "topics_answered": 90,
    "kudos_given": 60,
    "kudos_received": 80,
    "recent_active_days": 40,
    "recent_topics_answered": 20,
}


@pytest.mark.parametrize(("upheld", "decided", "weight"), [(0, 0, 500), (1, 1, 667), (3, 4, 667), (0, 8, 100)])
def test_a_flag_weighs_as_its_flagger_was_right_so_far(upheld, decided, weight):
    assert rules.flag_weight(upheld, decided) == weight


@given(st.integers(0, 500), st.integers(0, 500))
def test_weights_lie_between_none_and_all_and_grow_with_every_upheld_flag(upheld, declined):
    weight = rules.flag_weight(upheld, upheld + declined)

    assert 0 < weight < 1000
    assert rules.flag_weight(upheld + 1, upheld + declined + 1) >= weight
    assert rules.flag_weight(upheld, upheld + declined + 1) <= weight


def test_more_upheld_than_decided_is_no_record():
    with pytest.raises(ValueError, match="no record"):
        rules.flag_weight(2, 1)


@pytest.mark.parametrize("reason", policy.REASONS)
def test_one_moderator_or_two_trusted_members_hide_what_is_severe_and_nothing_else(reason):
    severe = reason in policy.SEVERE

    assert rules.hides_at_once(reason, MVP, 0) is severe
    assert rules.hides_at_once(reason, MEMBER, 1) is False
    assert rules.hides_at_once(reason, MEMBER, 2) is severe


def test_a_flagger_who_was_mostly_wrong_is_not_trusted():
    assert rules.is_trusted(2, 500)
    assert not rules.is_trusted(2, 333)
    assert not rules.is_trusted(1, 900)


def test_nobody_rules_on_what_they_flagged_or_wrote():
    rules.may_rule(MVP, 7, {8, 9})
    for author, flaggers in ((1, {8}), (7, {1, 8})):
        with pytest.raises(Refused):
            rules.may_rule(MVP, author, flaggers)
    with pytest.raises(Refused, match="Only moderators"):
        rules.may_rule(MEMBER, 7, {8})


def test_an_mvp_does_not_rule_on_something_severe_alone():
    with pytest.raises(Refused, match="alone"):
        rules.may_uphold(MVP, "SPAM_MALWARE", set())
    rules.may_uphold(MVP, "SPAM_MALWARE", {5})
    rules.may_uphold(MVP, "OFF_TOPIC", set())


def test_a_claim_holds_for_half_an_hour():
    assert rules.is_claimed(9, NOON - timedelta(minutes=29), MVP, NOON)
    assert not rules.is_claimed(9, NOON - timedelta(minutes=30), MVP, NOON)
    assert not rules.is_claimed(1, NOON, MVP, NOON)


@pytest.mark.parametrize("code", ["", None, "RUDE", "off_topic", "CRITICISM"])
def test_only_a_listed_reason_is_a_reason(code):
    with pytest.raises(Refused, match="comment policy"):
        policy.checked_reason(code)


@pytest.mark.parametrize("reason", policy.KEPT_BY_DEFAULT)
def test_reasons_near_to_criticism_ask_for_a_sentence(reason):
    with pytest.raises(Refused, match="criticism"):
        policy.checked_remark(reason, "bad")
    assert policy.checked_remark(reason, "  Names a  clerk as a thief. ") == "Names a clerk as a thief."


def test_the_triage_colours_are_those_of_the_protocol():
    yellow = {reason for reason, colour in policy.COLOUR_OF.items() if colour == "yellow"}

    assert yellow == {"MEDIA_INQUIRY", "OFF_TOPIC"}
    assert set(policy.COLOUR_OF) == set(policy.REASONS)


def test_everybody_begins_at_level_nought_and_rises_by_what_they_do():
    assert trust.level_of(trust.Record()) == 0
    assert trust.level_of(trust.Record(days_since_joining=1, posts=3, active_days=2)) == 1
    assert trust.level_of(trust.Record(**SEASONED)) == 3


@pytest.mark.parametrize(
    ("lately", "level"),
    [
        ({"recent_active_days": 24}, 2),
        ({"recent_removed": 1}, 2),
        ({"recent_removed": 2}, 1),
        ({"recent_removed": 3}, 0),
        ({"recent_sanctions": 1}, 1),
        ({"recent_sanctions": 2}, 0),
    ],
)
def test_a_level_can_be_lost(lately, level):
    assert trust.level_of(trust.Record(**SEASONED | lately)) == level


@given(st.builds(trust.Record, **dict.fromkeys(SEASONED, st.integers(0, 200))), st.sampled_from(sorted(SEASONED)))
def test_doing_more_never_lowers_the_level(record, name):
    more = trust.Record(**{f: getattr(record, f) + (f == name) for f in record.__dataclass_fields__})

    assert trust.level_of(more) >= trust.level_of(record)
