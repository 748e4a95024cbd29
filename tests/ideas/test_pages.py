"""The board's pages, as their readers meet them."""

import inspect

import pytest
from support import people, wishes
from support.people import viewer

from ideas import addresses
from ideas.services import comments, submissions

IDEA_ACTS = ("vote", "unvote", "respond", "comment")


def page_of(client, idea):
    return client.get(addresses.idea(idea.id, idea.slug))


def test_an_idea_is_submitted_read_voted_and_answered(signed_in, asker, helper, agent):
    made = signed_in(asker).post("/ideas/new", data={"title": wishes.TITLE, "body": "Wait until the sun is out."})
    reader, staff = signed_in(helper), signed_in(agent)

    reader.post(made.location.rpartition("/")[0] + "/vote")
    answer = {"seen": "new", "to": "planned", "reason": "", "response": "It comes with the next release."}
    staff.post(made.location.rpartition("/")[0] + "/respond", data=answer)
    page = reader.get(made.location)

    assert made.status_code == 303
    assert "1 person wants this" in page.text
    assert "Take my vote back" in page.text
    assert "It comes with the next release." in page.text
    assert "Planned" in page.text
    assert "You have 9 votes left." in page.text


def test_the_lists_and_the_idea_print_the_formula(browser, idea, helper):
    wishes.vote(idea, helper)

    pages = [browser.get("/ideas/?sort=hot").text, page_of(browser, idea).text]

    assert all("(5 × votes + 3 × comments) ÷ (age in hours + 2)" in text for text in pages)
    assert all("1 vote and 0 comments in seven days" in text for text in pages)


def test_a_form_sent_twice_makes_one_idea(signed_in, asker):
    client = signed_in(asker)
    form = {"title": wishes.TITLE, "body": "Wait until the sun is out.", "once": "abc"}

    first, second = client.post("/ideas/new", data=form), client.post("/ideas/new", data=form)

    assert first.location == second.location
    assert client.get("/ideas/").text.count(wishes.TITLE) == 1


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"title": "Short", "body": "My long and careful words."}, "The title is too short"),
        ({"title": wishes.TITLE, "body": "Careful words."}, "The text is too short"),
        ({"title": "", "body": "My long and careful words."}, "Please fill this in"),
    ],
)
def test_a_refused_idea_keeps_what_was_typed(form, sentence, signed_in, asker):
    page = signed_in(asker).post("/ideas/new", data=form)

    assert page.status_code == 422
    assert sentence in page.text
    assert form["body"] in page.text


def test_a_refused_comment_keeps_what_was_typed(signed_in, idea, helper):
    page = signed_in(helper).post(addresses.idea_act(idea.id, "comment"), data={"body": "x" * 1001})

    assert page.status_code == 422
    assert "x" * 1001 in page.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"to": "declined", "reason": ""}, "Declining an idea needs a reason"),
        ({"to": "planned", "seen": "under_review"}, "moved, merged or hidden meanwhile"),
        ({"to": "new"}, "has this status already"),
    ],
)
def test_a_refused_response_keeps_what_was_typed(form, sentence, signed_in, idea, agent):
    given = {"seen": "new", "reason": "", "response": "My long and careful words."} | form

    page = signed_in(agent).post(addresses.idea_act(idea.id, "respond"), data=given)

    assert page.status_code == 422
    assert sentence in page.text
    assert "My long and careful words." in page.text


def test_who_has_no_vote_left_is_told_where_they_are(signed_in, idea, helper, asker):
    for number in range(10):
        wishes.vote(wishes.idea(asker, f"Idea number {number} of many"), helper)
    client = signed_in(helper)

    page = page_of(client, idea)
    mine = client.get("/ideas/votes")

    assert "All your votes are in use" in page.text
    assert "I want this too" not in page.text
    assert mine.text.count("You want this") == 10


def test_a_hidden_idea_is_gone_for_all_but_moderators(signed_in, browser, idea, helper, agent):
    submissions.hide_idea(idea=idea, by=viewer(agent), reason="An advertisement.")
    readers = {"nobody": browser, "member": signed_in(helper), "moderator": signed_in(agent)}

    codes = {name: page_of(client, idea).status_code for name, client in readers.items()}

    assert codes == {"nobody": 410, "member": 410, "moderator": 200}
    assert wishes.TITLE not in browser.get("/ideas/").text
    assert "An advertisement." in page_of(readers["moderator"], idea).text


