"""Files of a mail: what its writer attached or put among their words, and nothing that a mail program added."""

from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from shared_data import shared
from support.uploading import picture

from community.kernel.errors import Refused
from community.kernel.mail import reading

SCREEN = picture(size=(640, 400))
LOGO = picture(size=(300, 90))


def message(text="It looks like this.") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "a@b.example"
    made.set_content(text)
    return made


def names(made):
    return [file.name for file in reading.read(made.as_bytes()).files]


def page(html, *pictures):
    """Return a mail that shows pictures among its words, as (name, content) pairs; `cid:name` places them."""
    made = message()
    made.add_alternative(html, subtype="html")
    for name, content in pictures:
        made.get_payload()[1].add_related(content, "image", "png", filename=name, cid=f"<{name}@b.example>")
    return made


def test_attached_files_are_found_in_their_order():
    made = message()
    made.add_attachment(SCREEN, maintype="image", subtype="png", filename="screen.png")
    made.add_attachment("07:12 hub failed", filename="hübe.log")

    found = reading.read(made.as_bytes())

    assert [(file.name, file.read(9)) for file in found.files] == [
        ("screen.png", SCREEN[:9]),
        ("hübe.log", b"07:12 hub"),
    ]
    assert found.text == "It looks like this."


@pytest.mark.parametrize(
    "html",
    [
        '<p>Look: <img src="cid:a.png@b.example"></p>',
        '<p>Look</p><img src="CID:a.png%40b.example"><div class="gmail_quote">Tom wrote: ...</div>',
    ],
)
def test_picture_among_the_words_is_one_of_the_files(html):
    assert names(page(html, ("a.png", SCREEN))) == ["a.png"]


@pytest.mark.parametrize(
    "html",
    [
        '<p>Look</p><div class="gmail_signature"><img src="cid:a.png@b.example"></div>',
        '<p>Look</p><div id="AppleMailSignature"><img src="cid:a.png@b.example"></div>',
        '<p>Look</p><div>-- </div><div>Ines</div><img src="cid:a.png@b.example">',
        '<p>Look</p><div class="gmail_quote"><img src="cid:a.png@b.example"></div>',
        '<p>Look</p><blockquote type="cite"><img src="cid:a.png@b.example"></blockquote>',
        '<p>Look</p><div id="divRplyFwdMsg">From: Tom</div><img src="cid:a.png@b.example">',
        '<p>Look</p><p>From: Tom</p><p>Sent: Monday</p><img src="cid:a.png@b.example">',
    ],
)
def test_picture_below_the_signature_or_in_the_quote_is_left_out(html):
    assert names(page(html, ("a.png", SCREEN))) == []


@pytest.mark.parametrize("content", [LOGO, picture(size=(1, 1)), b"<svg/>"])
def test_small_picture_among_the_words_is_a_logo_or_watches_its_reader(content):
    assert names(page('<p>Look <img src="cid:a.png@b.example"></p>', ("a.png", content))) == []


def test_small_picture_that_was_attached_is_meant():
    made = message()
    made.add_attachment(LOGO, maintype="image", subtype="png", filename="dialog.png")
    made.add_attachment(picture(size=(1, 1)), maintype="image", subtype="png", filename="dot.png")

    assert names(made) == ["dialog.png"]


def test_photo_of_a_phone_stands_between_the_words_without_a_page():
    made = message()
    made.add_attachment(SCREEN, maintype="image", subtype="png", filename="IMG_1.png", disposition="inline")
    made.add_attachment(LOGO, maintype="image", subtype="png", filename="logo.png", disposition="inline")

    assert names(made) == ["IMG_1.png"]


@pytest.mark.parametrize(
    "kind", ["text/vcard", "application/pgp-signature", "application/pkcs7-signature", "application/pgp-keys"]
)
def test_what_mail_programs_add_is_no_file(kind):
    made = message()
    made.add_attachment(b"BEGIN", *kind.split("/"), filename="added")

    assert names(made) == []


def test_invitation_beside_the_words_is_another_shape_of_them():
    made = message()
    made.add_alternative("BEGIN:VCALENDAR", subtype="calendar")

    assert names(made) == []


def test_mail_in_a_mail_is_refused_with_a_sentence():
    made = message()
    made.add_attachment(message("What Tom wrote to me alone"))
    (found,) = reading.read(made.as_bytes()).files

    with pytest.raises(Refused, match="It is a mail"):
        found.read(100)


@pytest.mark.parametrize("name", ["Content-Disposition", "Content-Type", "Content-ID"])
@example(value="=*0")
@example(value="x; *0")
@example(value="x; a*0")
@given(value=st.text(alphabet="<>\"';:=*%/. \t\r\n()aü\u202e\x00", max_size=40))
def test_broken_file_is_read_as_far_as_it_goes(name, value):
    value = value.replace("\n", " ").replace("\r", " ")
    head = f"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{name}: {value}\r\n\r\n"
    raw = head.encode("utf-8", "replace") + b"Hello\r\n--b--"

    assert all(file.name and file.read(5) in (b"Hello", b"") for file in reading.read(raw).files)


def test_of_real_messages_the_pictures_among_the_words_alone_are_files():
    found = {path.name: reading.read(path.read_bytes()).files for path in shared("emails/mail_parser").glob("*.eml")}

    assert {name: len(files) for name, files in found.items() if files} == {"mail_test_5.eml": 1, "mail_test_6.eml": 1}
    assert all(file.read(10_000_000) for files in found.values() for file in files)
