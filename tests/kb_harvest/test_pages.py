"""The knowledge base's pages, as their readers meet them."""

import inspect

import pytest
from house import index
from support import articles, people
from support.people import viewer

from community.forum.services import verdicts, visibility
from community.kernel.auth import Viewer
from kb_harvest import addresses

ADMIN = Viewer(role="admin")


def page_of(client, article):
    return client.get(addresses.article(article.id, article.slug))


def place(article, act):
    return addresses.article_act(article.id, act)


def form_of(*paragraphs, seen=1, title="The hub does not find my battery"):
    form = {"seen": seen, "title": title}
    for number, (where, section, body) in enumerate(paragraphs):
        form |= {f"paragraphs-{number}-{name}": value for name, value in _named(where, section, body).items()}
    return form


def _named(where, section, body):
    return {"place": "" if where is None else where, "section": section, "body": body}


def test_from_a_solved_topic_to_an_article_that_everybody_finds(signed_in, browser, resolved_topic, editor):
    articles.look_at_topics()
    client = signed_in(editor)

    queue = client.get("/kb_harvest/candidates")
    made = client.post(addresses.topic_act(resolved_topic.id, "draft"), data={"once": "abc"})
    again = client.post(addresses.topic_act(resolved_topic.id, "draft"), data={"once": "abc"})
    hidden = browser.get(made.location)
    act = made.location.rpartition("/")[0]
    client.post(f"{act}/edit", data=form_of((1, "issue", "It works no more."), (2, "resolution", "Hold it.")))
    client.post(f"{act}/publish", data={"seen": 2, "audience": "public", "governance": "experience"})
    shown, topic = browser.get(made.location), browser.get(resolved_topic_url(resolved_topic))

    assert "The hub does not find my battery" in queue.text
    assert "Ines Asker accepted" in queue.text
    assert (made.status_code, again.location, hidden.status_code) == (303, made.location, 404)
    assert "Hold it." in shown.text
    assert "from what Tom Helper wrote" in shown.text
    assert "This talk became an article" in topic.text
    assert "Tom Helper" in shown.text


def resolved_topic_url(topic):
    return f"/forum/topics/{topic.id}/{topic.slug}"


def test_the_score_is_printed_with_its_terms(signed_in, resolved_topic, editor):
    articles.look_at_topics()

    text = signed_in(editor).get("/kb_harvest/candidates").text

    assert "<strong>40.00</strong>" in text
    assert text.count("<td>") == 5
    assert "0 human views in 90 days" in text
    assert "no article is near it" in text


def test_a_candidate_says_for_whom_its_answer_worked(signed_in, topic, answer, editor, stranger, mvp):
    for reader in (stranger, mvp):
        verdicts.confirm(post=answer, topic=topic, by=viewer(reader))
    articles.look_at_topics()

    text = " ".join(signed_in(editor).get("/kb_harvest/candidates").text.split())

    assert f"The answer of Tom Helper</a> worked for 2 people: {stranger.name}, {mvp.name} <" in text
    assert "it worked for somebody who says so" in text


def test_the_article_stands_above_the_answers_of_its_topic(browser, published, resolved_topic):
    text = browser.get(resolved_topic_url(resolved_topic)).text

    assert (
        text.index("It worked last week.") < text.index("This talk became an article") < text.index("Press the button")
    )


def test_a_draft_is_announced_to_staff_only(signed_in, browser, draft, resolved_topic, agent):
    url = resolved_topic_url(resolved_topic)

    assert "only staff see it" in signed_in(agent).get(url).text
    assert "article-banner" not in browser.get(url).text


def test_a_member_s_page_lists_the_articles_that_name_them(browser, published, helper, stranger):
    assert published.title in browser.get(helper.url).text
    assert "Articles they contributed to" not in browser.get(stranger.url).text


def test_a_stale_edit_keeps_what_was_typed(signed_in, draft, editor):
    client = signed_in(editor)
    client.post(place(draft, "edit"), data=form_of((2, "resolution", "First words.")))

    page = client.post(place(draft, "edit"), data=form_of((2, "resolution", "My long and careful words.")))

    assert page.status_code == 422
    assert "changed the article meanwhile" in page.text
    assert "My long and careful words." in page.text


def test_a_refused_publication_keeps_what_was_chosen(signed_in, editor):
    article = articles.begin(editor)
    articles.move(article, "not_validated", editor)

    chosen = {"seen": 2, "audience": "members", "governance": "compliance"}
    page = signed_in(editor).post(place(article, "publish"), data=chosen)

    assert page.status_code == 422
    assert "please give the reason" in page.text
    assert '<input checked class="check" id="audience-1"' in page.text
    assert '<option selected value="compliance">' in page.text


def test_an_article_begun_from_nothing_is_its_writer_s_own(signed_in, agent):
    made = signed_in(agent).post("/kb_harvest/articles/new", data=form_of((None, "issue", "It blinks.")))

    page = signed_in(agent).get(made.location)

    assert made.status_code == 303
    assert "It blinks." in page.text
    assert "from what" not in page.text


@pytest.mark.parametrize(
    ("form", "sentence"), [(form_of(title="Short"), "at least one paragraph"), ({}, "fill this in")]
)
def test_an_article_without_words_is_not_begun(form, sentence, signed_in, agent):
    page = signed_in(agent).post("/kb_harvest/articles/new", data=form)

    assert page.status_code == 422
    assert sentence in page.text


