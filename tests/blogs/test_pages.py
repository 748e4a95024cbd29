"""The blog's pages, as their readers meet them."""

import inspect

import pytest
from support import blogging
from support.people import viewer

from community.blogs import addresses
from community.blogs.services import comments, posts
from community.forum.models import Topic
from community.kernel.db import db

FORM = {"title": blogging.TITLE, "body": blogging.BODY, "voice": "own", "visibility": "public"}
NEWS = {"title": "Sky becomes dearer in March", "visibility": "public", **blogging.PARTS}


def page_of(client, post):
    return client.get(addresses.post(post.id, post.slug))


def act(client, post, name, **form):
    return client.post(addresses.post_act(post.id, name), data=form)


def test_a_post_is_written_published_read_and_commented_on(signed_in, browser, agent, asker):
    made = signed_in(agent).post("/blogs/new", data=FORM | {"publish": "1"})
    said = signed_in(asker).post(
        made.location.replace("/blogs/", "/blogs/posts/").rpartition("/")[0] + "/comment", data={"body": "Thank you."}
    )

    page = browser.get(made.location)

    assert (made.status_code, said.status_code) == (303, 303)
    assert blogging.BODY in page.text
    assert "Employee" in page.text
    assert "My own view" in page.text
    assert "It does not speak for the company." in page.text
    assert "1 comment" in page.text
    assert blogging.TITLE in browser.get("/blogs/").text


def test_without_the_publish_button_a_post_waits_among_the_drafts(signed_in, browser, agent):
    client = signed_in(agent)
    made = client.post("/blogs/new", data=FORM)

    before = browser.get(made.location).status_code
    waiting, draft = client.get("/blogs/drafts").text, client.get(made.location).text
    client.post(made.location.replace("/blogs/", "/blogs/posts/").rpartition("/")[0] + "/publish")

    assert before == 404
    assert blogging.TITLE in waiting
    assert "Draft" in draft
    assert "Your comment" not in draft
    assert browser.get(made.location).status_code == 200


def test_unpopular_news_stands_under_its_five_headings(signed_in, browser, editor):
    made = signed_in(editor).post("/blogs/new/unpopular-news", data=NEWS | {"publish": "1"})

    page = browser.get(made.location).text

    places = [page.index(heading) for heading in ("What changes", "When", "Why", "What you can do", "Whom to ask")]
    assert places == sorted(places)
    assert "For the company" in page


@pytest.mark.parametrize("part", blogging.PARTS)
def test_unpopular_news_with_an_empty_part_is_refused_and_keeps_the_others(part, signed_in, agent):
    page = signed_in(agent).post("/blogs/new/unpopular-news", data=NEWS | {part: " "})

    assert page.status_code == 422
    assert "Please fill this in." in page.text
    assert all(words in page.text for name, words in blogging.PARTS.items() if name != part)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [({"title": "Short"}, "The title is too short"), ({"body": "Careful words."}, "The text is too short")],
)
def test_a_refused_post_keeps_what_was_typed(form, sentence, signed_in, agent):
    page = signed_in(agent).post("/blogs/new", data=FORM | form)

    assert page.status_code == 422
    assert sentence in page.text
    assert (FORM | form)["body"] in page.text


def test_a_form_sent_twice_makes_one_post(signed_in, agent):
    client = signed_in(agent)

    first, second = (client.post("/blogs/new", data=FORM | {"publish": "1", "once": "abc"}) for _ in range(2))

    assert first.location == second.location
    assert client.get("/blogs/").text.count(blogging.TITLE) == 1


def test_an_edit_is_marked_and_leads_to_the_history(signed_in, browser, blog_post, agent):
    client = signed_in(agent)
    form = client.get(addresses.post_act(blog_post.id, "edit")).text
    done = act(client, blog_post, "edit", **FORM | {"body": "Better words, and more of them.", "reason": "Clearer."})

    page, history = browser.get(done.location).text, browser.get(addresses.post_act(blog_post.id, "history")).text

    assert blogging.BODY in form
    assert "edited" in page
    assert "Clearer." in history
    assert blogging.BODY in history


