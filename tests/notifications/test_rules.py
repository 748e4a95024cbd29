"""Quiet hours, digests and the strongest reason, on every clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.forum.events import KudosGiven
from community.kernel.announcing import Telling
from community.kernel.events import Fact
from community.notifications import rules

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 2 * 365 * 24 * 3600).map(lambda seconds: BEGINNING + timedelta(seconds=seconds))
ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
).map(ZoneInfo)
HOURS = st.integers(0, 23)
OR_NONE = st.none() | HOURS
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


def at(zone, *parts, fold=0):
    return datetime(*parts, tzinfo=zone, fold=fold).astimezone(UTC)


@given(moment=MOMENTS, zone=ZONES, begins=OR_NONE, ends=OR_NONE)
def test_no_mail_leaves_in_quiet_hours_and_none_before_its_time(moment, zone, begins, ends):
    leaves = rules.after_quiet(moment, zone, begins, ends)

    assert leaves >= moment
    assert not rules.is_quiet(leaves, zone, begins, ends)
    assert leaves - moment <= timedelta(hours=25)


@given(moment=MOMENTS, zone=ZONES, begins=OR_NONE, ends=OR_NONE)
def test_outside_of_quiet_hours_nothing_waits(moment, zone, begins, ends):
    is_awake = not rules.is_quiet(moment, zone, begins, ends)

    assert (rules.after_quiet(moment, zone, begins, ends) == moment) == is_awake


@pytest.mark.parametrize(
    ("zone", "comes", "leaves"),
    [
        (BERLIN, (2026, 11, 20, 23, 30), (2026, 11, 21, 7, 0)),  # over midnight
        (BERLIN, (2026, 11, 21, 6, 59), (2026, 11, 21, 7, 0)),
        (BERLIN, (2026, 11, 21, 7, 0), (2026, 11, 21, 7, 0)),  # the end is awake
        (BERLIN, (2026, 3, 28, 22, 10), (2026, 3, 29, 7, 0)),  # the clock goes forward that night
        (NEW_YORK, (2026, 10, 31, 23, 0), (2026, 11, 1, 7, 0)),  # and back
    ],
)
def test_a_night_s_mails_leave_in_the_morning(zone, comes, leaves):
    assert rules.after_quiet(at(zone, *comes), zone, 22, 7) == at(zone, *leaves)


@given(moment=MOMENTS, zone=ZONES, way=st.sampled_from(["daily", "weekly"]), hour=HOURS)
def test_a_digest_is_due_once_a_period_and_soon_enough(moment, zone, way, hour):
    due = rules.digest_after(moment, zone, way, hour)
    local = due.astimezone(zone)

    assert moment < due <= moment + timedelta(days={"daily": 2, "weekly": 8}[way])
    assert local.hour in (hour, hour + 1)  # an hour that was left out is the next one
    assert way == "daily" or local.weekday() == 0
    assert rules.digest_after(due, zone, way, hour) - due >= timedelta(hours=22)


@pytest.mark.parametrize("between", [timedelta(minutes=1), timedelta(minutes=14)])
def test_what_comes_within_a_quarter_of_an_hour_leaves_together(between):
    first = at(BERLIN, 2026, 11, 20, 12, 0)

    due = rules.due("at_once", first, BERLIN, quiet=(None, None), hour=8)

    assert due - first == rules.GATHERED_FOR
    assert first + between < due


@given(moment=MOMENTS, zone=ZONES, way=st.sampled_from(rules.MAILED), begins=OR_NONE, ends=OR_NONE, hour=HOURS)
def test_nothing_is_due_in_quiet_hours_whichever_way_it_comes(moment, zone, way, begins, ends, hour):
    due = rules.due(way, moment, zone, quiet=(begins, ends), hour=hour)

    assert due > moment
    assert not rules.is_quiet(due, zone, begins, ends)


def test_a_digest_whose_hour_is_quiet_comes_when_quiet_hours_end():
    due = rules.due("daily", at(BERLIN, 2026, 11, 20, 12, 0), BERLIN, quiet=(20, 9), hour=8)

    assert due == at(BERLIN, 2026, 11, 21, 9, 0)


def telling(member_id, reason, occasion):
    event = KudosGiven(post_id=1, topic_id=1, board_id=1, post_kind="answer", author_id=1)
    fact = Fact(seq=1, at=BEGINNING, imported=False, event=event)
    things = {"thing": ("post", 1), "about": ("topic", 1)}
    return Telling(fact=fact, member_id=member_id, reason=reason, occasion=occasion, by=None, **things)


STRENGTHS = {"mention": 90, "answer": 80, "topic": 30, "person": 20}
TOLD = st.lists(
    st.builds(telling, st.integers(1, 3), st.sampled_from(sorted(STRENGTHS)), st.sampled_from(["post 1", "post 2"]))
)


@given(told=TOLD)
def test_of_several_reasons_for_one_occasion_the_strongest_is_told(told):
    kept = rules.strongest(told, STRENGTHS)

    by_key = {(one.member_id, one.occasion): STRENGTHS[one.reason] for one in kept}
    assert len(by_key) == len(kept)
    assert by_key == {
        (one.member_id, one.occasion): max(
            STRENGTHS[other.reason]
            for other in told
            if (other.member_id, other.occasion) == (one.member_id, one.occasion)
        )
        for one in told
    }
