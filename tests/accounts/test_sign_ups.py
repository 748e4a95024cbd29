"""Doubtful sign-ups: what is doubted, what is asked, that nothing counts twice, and that no doubt goes unsaid."""

import re
from datetime import timedelta

import pytest
from support import people

from community.accounts import challenges, forgetting, queries, services
from community.accounts.doubts import doubts_about
from community.accounts.models import Question, SignUp, UsedChallenge
from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.web.limits import limiter

JOIN = {"name": "Nora New", "email": "nora@people.example", "password": "a-long-password-4u"}
INNOCENT = {"seconds": 40, "trap": "", "email": "a@b.example", "throwaway": {"mailinator.com"}}
INNOCENT |= {"joined_lately": 0, "most_joined": 3}


@pytest.fixture(autouse=True)
def limits(monkeypatch, app):
    """Doubt as in the open: the tests of other doors do without; guesses are not counted here."""
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()


def open_form(ago=40):
    with clock.at(clock.now() - timedelta(seconds=ago)):
        return challenges.fresh_form()


def send(client, **more):
    return client.post("/accounts/sign-up", data=JOIN | {"opened": open_form()} | more)


def token_in(page):
    return re.search(r'name="challenge"[^>]*value="([^"]+)"', page.text)[1]


def solved(page):
    nonce = re.search(r'data-challenge="([^"]+)"', page.text)[1]
    return str(next(n for n in range(10**7) if challenges.is_proof(nonce, str(n))))


def has_joined(email="nora@people.example"):
    db.session.expire_all()
    return queries.member_by_email(email) is not None


@pytest.mark.parametrize(
    ("changes", "doubts"),
    [
        ({}, ()),
        ({"seconds": 2}, ("quick",)),
        ({"seconds": None}, ("no_form",)),
        ({"seconds": 90_000}, ("no_form",)),
        ({"seconds": -5}, ("quick", "no_form")),
        ({"trap": "https://pills.example"}, ("trap",)),
        ({"email": "x@Mailinator.com"}, ("throwaway",)),
        ({"email": "x@mail.mailinator.com"}, ("throwaway",)),
        ({"email": "x@notmailinator.com"}, ()),
        ({"joined_lately": 3}, ("many",)),
        ({"seconds": 1, "trap": "x", "joined_lately": 9}, ("quick", "trap", "many")),
    ],
)
def test_what_speaks_for_a_machine(changes, doubts):
    assert doubts_about(**INNOCENT | changes) == doubts


def test_a_person_is_asked_nothing(browser):
    page = browser.get("/accounts/sign-up").text

    sent = send(browser)

    assert "data-challenge" not in page
    assert sent.status_code == 302
    assert has_joined()
    assert [(row.outcome, row.doubts) for row in db.session.query(SignUp)] == [("joined", "")]


@pytest.mark.parametrize(
    ("more", "doubt"),
    [
        ({"opened": ""}, "no_form"),
        ({"opened": "made.up"}, "no_form"),
        ({"website": "https://pills.example"}, "trap"),
        ({"email": "x@yopmail.com"}, "throwaway"),
    ],
)
def test_who_looks_like_a_machine_is_asked_and_it_is_written_down(more, doubt, browser):
    page = send(browser, **more)

    assert "data-challenge" in page.text
    assert "Your answer" not in page.text or "for=" in page.text
    assert not has_joined(more.get("email", "nora@people.example"))
    assert [(row.outcome, row.doubts) for row in db.session.query(SignUp)] == [("asked", doubt)]


def test_the_browsers_sum_opens_the_door_once(browser, app):
    asked = send(browser, opened="")
    token, proof = token_in(asked), solved(asked)

    done = send(browser, opened="", challenge=token, proof=proof)
    again = send(app.test_client(), opened="", challenge=token, proof=proof, email="two@people.example")

    assert done.status_code == 302
    assert has_joined()
    assert not has_joined("two@people.example")
    assert "data-challenge" in again.text
    assert [row.outcome for row in db.session.query(SignUp).order_by(SignUp.id)] == ["asked", "joined", "failed"]


