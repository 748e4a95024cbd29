"""What a file is, told from its bytes; and names that are safe to keep."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import uploading

from community.kernel.errors import Refused
from community.kernel.sniffing import NAME_LENGTH, clean_name, sniff

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PDF = b"%PDF-1.7\n%%EOF\n"


def bomb() -> bytes:
    """Return a megabyte of nothing in a small archive."""
    to = BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 1_000_000)
    return to.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (uploading.picture("PNG"), "image/png"),
        (uploading.picture("JPEG"), "image/jpeg"),
        (uploading.picture("GIF"), "image/gif"),
        (uploading.picture("WEBP"), "image/webp"),
        (PDF, "application/pdf"),
        (b"2026-11-22T07:12:44Z hub \x1b[31mfailed\x1b[0m\r\n", "text/plain"),
        ("Größe: 3 µm".encode(), "text/plain"),
        (b"a < b and <c> is no page", "text/plain"),
        (b"GIF87a = 1; alert(1)", "image/gif"),  # a lie, found out when it is drawn
    ],
)
def test_type_is_told_from_the_bytes(content, media_type):
    sniffed = sniff(content)

    assert sniffed.media_type == media_type


@pytest.mark.parametrize("words", ["power shell", "größer"])
def test_text_in_utf_16_is_kept_as_utf_8(words):
    sniffed = sniff(words.encode("utf-16"))

    assert sniffed.content == words.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG,
        b"\xef\xbb\xbf\n\t " + SVG,
        b'<?xml version="1.0"?>' + SVG,
        SVG.decode().encode("utf-16"),
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"  <SCRIPT >alert(1)</script>",
        b"<!-- a --><b>x</b>",
        b"<html\n>",
        bomb(),
        b"\x1f\x8b\x08\x00rest",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"words and \x00 a null",
        b"\xff\xfe\x00",
        b"\xfe\xff\xd8\x00",
        b"caf\xe9 in another code",
    ],
)
def test_what_is_not_on_the_list_is_refused(content):
    with pytest.raises(Refused) as no:
        sniff(content)

    assert no.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("pump.png", "pump.png"),
        ("PUMP.PNG", "PUMP.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\Ines\\pump.jpeg", "pump.png"),
        ("<script>alert(1)</script>.png", "script>.png"),
        ("<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"),
        ("annual\u202egpj.exe", "annualgpj.png"),
        ("nul\0l.png", "null.png"),
        ("new\nline\t.png", "new line.png"),
        ("", "file.png"),
        ("...", "file.png"),
        (".png", "png.png"),
        ("é" * 300 + ".png", "é" * (NAME_LENGTH - 4) + ".png"),
        ("page.html", "page.png"),
        ("archive.tar.gz", "archive.tar.png"),
        ("Bildschirmfoto 2026-11-22 um 07.12.44", "Bildschirmfoto 2026-11-22 um 07.12.44.png"),
    ],
)
def test_name_is_kept_without_path_and_tricks_and_ends_as_its_type(name, kept):
    cleaned = clean_name(name, "image/png")

    assert cleaned == kept


@given(st.text(), st.sampled_from(["image/png", "image/jpeg", "image/webp", "application/pdf", "text/plain"]))
def test_any_name_becomes_a_short_visible_one_and_stays_as_it_is(name, media_type):
    cleaned = clean_name(name, media_type)

    assert 5 <= len(cleaned) <= NAME_LENGTH
    assert not set(cleaned) & set("/\\\0\r\n\u202e")
    assert clean_name(cleaned, media_type) == cleaned
