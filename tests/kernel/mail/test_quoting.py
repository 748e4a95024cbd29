"""What a mail's writer says now: without quotes, introductions, signatures, in the shapes of many mail programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel.mail.html_text import text_of
from community.kernel.mail.quoting import own_words

OWN = "That worked, thanks!\n\nAnd the light is green."
QUOTED = "> Press the button\n> for five seconds.\n>\n> > It blinks."
INTRODUCTIONS = [
    "On Mon, 16 Nov 2026 at 09:30, Groundswell <replies+topic.1.2.ab@example.com> wrote:",
    "On Mon, 16 Nov 2026 at 09:30, Groundswell\n<replies+topic.1.2.ab@example.com>\nwrote:",
    "On Nov 16, 2026, at 9:30 AM, Tom Helper <tom@people.example> wrote:",
    "Am 16.11.2026 um 09:30 schrieb Tom Helper:",
    "Am Mo., 16. Nov. 2026 um 09:30 Uhr schrieb Groundswell <\nreplies@example.com>:",
    "Le lun. 16 nov. 2026 à 09:30, Tom Helper <tom@people.example> a écrit :",
    "El lun, 16 nov 2026 a las 9:30, Tom Helper (<tom@people.example>) escribió:",
    "Il giorno lun 16 nov 2026 alle ore 09:30 Tom Helper ha scritto:",
    "Op ma 16 nov 2026 om 09:30 schreef Tom Helper <tom@people.example>:",
    "Em seg., 16 de nov. de 2026 às 09:30, Tom Helper escreveu:",
    "Den mån 16 nov. 2026 kl 09:30 skrev Tom Helper <tom@people.example>:",
    "W dniu 16.11.2026 o 09:30, Tom Helper napisał(a):",
    "Dne 16. 11. 2026 v 9:30 Tom Helper napsal(a):",
    "Tom Helper <tom@people.example> schrieb am Mo., 16. Nov. 2026, 09:30:",
]
REST_IS_QUOTED = [
    "-----Original Message-----\nFrom: Tom\nSubject: Hub",
    "-----Ursprüngliche Nachricht-----\nVon: Tom",
    "________________________________\nFrom: Tom <tom@people.example>\nSent: Monday",
    "From: Tom Helper <tom@people.example>\nSent: Monday, November 16, 2026 9:30 AM\nTo: Ines\nSubject: Hub",
    "Von: Tom Helper <tom@people.example>\nGesendet: Montag, 16. November 2026 09:30\nAn: Ines\nBetreff: Hub",
    "*Von:* Tom Helper\n*Gesendet:* Montag, 16. November 2026",
    "De : Tom Helper\nEnvoyé : lundi 16 novembre 2026\nÀ : Ines\nObjet : Hub",
    "De: Tom Helper\nEnviado el: lunes, 16 de noviembre de 2026",
    "Da: Tom Helper\nInviato: lunedì 16 novembre 2026",
    "Van: Tom Helper\nVerzonden: maandag 16 november 2026",
    "Begin forwarded message:\n\nFrom: Tom",
    "Anfang der weitergeleiteten Nachricht:\n\nVon: Tom",
    "-- \nInes Asker\nHillside Housing",
    "--\nInes",
    "Sent from my iPhone",
    "Von meinem iPhone gesendet",
    "Gesendet mit der Telekom Mail App",
    "Get Outlook for Android",
    "Envoyé de mon iPhone",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
@pytest.mark.parametrize("quoted", [QUOTED, "Press the button\nfor five seconds."])
def test_words_above_a_quote_stay_and_the_quote_goes(introduction, quoted):
    mail = f"{OWN}\n\n{introduction}\n\n{quoted}\n"

    said = own_words(mail)

    assert said == OWN


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_words_below_a_quote_stay(introduction):
    mail = f"{introduction}\n{QUOTED}\n\n{OWN}\n-- \nInes"

    said = own_words(mail)

    assert said == OWN


@pytest.mark.parametrize("rest", REST_IS_QUOTED)
def test_what_programs_put_under_everything_goes(rest):
    said = own_words(f"{OWN}\n\n{rest}\n")

    assert said == OWN


def test_words_between_quoted_lines_stay():
    mail = "Hello,\n> Did you restart it?\nYes.\n> Does it blink?\nNo.\n"

    said = own_words(mail)

    assert said == "Hello,\nYes.\nNo."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I pressed it:\nnothing.",
        "From: what I see, it is the cable.\nSo I changed it.",
        "Am Kabel lag es.\n\n--- \n\nJetzt geht es.",
        "Sent from my iPhone\nis what the mail said.",
        "I wrote:\n\n    print(1)",
        "Le câble était cassé.",
        "My config is:\n--\nhost: hub\nport: 80",
        "My config\n--\nhost: hub\n--\nas you see.",
        "It begins so\n--\n" + "\n".join(f"line {n}" for n in range(11)),
    ],
)
def test_words_that_only_look_alike_stay(text):
    assert own_words(text) == text.replace("--- ", "---")


def test_short_signature_above_a_long_quote_goes():
    quoted = "\n".join(["> Press it."] * 40)

    said = own_words(f"{OWN}\n--\nInes\n\n{INTRODUCTIONS[0]}\n{quoted}")

    assert said == OWN


def test_marked_signature_goes_however_long_it_is():
    assert own_words(f"{OWN}\n-- \n" + "A line of the law\n" * 30) == OWN


def test_mail_that_only_quotes_says_nothing():
    assert own_words(f"\n{INTRODUCTIONS[0]}\n{QUOTED}\n\nSent from my iPhone") == ""


PIECES = st.sampled_from([*INTRODUCTIONS, *REST_IS_QUOTED, QUOTED, OWN, "", "words: more", "On", "> > x", "From: a"])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=8).map("\n".join)


@given(TEXTS)
def test_own_words_are_lines_of_the_mail_and_none_is_quoted(text):
    lines = {line.strip() for line in text.replace("\r\n", "\n").split("\n")}

    said = own_words(text).split("\n")

    assert {line.strip() for line in said} <= lines | {""}
    assert not any(line.lstrip().startswith(">") for line in said)


@given(TEXTS)
def test_own_words_have_nothing_more_to_lose(text):
    said = own_words(text)

    assert own_words(said) == said


@pytest.mark.parametrize(
    "html",
    [
        (
            '<div dir="ltr">It works.</div><br><div class="gmail_quote"><div class="gmail_attr">On X wrote:</div>'
            "<blockquote>Press it.</blockquote></div>"
        ),
        "<html><head><style>p{}</style></head><body><p>It works.</p><blockquote type=cite>Press it.</blockquote>",
        '<p>It works.</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Tom</div>Press it.',
        '<div>It works.</div><div class="moz-cite-prefix">Am schrieb Tom:</div><blockquote>Press it.</blockquote>',
        "<P>It  works.<SCRIPT>alert(1)</SCRIPT>",
        "It works.<blockquote><div>Press<br>it",
    ],
)
def test_words_of_a_page_come_without_its_quotes(html):
    assert text_of(html) == "It works."


def test_blocks_of_a_page_become_lines():
    assert text_of("<p>One</p><p>two &amp; <b>three</b><br>four</p>") == "One\n\n\n\ntwo & three\nfour"


@given(st.text(alphabet="<>/!-div blockquotep='\"&;", max_size=80))
def test_any_page_can_be_read(html):
    assert isinstance(text_of(html), str)