def test_without_a_script_a_plain_question_opens_it(browser, admin):
    db.session.query(Question).delete()
    services.add_question(
        question="Which of them is blue: snow or the sky?", answers="The sky, sky", by=people.viewer(admin)
    )
    asked = send(browser, opened="")

    done = send(browser, opened="", challenge=token_in(asked), answer="  the SKY. ")

    assert "Which of them is blue" in asked.text
    assert done.status_code == 302
    assert has_joined()


@pytest.mark.parametrize(
    "answer", [{"answer": "snow"}, {"answer": ""}, {"proof": "1"}, {"proof": "-1"}, {"proof": "９"}]
)
def test_a_wrong_answer_is_asked_anew_with_another_token(answer, browser):
    asked = send(browser, opened="")

    page = send(browser, opened="", challenge=token_in(asked), **answer)

    assert token_in(page) != token_in(asked)
    assert not has_joined()


def test_a_wrong_answer_uses_the_challenge_up(browser):
    asked = send(browser, opened="")
    send(browser, opened="", challenge=token_in(asked), answer="wrong")

    page = send(browser, opened="", challenge=token_in(asked), proof=solved(asked))

    assert not has_joined()
    assert "That was not it" in page.text


def test_a_challenge_ends_after_a_quarter_of_an_hour(app):
    with clock.at(clock.now() - timedelta(minutes=16)):
        asked = challenges.ask()
    proof = next(str(n) for n in range(10**7) if challenges.is_proof(asked.nonce, str(n)))

    assert not challenges.is_met(asked.token, proof, "")


def test_a_token_of_another_kind_or_a_changed_one_is_none(app):
    asked = challenges.ask()
    proof = next(str(n) for n in range(10**7) if challenges.is_proof(asked.nonce, str(n)))

    assert not challenges.is_met(challenges.fresh_form(), proof, "")
    assert not challenges.is_met(asked.token[:-1], proof, "")
    assert challenges.age_of(asked.token) is None
    assert challenges.is_met(asked.token, proof, "")


def test_the_fourth_from_one_address_in_an_hour_is_asked(app):
    sent = [send(app.test_client(), email=f"n{n}@people.example", name=f"Nora {n}") for n in range(4)]
    with clock.at(clock.now() + timedelta(minutes=61)):
        later = send(app.test_client(), email="later@people.example")

    assert [page.status_code for page in sent] == [302, 302, 302, 200]
    assert "data-challenge" in sent[3].text
    assert later.status_code == 302


def test_a_taken_address_is_not_given_away_by_what_is_asked(browser, app):
    people.member("Nora Before", email="nora@people.example")

    taken = send(browser, opened="")
    free = send(app.test_client(), opened="", email="free@people.example")

    assert "data-challenge" in taken.text
    assert len(taken.text.splitlines()) == len(free.text.splitlines())


def test_one_question_stays(app, admin):
    first, *others = queries.questions()
    for question in others:
        services.remove_question(question=question, by=people.viewer(admin))

    with pytest.raises(Refused, match="One question must stay"):
        services.remove_question(question=first, by=people.viewer(admin))


def test_the_page_adds_and_removes_questions_and_counts_doubts(admin, signed_in, browser):
    send(browser, opened="")
    client = signed_in(admin)

    client.post("/accounts/questions", data={"question": "How many legs has a cat?", "answers": "4, four"})
    page = client.get("/accounts/questions").text
    refused = client.post("/accounts/questions", data={"question": "How many legs has a cat?", "answers": "?!"})

    assert "How many legs has a cat?" in page
    assert "1 without our form" in page
    assert 'href="/accounts/questions" aria-current="page"' in page  # among the pages of moderation
    assert refused.status_code == 422


def test_what_was_written_is_forgotten(app):
    challenge = challenges.ask()
    challenges.is_met(challenge.token, "1", "")
    db.session.add(SignUp(at=clock.now(), address="digest", doubts="", outcome="joined"))
    db.session.flush()

    with clock.at(clock.now() + timedelta(days=31)):
        forgetting.forget("2026-12-23")

    assert db.session.query(SignUp).count() + db.session.query(UsedChallenge).count() == 0
