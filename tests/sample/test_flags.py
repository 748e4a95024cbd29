"""The stories of the sample community: flagged by one person, decided by another, some on appeal, some waiting."""

from community.moderation import policy


def test_there_are_removals_kept_criticism_appeals_and_some_that_wait(half_year):
    verdicts = [story.verdict for story in half_year.stories]

    assert verdicts.count("uphold") >= 4
    assert verdicts.count("keep") >= 3
    assert verdicts.count(None) == 3
    assert {story.overturned for story in half_year.stories if story.appeal} == {True, False}


def test_nobody_decides_about_their_own_flag_or_words(half_year):
    role = {person.handle: person.role for person in half_year.people}

    for story in half_year.stories:
        assert len({story.author, story.flagged_by, story.ruled_by, story.answered_by}) == 4
        assert role[story.ruled_by] == role[story.answered_by] == "agent"
        assert role[story.author] == "member"


def test_stories_keep_the_order_of_time_in_topics_that_are_there(half_year):
    begun = {topic.number: topic.at for topic in half_year.topics}

    for story in half_year.stories:
        assert begun[story.topic] < story.at < story.flagged_at < half_year.until
        assert story.flagged_at < story.ruled_at < story.appealed_at < story.answered_at
        assert story.verdict is None or story.answered_at < half_year.until


def test_every_reason_is_one_of_the_policy(half_year):
    for story in half_year.stories:
        assert policy.checked_reason(story.reason) == story.reason
        assert policy.checked_remark(policy.checked_reason(story.reason), story.remark or story.note) is not None


def test_private_words_are_cut_out_of_what_stays(half_year):
    (cut,) = (story for story in half_year.stories if story.cut)

    assert cut.cut in cut.body
    assert (cut.reason, cut.verdict) == ("PII", "keep")


def test_somebody_finds_fault_with_a_public_post_of_the_blog(half_year):
    (complaint,) = half_year.complaints
    (post,) = (post for post in half_year.blog if post.title == complaint.post)

    assert post.visibility == "public"
    assert post.at < complaint.at < half_year.until
    assert complaint.by != post.author
    assert policy.checked_remark(policy.checked_reason(complaint.reason), complaint.note)
