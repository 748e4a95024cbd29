"""Mail that no person wrote just now is told from mail that one did."""

import pytest
from support.mails import letter

from community.kernel.mail import reading
from community.kernel.mail.automatic import MOST_HOPS, sounds_automatic, why_automatic


def why(**headers):
    return why_automatic(reading.read(letter(**headers)).message)


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Auto_Submitted": "auto-generated; owner-email=a@b.example"}, "automatic"),
        ({"X_Autoreply": "yes"}, "automatic"),
        ({"X_Autorespond": "Re: Hub"}, "automatic"),
        ({"Precedence": "auto_reply"}, "automatic"),
        ({"X_Auto_Response_Suppress": "All"}, "automatic"),
        ({"List_Id": "<friends.lists.example>"}, "list"),
        ({"Precedence": "bulk"}, "list"),
    ],
)
def test_machines_are_known(headers, found):
    assert why(**headers) == found


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Precedence": "normal"},
        {"subject": "Out of office replies come twice"},
        {"X_Auto_Response_Suppress": "OOF, AutoReply"},
    ],
)
def test_people_are_not_taken_for_machines(headers):
    assert why(**headers) is None


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: The hub",
        "Out of Office: back on Monday",
        "Automatische Antwort: The hub",
        "Abwesenheitsnotiz",
        "Réponse automatique : absent",
    ],
)
def test_subjects_of_answering_machines_are_known(subject):
    assert sounds_automatic(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "Out of battery",
        "Re: Out of office replies come twice",
        "AW: Im Urlaub geht die Kamera aus",
        "The automatic reply of my hub is wrong",
    ],
)
def test_subjects_of_people_and_of_what_they_answer_say_nothing(subject):
    assert not sounds_automatic(subject)


def test_message_that_went_round_and_round_is_a_loop():
    hops = b"Received: from a.example by b.example\r\n" * (MOST_HOPS + 1)

    read = reading.read(hops + letter())

    assert why_automatic(read.message) == "loop"
