"""The sign-up form of the sample community: mostly people, some who are asked, some who fail."""

from datetime import timedelta

from community.accounts.doubts import DOUBTS


def test_the_form_met_people_and_what_looked_like_machines(half_year):
    outcomes = [one.outcome for one in half_year.sign_ups]

    assert outcomes.count("joined") > outcomes.count("asked") > outcomes.count("failed") > 0
    assert any(one.outcome == "joined" and one.doubts for one in half_year.sign_ups)
    assert {doubt for one in half_year.sign_ups for doubt in one.doubts} == set(DOUBTS)


def test_only_who_was_doubted_is_asked_in_weeks_that_are_not_forgotten(half_year):
    for one in half_year.sign_ups:
        assert one.doubts or one.outcome == "joined"
        assert half_year.until - timedelta(days=30) < one.at < half_year.until
