"""One organisation's board, and who follows whom, as the sample community has them."""

from community.sample.customers import HOUSE, organisation_of


def test_the_people_of_the_organisation_and_our_staff_talk_on_its_board(half_year):
    people = {person.handle: person for person in half_year.people}

    talks = half_year.house.talks
    names = {name for talk in talks for name in (talk.author, *(said.author for said in talk.replies))}

    assert len(talks) >= 3
    assert {talk.kind for talk in talks} == {"question", "discussion", "announcement"}
    assert all(people[name].role == "agent" or organisation_of(people[name]) == HOUSE for name in names)
    assert all(people[talk.author].joined < talk.at < half_year.until for talk in talks)


def test_the_member_who_signs_in_works_there_and_follows_somebody(half_year):
    (guest,) = (person for person in half_year.people if person.sign_in and person.role == "member")

    assert organisation_of(guest) == HOUSE
    assert any(tie.by == guest.handle for tie in half_year.acquaintances)


def test_nobody_follows_before_both_are_here_or_themselves(half_year):
    joined = {person.handle: person.joined for person in half_year.people}

    for tie in half_year.acquaintances:
        assert max(joined[tie.by], joined[tie.whom]) < tie.at < half_year.until
        assert tie.by != tie.whom
