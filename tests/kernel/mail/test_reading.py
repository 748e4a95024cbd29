"""Messages read: good ones whole, broken and hostile ones as far as they go, and never an error."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_data import shared
from support.mails import HUB, letter

from community.kernel.errors import Refused
from community.kernel.mail import reading

PLAIN = b"From: a@b.example\r\nContent-Type: text/plain"


def test_plain_message_is_read_whole():
    read = reading.read(letter(to="Replies <replies+topic.1.2.ab@example.com>, b@c.example", Cc="d@e.example"))

    assert (read.sender, read.message_id) == ("ines.asker@people.example", "1@people.example")
    assert read.recipients == ("replies+topic.1.2.ab@example.com", "b@c.example", "d@e.example")
    assert (read.subject, read.text, read.files) == ("Re: The hub does not find my battery", HUB, ())


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ('"Asker, Ines" <INES@people.example>', "ines@people.example"),
        ("a@b.example, c@d.example", ""),
        ("Nobody in particular", ""),
        ("=?utf-8?q?J=C3=B6rg?= <j@b.example>", "j@b.example"),
        ("=?utf-8?q?a=40b.example?= <c@d.example>", "c@d.example"),
        ("<>", ""),
    ],
)
def test_sender_is_one_address_or_none(sender, found):
    read = reading.read(f"From: {sender}\r\n\r\nHello".encode())

    assert read.sender == found


def test_message_from_two_people_is_from_nobody():
    assert reading.read(b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nHello").sender == ""


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (PLAIN + b"; charset=iso-8859-1\r\n\r\nGr\xfc\xdfe", "Grüße"),
        (PLAIN + b"; charset=utf-8\r\n\r\nGr\xc3\xbc\xc3\x9fe", "Grüße"),
        (PLAIN + b"; charset=made-up\r\n\r\nGr\xc3\xbc\xc3\x9fe", "Grüße"),
        (PLAIN + b"; charset=utf-8\r\n\r\nGr\xfc\xdfe", "Grüße"),
        (PLAIN + b'; charset="\xff\xfe"\r\n\r\nHello', "Hello"),
        (PLAIN + b"\r\n\r\nHel\x00lo\x07", "Hello"),
        (PLAIN + b"\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8", "Hello"),
        (PLAIN + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!", ""),
        (PLAIN + b"\r\nContent-Transfer-Encoding: x-unknown\r\n\r\nHello", "Hello"),
        (b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<p>Hello<script>x</script>", "Hello"),
        (b"From: a@b.example\r\nContent-Type: multipart/mixed\r\n\r\nHello", ""),
        (b"From: a@b.example\r\nContent-Type: image/png\r\n\r\nHello", ""),
        (b"From: a@b.example\r\nContent-Type: ;;;=\r\n\r\nHello", "Hello"),
        (b"Hello", "Hello"),
        (b"", ""),
        (b"\xff\xfe\x00" * 2, "ÿþÿþ"),
    ],
)
def test_broken_message_is_read_as_far_as_it_goes(raw, text):
    assert reading.read(raw).text == text


def test_plain_words_come_before_those_of_html():
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("The plain words\n\n[cid:logo@b.example]\n[image: pump.png]")
    message.add_alternative("<p>The words of HTML</p>", subtype="html")
    message.add_attachment("a log", filename="a.log")

    assert reading.read(message.as_bytes()).text == "The plain words"


def nested(depth: int) -> bytes:
    opening = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth))
    return f"From: a@b.example\r\n{opening}Content-Type: text/plain\r\n\r\nDeep inside".encode()


def test_message_nested_a_hundred_deep_is_read():
    assert reading.read(nested(100)).text == "Deep inside"


def test_message_nested_ten_thousand_deep_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="nested too deep"):
        reading.read(nested(10_000))


def test_message_of_ten_megabytes_is_read_and_cut():
    read = reading.read(letter("word " * 2_000_000, subject="x" * 900))

    assert 0 < len(read.text) <= reading.LONGEST_TEXT


@pytest.mark.parametrize("name", ["From", "To", "Subject", "Message-ID", "Content-Type", "Content-Disposition"])
@given(value=st.text(alphabet='<>@",;:=?()\\.a ü\u202e\ud800\x00', max_size=40))
def test_any_header_can_be_read(name, value):
    raw = f"{name}: ".encode() + value.encode("utf-8", "surrogatepass") + b"\r\n\r\nHello"

    read = reading.read(raw)

    assert isinstance(read.sender + read.subject + read.text + "".join(read.recipients), str)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(raw):
    read = reading.read(raw)

    assert "\0" not in read.text + read.subject


def test_real_messages_broken_ones_among_them_are_read():
    read = {path.name: reading.read(path.read_bytes()) for path in shared("emails/mail_parser").glob("*.eml")}

    assert len(read) == 7
    assert all(one.sender for one in read.values())
    assert sum(bool(one.text) for one in read.values()) == 6  # one names another boundary than it uses
