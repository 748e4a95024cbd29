"""Nothing in the sample community happens before its cause, and everybody who acts exists and may be there."""

from community.sample.attention import may_read
from community.sample.people import Persona


def posts_of(topic):
    return {0: (topic.author, topic.at), **{reply.number: (reply.author, reply.at) for reply in topic.replies}}


def deeds_of(topic):
    """Yield (who, when) for everything that anybody does in a topic."""
    yield from posts_of(topic).values()
    yield from ((kudo.by, kudo.at) for kudo in topic.kudos)
    yield from ((follow.by, follow.at) for follow in topic.follows)
    yield from ((edit.by, edit.at) for edit in topic.edits)
    yield from ((edit.by, edit.at) for reply in topic.replies for edit in reply.edits)
    yield from ((mark.by, mark.at) for mark in (topic.acceptance, topic.closure) if mark)


def test_nobody_acts_before_joining_or_after_the_end(half_year):
    joined = {person.handle: person.joined for person in half_year.people}

    deeds = [deed for topic in half_year.topics for deed in deeds_of(topic)]

    assert all(joined[who] < at < half_year.until for who, at in deeds)
    assert all(half_year.since <= topic.at for topic in half_year.topics)


def test_replies_come_one_after_the_other_and_after_what_they_answer(half_year):
    for topic in half_year.topics:
        posts = posts_of(topic)
        times = [at for _, at in posts.values()]

        assert times == sorted(set(times))
        assert list(posts) == list(range(len(posts)))
        assert all((reply.parent is None) == (reply.kind == "answer") for reply in topic.replies)
        assert all(posts[reply.parent][1] < reply.at for reply in topic.replies if reply.parent is not None)


def test_marks_are_given_by_the_asker_to_somebody_elses_answer_that_was_there(half_year):
    marked = [topic for topic in half_year.topics if topic.acceptance]

    assert marked
    for topic in marked:
        reply = topic.replies[topic.acceptance.reply - 1]
        assert topic.acceptance.by == topic.author != reply.author
        assert reply.at < topic.acceptance.at
        assert reply.kind == "answer"


def test_kudos_come_after_the_post_once_per_person_and_never_for_oneself(half_year):
    for topic in half_year.topics:
        posts = posts_of(topic)
        given = [(kudo.by, kudo.post) for kudo in topic.kudos]

        assert len(given) == len(set(given))
        assert all(posts[kudo.post][0] != kudo.by and posts[kudo.post][1] < kudo.at for kudo in topic.kudos)


def test_edits_and_closures_follow_what_they_change(half_year):
    for topic in half_year.topics:
        changes = [topic.at, *(edit.at for edit in topic.edits)]

        assert changes == sorted(set(changes))
        assert all(edit.at > reply.at and edit.by == reply.author for reply in topic.replies for edit in reply.edits)
        assert not topic.closure or topic.closure.at >= topic.replies[-1].at


def test_duplicates_point_to_an_earlier_solved_topic_about_the_same_thing(half_year):
    closures = [topic for topic in half_year.topics if topic.closure and topic.closure.duplicate_of]

    assert closures
    for topic in closures:
        other = half_year.topics[topic.closure.duplicate_of - 1]
        assert other.number == topic.closure.duplicate_of
        assert other.at < topic.at
        assert other.subject == topic.subject
        assert other.outcome in ("mark", "words")


def test_closed_boards_hold_only_those_who_may_read_them(half_year):
    people = {person.handle: person for person in half_year.people}

    def reader(handle: str) -> Persona:
        return Persona(people[handle], "", {}, "", "", signs=False, asks=0, answers=0, zone=None)

    for topic in half_year.topics:
        if topic.board in ("mvp", "staff"):
            assert all(may_read(topic.board, reader(who)) for who, _ in deeds_of(topic))