def test_a_hidden_comment_is_seen_by_moderators_only(signed_in, browser, idea, helper, agent):
    comment = wishes.comment(idea, helper, "Buy my panels instead.")
    comments.hide_comment(comment=comment, by=viewer(agent), reason="An advertisement.")

    open_page, moderators = page_of(browser, idea), page_of(signed_in(agent), idea)

    assert "Buy my panels" not in open_page.text
    assert "Buy my panels" in moderators.text
    assert browser.get(addresses.comment(comment.id)).status_code == 404


def test_the_way_to_a_comment_leads_to_its_page(browser, idea, helper):
    made = [wishes.comment(idea, helper, f"Remark number {n}.") for n in range(51)]

    first, last = (browser.get(addresses.comment(c.id)).location.partition("#") for c in (made[0], made[-1]))

    page = browser.get(last[0]).text
    assert first[2] == f"c{made[0].id}"
    assert "Remark number 50." in page
    assert "Remark number 0." not in page


def test_script_in_an_idea_is_text(browser, asker):
    idea = wishes.idea(asker, "A <script>alert(1)</script> title", body="<script>alert(2)</script> and more words")

    text = page_of(browser, idea).text

    assert "<script>alert" not in text


def test_a_member_s_page_lists_their_ideas(browser, idea, asker):
    page = browser.get(asker.url)

    assert wishes.TITLE in page.text


@pytest.mark.parametrize("address", ["/ideas/?sort=loud", "/ideas/?state=lost", "/ideas/999999", "/ideas/comments/9"])
def test_what_is_not_there_is_not_found(address, browser, app):
    assert browser.get(address).status_code == 404


def test_every_plain_address_is_in_the_url_map(app):
    adapter = app.url_map.bind("localhost")

    ends = {
        adapter.match(addresses.idea(1, "a-slug"))[0],
        adapter.match(addresses.comment(1))[0],
        *(
            adapter.match(addresses.idea_act(1, act), method="POST")[0]
            for act in ("vote", "unvote", "respond", "comment")
        ),
    }

    functions = [name for name, _ in inspect.getmembers(addresses, inspect.isfunction)]
    assert functions == ["comment", "idea", "idea_act"]
    assert ends == {
        *("ideas.idea", "ideas.comment_place", "ideas.vote", "ideas.unvote", "ideas.respond", "ideas.comment"),
    }


def test_the_api_lists_and_shows_ideas(browser, idea, helper, agent):
    wishes.vote(idea, helper)
    wishes.comment(idea, helper)
    wishes.move(idea, agent, "planned")

    listed = browser.get("/api/v1/ideas?sort=hot&state=all").json["ideas"]
    shown = browser.get(f"/api/v1/ideas/{idea.id}").json

    assert [(row["id"], row["votes"], row["status_set"]) for row in listed] == [(idea.id, 1, "in_progress")]
    assert shown["moves"][0]["to_status"] == "planned"
    assert shown["moves"][0]["by_handle"] == agent.handle
    assert (shown["comments"][0]["author"], shown["comments"][0]["author_handle"]) == ("Tom Helper", helper.handle)
    assert browser.get("/api/v1/ideas?sort=loud").status_code == 422


@pytest.mark.parametrize("address", ["/ideas/", "/ideas/?sort=hot", "/ideas/?sort=new", "/ideas/votes", "idea", "api"])
def test_no_query_count_grows_with_the_length_of_a_list(address, signed_in, count_queries, idea, asker, helper, agent):
    client = signed_in(helper)
    known = {"idea": addresses.idea(idea.id, idea.slug), "api": "/api/v1/ideas?sort=hot"}
    at = known.get(address, address)
    grow(idea, asker, helper, agent, range(2))
    few = count_queries(lambda: client.get(at))
    grow(idea, asker, helper, agent, range(2, 10))

    many = count_queries(lambda: client.get(at))

    assert many <= few <= 10


def grow(idea, asker, helper, agent, numbers):
    for number in numbers:
        wishes.vote(wishes.idea(asker, f"Idea number {number} of many"), helper)
        wishes.comment(idea, people.member(f"Guest {number}"))
        wishes.move(idea, agent, ("planned", "under_review")[number % 2])
