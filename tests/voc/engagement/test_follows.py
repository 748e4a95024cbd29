"""Who follows somebody is among the people whom they reach here; employees are not."""

from datetime import timedelta

from support import people

from community.forum.services import follows
from community.kernel import clock
from voc.engagement import evidence


def test_followers_are_people_whom_somebody_reaches(app, asker, helper, mvp, agent):
    for follower in (asker, mvp, agent):
        follows.follow_member(member=helper, by=people.viewer(follower))

    found = evidence._company(clock.now() + timedelta(seconds=1))
    later = evidence._company(clock.now() + evidence.YEAR + timedelta(days=1))

    assert found == {helper.id: 2}
    assert later == {}