def test_an_illegal_move_is_refused_on_the_page_too(signed_in, draft, editor):
    page = signed_in(editor).post(place(draft, "move"), data={"seen": 1, "to": "wip"})

    assert page.status_code == 422
    assert "cannot move there" in page.text


def test_members_read_what_is_for_members_and_strangers_do_not(signed_in, browser, draft, helper, editor):
    articles.publish(draft, editor, "members")

    assert page_of(browser, draft).status_code == 404
    assert page_of(signed_in(helper), draft).status_code == 200
    assert draft.title not in browser.get("/kb_harvest/articles").text
    assert browser.get(f"/api/v1/articles/{draft.id}").status_code == 404


def test_withdrawn_words_are_gone_from_page_and_api(signed_in, browser, published, resolved_topic, answer, editor):
    visibility.hide_post(post=answer, topic=resolved_topic, by=ADMIN, reason="Off the topic.")

    pages = [page_of(browser, published).text, browser.get(f"/api/v1/articles/{published.id}").text]

    assert all("Press the button" not in text for text in pages)
    assert "[withdrawn]" in pages[0]
    assert "Tom Helper" not in pages[0]
    assert "Press the button" not in signed_in(editor).get(place(published, "edit")).text


def test_an_article_goes_with_its_topic(browser, published, resolved_topic):
    visibility.hide_post(post=people.opening(resolved_topic), topic=resolved_topic, by=ADMIN, reason="Off the topic.")

    assert page_of(browser, published).status_code == 404
    assert published.title not in browser.get("/kb_harvest/articles").text


def test_the_review_list_tells_why_and_the_article_offers_to_settle_it(signed_in, published, answer, editor):
    answer.edited_at = published.reviewed_at.replace(year=published.reviewed_at.year + 1)
    client = signed_in(editor)

    listed, page = client.get("/kb_harvest/review").text, page_of(client, published).text

    assert "was edited afterwards" in listed
    assert "I looked through it: it stands" in page


def test_a_third_finds_the_article_by_its_words(browser, published):
    index.bring_up()

    found = browser.get("/search/?q=battery").text

    assert addresses.article(published.id, published.slug) in found
    assert "Article" in found


def test_imported_words_are_shown_with_their_source_and_licence(browser, published, answer):
    answer.source, answer.source_url, answer.licence = "Bikes Q&A", "https://bikes.example/a/7", "CC BY-SA 4.0"

    text = page_of(browser, published).text

    assert "CC BY-SA 4.0" in text
    assert "https://bikes.example/a/7" in text


def test_the_address_leads_to_the_title_it_has_now(browser, published):
    assert browser.get(f"/kb_harvest/articles/{published.id}/old-words").location.endswith(published.slug)


@pytest.mark.parametrize(
    "address", ["/kb_harvest/articles?state=drafts", "/kb_harvest/articles?state=lost", "/kb_harvest/articles/99"]
)
def test_what_is_not_there_is_not_found(address, browser, app):
    assert browser.get(address).status_code == 404


def test_the_api_lists_and_shows_articles_with_their_sources(browser, published, answer):
    listed = browser.get("/api/v1/articles").json["articles"]
    shown = browser.get(f"/api/v1/articles/{published.id}").json

    assert [row["id"] for row in listed] == [published.id]
    assert shown["contributors"] == [
        {"name": "Tom Helper", "handle": "tom-helper"},
        {"name": "Ines Asker", "handle": "ines-asker"},
    ]
    assert shown["paragraphs"][1] == {
        "section": "resolution",
        "html": "<p>Press the button on its side for five seconds.</p>\n",
        "source_url": f"/forum/posts/{answer.id}",
        "author": "Tom Helper",
        "author_handle": "tom-helper",
    }


def test_every_plain_address_is_in_the_url_map(app):
    adapter = app.url_map.bind("localhost")

    ends = {
        adapter.match(addresses.article(1, "a-slug"))[0],
        *(
            adapter.match(addresses.article_act(1, a), method="POST")[0]
            for a in ("edit", "move", "publish", "reviewed", "take")
        ),
        *(adapter.match(addresses.topic_act(1, act), method="POST")[0] for act in ("draft", "set_aside", "take_back")),
    }

    functions = [name for name, _ in inspect.getmembers(addresses, inspect.isfunction)]
    assert functions == ["article", "article_act", "topic_act"]
    assert len(ends) == 9


@pytest.mark.parametrize(
    "address",
    ["/kb_harvest/articles", "/kb_harvest/candidates", "/kb_harvest/review", "/kb_harvest/candidates/set_aside"],
)
def test_no_query_count_grows_with_the_length_of_a_staff_list(
    address, signed_in, count_queries, board, asker, helper, editor
):
    client = signed_in(editor)

    def grow(numbers):
        for number in numbers:
            topic = people.topic(board, asker, f"Question number {number} of many")
            people.accept(topic, people.answer(topic, helper), asker)
            if number % 2:
                articles.publish(articles.draft(topic, editor), editor)
        articles.look_at_topics()

    grow(range(4))
    few = count_queries(lambda: client.get(address))
    grow(range(4, 12))

    assert count_queries(lambda: client.get(address)) <= few <= 12
