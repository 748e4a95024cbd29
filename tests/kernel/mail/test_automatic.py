"""Mail that no person wrote just now is told from mail that one did."""

import pytest
from support.mails import letter

from community.kernel.mail import reading
from community.kernel.mail.automatic import MOST_HOPS, why_automatic


def why(**headers):
    read = reading.read(letter(**headers))
    return why_automatic(read.message, read.subject)


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Auto_Submitted": "auto-generated; owner-email=a@b.example"}, "automatic"),
        ({"X_Autoreply": "yes"}, "automatic"),
        ({"X_Autorespond": "Re: Hub"}, "automatic"),
        ({"Precedence": "auto_reply"}, "automatic"),
        ({"X_Auto_Response_Suppress": "All"}, "automatic"),
        ({"subject": "Automatic reply: The hub"}, "automatic"),
        ({"subject": "Out of Office: back on Monday"}, "automatic"),
        ({"subject": "Automatische Antwort: The hub"}, "automatic"),
        ({"subject": "AW: Abwesenheitsnotiz"}, "automatic"),
        ({"subject": "Réponse automatique : absent"}, "automatic"),
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
        {"subject": "Re: Out of battery"},
        {"subject": "The automatic reply of my hub is wrong"},
        {"subject": "AW: Im Keller geht es nicht"},
        {"X_Auto_Response_Suppress": "OOF, AutoReply"},
    ],
)
def test_people_are_not_taken_for_machines(headers):
    assert why(**headers) is None


def test_message_that_went_round_and_round_is_a_loop():
    hops = b"Received: from a.example by b.example\r\n" * (MOST_HOPS + 1)

    read = reading.read(hops + letter())

    assert why_automatic(read.message, read.subject) == "loop"