def test_unpopular_news_is_edited_in_its_parts(signed_in, browser, agent):
    post = blogging.post(agent, blogging.news())
    client = signed_in(agent)
    form = client.get(addresses.post_act(post.id, "edit")).text

    done = act(client, post, "edit", **NEWS | {"when": "From the first of May.", "reason": ""})

    assert all(words in form for words in blogging.PARTS.values())
    assert "From the first of May." in browser.get(done.location).text


def test_a_draft_is_edited_and_published_at_once(signed_in, browser, agent):
    post = blogging.draft(agent)

    done = act(signed_in(agent), post, "edit", **FORM | {"title": "Said in better words", "publish": "1"})

    page = browser.get(done.location).text
    assert "Said in better words" in page
    assert "edited" not in page


def test_a_withdrawn_post_is_gone_and_waits_among_the_drafts(signed_in, browser, blog_post, comment, agent):
    done = act(signed_in(agent), blog_post, "withdraw")

    gone = [page_of(browser, blog_post), browser.get(addresses.comment(comment.id)), browser.get("/api/v1/blogs/1")]

    assert done.location == "/blogs/drafts"
    assert [page.status_code for page in gone] == [404, 404, 404]
    assert blogging.TITLE not in browser.get("/blogs/").text
    assert blogging.TITLE in signed_in(agent).get("/blogs/drafts").text


def test_a_comment_is_made_a_topic_in_one_act(signed_in, browser, board, blog_post, comment, mvp):
    client = signed_in(mvp)
    form = client.get(addresses.comment_act(comment.id, "topic")).text
    asked = {"title": "What about small systems?", "board": board.slug, "kind": "question"}

    done = client.post(addresses.comment_act(comment.id, "topic"), data=asked)

    topic, post = browser.get(done.location), page_of(browser, blog_post)
    assert comment.body in form
    assert "Ines Asker" in topic.text
    assert addresses.comment(comment.id) in topic.text
    assert done.location in post.text


def test_a_refused_topic_keeps_its_title(signed_in, board, comment, mvp):
    refused = signed_in(mvp).post(
        addresses.comment_act(comment.id, "topic"), data={"title": "Short", "board": board.slug, "kind": "question"}
    )

    assert refused.status_code == 422
    assert "The title is too short" in refused.text
    assert db.session.query(Topic).count() == 0


def test_nobody_but_moderators_and_the_author_is_offered_acts_on_comments(signed_in, blog_post, comment, agent, helper):
    moderator, member = (page_of(signed_in(who), blog_post).text for who in (agent, helper))

    assert "Make it a topic" in moderator
    assert "Make it a topic" not in member
    assert "/moderation/flag/blog_comment/" in member


def test_employees_are_reminded_not_to_argue(signed_in, blog_post, agent, helper):
    pages = [page_of(signed_in(who), blog_post).text for who in (agent, helper)]

    assert ["never argue" in page for page in pages] == [True, False]


def test_a_hidden_comment_is_seen_by_moderators_only(signed_in, browser, blog_post, asker, agent):
    said = blogging.comment(blog_post, asker, "Buy my panels instead.")
    comments.hide_comment(comment=said, by=viewer(agent), reason="An advertisement.")

    open_page, moderators = page_of(browser, blog_post), page_of(signed_in(agent), blog_post)

    assert "Buy my panels" not in open_page.text
    assert "Buy my panels" in moderators.text
    assert browser.get(addresses.comment(said.id)).status_code == 404


def test_a_refused_comment_keeps_what_was_typed(signed_in, blog_post, helper):
    page = act(signed_in(helper), blog_post, "comment", body="x" * 4001)

    assert page.status_code == 422
    assert "x" * 4001 in page.text


def test_the_way_to_a_comment_leads_to_its_page(browser, blog_post, helper):
    made = [blogging.comment(blog_post, helper, f"Remark number {n}.") for n in range(51)]

    first, last = (browser.get(addresses.comment(c.id)).location.partition("#") for c in (made[0], made[-1]))

    page = browser.get(last[0]).text
    assert first[2] == f"c{made[0].id}"
    assert "Remark number 50." in page
    assert "Remark number 0." not in page


