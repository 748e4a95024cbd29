"""What moderators put in order in the sample community: one topic moved, one merged, one split off."""


def test_there_is_one_of_each_done_by_an_agent(half_year):
    done = half_year.tidying
    role = {person.handle: person.role for person in half_year.people}

    acts = (*done.moved, *done.twice, *done.asides)

    assert (len(done.moved), len(done.twice), len(done.asides)) == (1, 1, 1)
    assert {role[act.by] for act in acts} == {"agent"}


def test_each_happens_in_the_order_of_time(half_year):
    topic = {topic.number: topic for topic in half_year.topics}
    done = half_year.tidying

    for moved in done.moved:
        assert topic[moved.topic].at < moved.at < topic[moved.topic].replies[0].at
        assert moved.board != topic[moved.topic].board
    for twice in done.twice:
        assert topic[twice.first].at < topic[twice.topic].at < twice.at < half_year.until
    for aside in done.asides:
        assert topic[aside.topic].at < aside.at < aside.split_at < half_year.until
        assert aside.author != topic[aside.topic].author
