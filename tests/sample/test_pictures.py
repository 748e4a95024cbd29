"""Pictures of the sample community: some, the same each time, and drawable by the product."""

from community.kernel.pictures import redraw
from community.sample.pictures import EVERY, picture_for


def test_one_topic_in_so_many_has_a_picture_which_is_the_same_each_time():
    drawn = {number: picture_for(number) for number in range(1, 4 * EVERY)}

    pictured = [number for number, picture in drawn.items() if picture]

    assert pictured == [EVERY, 2 * EVERY, 3 * EVERY]
    assert len({drawn[number].name for number in pictured}) == 3
    assert [picture_for(number) for number in pictured] == [drawn[number] for number in pictured]


def test_pictures_are_taken_as_anybody_s():
    drawn = picture_for(EVERY)

    taken = redraw(drawn.content, "image/jpeg" if drawn.name.endswith("jpg") else "image/png")

    assert (taken.width, taken.height) == (960, 600)
