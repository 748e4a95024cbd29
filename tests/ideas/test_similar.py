"""What is there already, while somebody writes down a wish."""

import pytest
from house import index
from support import wishes
from support.people import viewer

from community.kernel import indexer
from community.kernel.db import db
from community.kernel.search.engine import IndexUnavailable
from ideas.services import submissions
from ideas.similar import similar_ideas


@pytest.fixture
def wish(idea):
    index.bring_up()
    return idea


def test_another_wording_of_a_wish_finds_it(wish, helper):
    found = similar_ideas("Please let my car take the sun's power", viewer(helper))

    assert [row.id for row in found] == [wish.id]


def test_the_closest_stands_first_and_five_are_enough(idea, asker, helper):
    for number in range(6):
        wishes.idea(asker, f"A sun shade called number {number}", body="So that the terrace is cool at noon.")
    index.bring_up()

    found = similar_ideas("Charge the car from the sun", viewer(helper))

    assert found[0].id == idea.id
    assert len(found) == 5


def test_a_hidden_idea_is_not_offered_even_before_the_index_has_followed(wish, helper, agent):
    submissions.hide_idea(idea=wish, by=viewer(agent), reason="An advertisement.")
    db.session.commit()

    assert similar_ideas(wishes.TITLE, viewer(helper)) == []


def test_without_an_index_the_form_still_opens(wish, signed_in, helper, monkeypatch):
    def broken(*_, **__):
        raise IndexUnavailable("the index is gone")

    monkeypatch.setattr(type(indexer.engine()), "_matching", broken)

    page = signed_in(helper).get("/ideas/new?title=Charge+the+car")

    assert page.status_code == 200
    assert "What would it do for you?" in page.text


def test_the_form_and_its_part_show_what_is_similar(wish, signed_in, helper):
    client = signed_in(helper)

    part = client.get("/ideas/similar?title=charge+from+sun").text
    page = client.get("/ideas/new?title=charge+from+sun").text

    assert wishes.TITLE in part
    assert "<html" not in part
    assert wishes.TITLE in page
    assert 'value="charge from sun"' in page
