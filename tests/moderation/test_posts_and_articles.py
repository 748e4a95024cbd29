"""Blog posts and articles are flagged, hidden, told to their author and brought back like everything else."""

import pytest
from house import index
from support import articles, blogging, people, rulings, uploading
from support.people import viewer

from community.blogs import post_page
from community.blogs.services import comments as blog_comments
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.texts import slugify
from community.moderation import queries
from community.moderation.services import appeals
from kb_harvest.models import Article
from kb_harvest.services import hiding
from voc.insight.memo.reading import things_of

WORDS = "Borrowed words of the lighthouse"
SECRET = "lighthouse"


@pytest.fixture
def writer(app):
    return people.member("Wendy Writer", role="editor")


@pytest.fixture(params=["blog_post", "article"])
def flagged(request, writer, asker):
    """A published text with an open case, its address, and the address of its API."""
    if request.param == "blog_post":
        made = blogging.post(writer, blogging.words(WORDS, f"All about the {SECRET}."))
        where = (f"/blogs/{made.id}/{slugify(WORDS)}", f"/api/v1/blogs/{made.id}")
    else:
        made = articles.begin(writer, WORDS)
        articles.publish(articles.move(made, "not_validated", writer), writer, reason="These are our own words.")
        where = (f"/kb_harvest/articles/{made.id}/{slugify(WORDS)}", f"/api/v1/articles/{made.id}")
    return rulings.flag_thing(request.param, made.id, asker, "COPYRIGHT"), *where


def lists_with_it(client):
    """Return the places at which the words can be met from outside."""
    index.bring_up()
    doors = ("/blogs/", "/blogs/feed.rss", "/blogs/feed.atom", "/blogs/by/wendy-writer", "/kb_harvest/articles")
    doors += ("/sitemaps/blogs-1.xml", "/sitemaps/articles-1.xml", "/api/v1/blogs", "/api/v1/articles")
    doors += (f"/search/?q={SECRET}", f"/api/v1/search?q={SECRET}", "/accounts/people/wendy-writer", "/")
    pages = {door: client.get(door).text.replace(f"q={SECRET}", "").replace(f'"{SECRET}"', "") for door in doors}
    return {door for door, page in pages.items() if SECRET in page.lower().replace(f"“{SECRET}”", "")}


def test_its_page_leads_a_member_to_the_flag_form(flagged, helper, writer, signed_in):
    case, page, _api = flagged
    way = f"/moderation/flag/{case.thing_kind}/{case.thing_id}"

    seen, own = (signed_in(member).get(page).text for member in (helper, writer))
    answer = signed_in(helper).post(way, data={"reason": "SPAM_MALWARE"})

    assert way in seen
    assert way not in own
    assert (answer.status_code, answer.location) == (303, page)
    assert [flag.by.name for flag in queries.flags_of(case.id)] == ["Ines Asker", helper.name]


def test_what_is_removed_is_gone_from_every_door_and_says_why_where_it_stood(flagged, agent, browser):
    case, page, api = flagged
    before = lists_with_it(browser)

    rulings.uphold(case, agent, "COPYRIGHT")
    answers = browser.get(page), browser.get(api)

    assert len(before) >= 4
    assert lists_with_it(browser) - {f"/search/?q={SECRET}"} == set()
    assert [answer.status_code for answer in answers] == [410, 404]
    assert "Copyright" in answers[0].text
    assert SECRET not in answers[0].text.replace(page, "")
    assert things_of([f"{case.thing_kind}:{case.thing_id}"]) == {}


def test_its_author_and_moderators_still_see_it_with_the_reason(flagged, agent, writer, mvp, signed_in):
    case, page, _api = flagged
    rulings.uphold(case, agent, "COPYRIGHT")

    pages = [signed_in(member).get(page) for member in (writer, mvp)]

    assert [answer.status_code for answer in pages] == [200, 200]
    assert all("was hidden: Copyright" in answer.text for answer in pages)
    assert f"/moderation/things/{case.thing_kind}/{case.thing_id}" in pages[1].text


def test_its_author_appeals_and_somebody_else_brings_it_back(flagged, agent, writer, mvp, *, browser, signed_in):
    case, page, _api = flagged
    rulings.uphold(case, agent, "COPYRIGHT")

    told = signed_in(writer).get("/moderation/yours").text
    appeals.appeal(case=case, by=viewer(writer), text="I wrote every word of it myself.")
    appeals.overturn(case=case, by=viewer(mvp), answer="You did; it is back.")
    db.session.commit()

    assert WORDS in told
    assert SECRET in browser.get(page).text
    assert len(lists_with_it(browser)) >= 4


def test_what_is_severe_goes_out_of_sight_at_once_and_comes_back_when_kept(flagged, agent, mvp, browser):
    case, page, _api = flagged
    rulings.flag_thing(case.thing_kind, case.thing_id, mvp, "PII")
    meanwhile = browser.get(page).status_code

    rulings.keep(case, agent)

    assert meanwhile == 410
    assert browser.get(page).status_code == 200


def test_nobody_comments_on_a_hidden_blog_post(writer, agent, asker):
    post = blogging.post(writer)
    rulings.uphold(rulings.flag_thing("blog_post", post.id, asker), agent)

    with pytest.raises(Refused, match="takes no comments"):
        blog_comments.comment_on(post=post, by=viewer(agent), body="But I agree.")

    assert post_page.row_by_id(post.id, NOBODY) is None


def test_a_hidden_article_cannot_be_published_again_by_its_editor(writer, agent):
    article = articles.begin(writer, WORDS)
    hiding.hide_article(article=article, by=viewer(agent), reason="Copied from elsewhere")

    with pytest.raises(Refused, match="moderator hid this article"):
        articles.publish(db.session.get_one(Article, article.id), writer, reason="These are our own words.")


def test_a_flag_names_the_file_that_it_is_about(scene_file, asker, agent, signed_in):
    post_id, file_id = scene_file
    form = signed_in(asker).get(f"/moderation/flag/post/{post_id}").text

    signed_in(asker).post(f"/moderation/flag/post/{post_id}", data={"reason": "PII", "file": str(file_id)})
    page = signed_in(agent).get(f"/moderation/cases/{queries.latest_case_about('post', post_id)}").text

    assert "A moderator can remove one file" in form
    assert f"/forum/files/{file_id}/hide" in page
    assert "About the file" in page


def test_a_flag_names_no_file_of_another_post(scene_file, topic, helper, asker, signed_in):
    other = people.answer(topic, helper, "There is no file here.")
    _post_id, file_id = scene_file

    signed_in(asker).post(f"/moderation/flag/post/{other.id}", data={"reason": "OFF_TOPIC", "file": str(file_id)})

    assert [flag.file_id for flag in queries.flags_of(queries.latest_case_about("post", other.id))] == [None]


@pytest.fixture
def scene_file(topic, helper):
    """An answer with a file: their ids."""
    answer = people.answer(topic, helper)
    return answer.id, uploading.attached(answer, topic, helper).id