def test_script_in_a_post_and_its_comments_is_text(browser, agent, asker):
    post = blogging.post(
        agent, blogging.words("A <script>alert(1)</script> title", "<script>alert(2)</script> and more")
    )
    blogging.comment(post, asker, "<script>alert(3)</script>")

    assert "<script>alert" not in page_of(browser, post).text + browser.get("/blogs/").text


def test_an_employee_s_page_and_the_list_of_an_author_show_their_posts(browser, blog_post, agent, editor):
    blogging.post(editor, blogging.words("What an editor tells"))

    member, by_one = browser.get(agent.url).text, browser.get(addresses.by_author(agent.handle)).text

    assert blogging.TITLE in member
    assert blogging.TITLE in by_one
    assert "What an editor tells" not in by_one


def test_an_old_address_leads_to_the_new_one(browser, blog_post, agent):
    old = addresses.post(blog_post.id, blog_post.slug)
    posts.edit_post(post=blog_post, by=viewer(agent), words=blogging.words("A title that is better"))

    led = browser.get(f"{old}?after=x")

    assert led.status_code == 301
    assert led.location == f"/blogs/{blog_post.id}/a-title-that-is-better?after=x"


@pytest.mark.parametrize("address", ["/blogs/999999", "/blogs/comments/9", "/blogs/by/nobody", f"/blogs/{10**22}"])
def test_what_is_not_there_is_not_found(address, browser, app):
    assert browser.get(address).status_code == 404


def test_a_page_key_that_is_none_is_refused(browser, blog_post):
    pages = [browser.get(f"{at}?after=x") for at in ("/blogs/", addresses.post(blog_post.id, blog_post.slug))]

    assert [page.status_code for page in pages] == [400, 400]


def test_every_plain_address_is_in_the_url_map(app):
    adapter = app.url_map.bind("localhost")
    acts = ("edit", "publish", "withdraw", "comment")
    pairs = {
        "blogs.by_author": adapter.match(addresses.by_author("ada"))[0],
        "blogs.post": adapter.match(addresses.post(1, "a-slug"))[0],
        "blogs.post_short": adapter.match(addresses.post_for_good(1))[0],
        "blogs.history": adapter.match(addresses.post_act(1, "history"))[0],
        "blogs.comment_place": adapter.match(addresses.comment(1))[0],
        "blogs.make_topic": adapter.match(addresses.comment_act(1, "topic"))[0],
        **{f"blogs.{name}": adapter.match(addresses.post_act(1, name), method="POST")[0] for name in acts},
    }

    functions = [name for name, _ in inspect.getmembers(addresses, inspect.isfunction)]
    assert functions == ["by_author", "comment", "comment_act", "post", "post_act", "post_for_good"]
    assert pairs == {name: name for name in pairs}


@pytest.mark.parametrize("slug_like", ["Edit", "Comment", "History", "Publish"])
def test_a_title_like_an_act_is_still_reached(slug_like, browser, agent):
    post = blogging.post(agent, blogging.words(f"{slug_like}!!!!!!!!"))

    assert page_of(browser, post).status_code == 200


def test_the_api_lists_and_shows_posts(browser, board, blog_post, comment, agent, editor):
    topic = blogging.topic(comment, board, agent)
    blogging.post(editor, blogging.words("For the staff alone", visibility="staff"))

    listed = browser.get(f"/api/v1/blogs?author={agent.handle}").json["posts"]
    shown = browser.get(f"/api/v1/blogs/{blog_post.id}").json

    assert [(row["id"], row["voice"], row["comments"]) for row in listed] == [(blog_post.id, "company", 1)]
    assert len(browser.get("/api/v1/blogs").json["posts"]) == 1
    assert shown["post"]["disclaimer"] == "The author writes for the company."
    assert shown["post"]["author_handle"] == agent.handle
    assert [(said["author"], said["author_handle"], said["topic"]) for said in shown["comments"]] == [
        ("Ines Asker", "ines-asker", f"/forum/topics/{topic.id}/{topic.slug}")
    ]


def test_readers_without_an_account_are_asked_to_sign_in(browser, blog_post):
    asked = [act(browser, blog_post, "comment", body="Hello there."), browser.get("/blogs/new")]

    assert all(page.location.startswith("/accounts/sign-in") for page in asked)
