"""The forum's pages, as their readers meet them."""

from community.forum import addresses


def test_home_shows_the_newest_topic(browser, topic):
    page = browser.get("/")

    assert page.status_code == 200
    assert "The hub does not find my battery" in page.text


def test_topic_page_shows_question_and_answer(browser, topic, answer):
    page = browser.get(addresses.topic(topic.id, topic.slug))

    assert page.status_code == 200
    assert "It worked last week." in page.text
    assert "Press the button on its side" in page.text


def test_board_lists_its_topics(browser, board, topic):
    page = browser.get(addresses.board(board.slug))

    assert page.status_code == 200
    assert topic.title in page.text


def test_answer_sent_twice_is_one_answer(signed_in, topic, helper):
    form = {"body": "Have you tried turning it off and on?", "once": "abc"}
    client = signed_in(helper)

    first = client.post(addresses.topic_act(topic.id, "reply"), data=form)
    second = client.post(addresses.topic_act(topic.id, "reply"), data=form)

    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert client.get(addresses.topic(topic.id, topic.slug)).text.count("turning it off") == 1
