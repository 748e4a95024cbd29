"""The customers of the sample community: most have a tier, a few are widely read, employees are none."""

from collections import Counter

from community.sample.customers import SALES, notes_on
from community.sample.people import STAFF


def test_about_six_in_ten_members_have_a_tier_and_a_few_are_widely_read(half_year):
    customers = [person for person in half_year.people if person.role not in STAFF]
    values = Counter(field for person in customers for note in notes_on(person) for field in note.values)

    assert 0.5 < values["tier"] / len(customers) < 0.7
    assert 0.03 < values["followers"] / len(customers) < 0.1
    assert 0 < values["external_score"] < values["followers"]


def test_every_tier_occurs(half_year):
    tiers = {note.values["tier"] for person in half_year.people for note in notes_on(person) if note.source == SALES}

    assert tiers == {"platinum", "gold", "silver", "bronze", "none"}


def test_employees_are_no_customers(half_year):
    assert [notes_on(person) for person in half_year.people if person.role in STAFF and notes_on(person)] == []


def test_the_same_person_is_told_of_alike(half_year):
    assert [notes_on(person) for person in half_year.people] == [notes_on(person) for person in half_year.people]
