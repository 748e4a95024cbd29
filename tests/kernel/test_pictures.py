"""Pictures are drawn anew: what they show stays, everything else goes."""

from io import BytesIO

import pytest
from PIL import Image
from support import uploading

from community.kernel import pictures
from community.kernel.errors import Refused

SCRIPT = b"<script>alert('polyglot')</script>"


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(("kind", "kept_as"), [("PNG", "PNG"), ("JPEG", "JPEG"), ("WEBP", "WEBP"), ("GIF", "PNG")])
def test_picture_stays_what_it_shows(kind, kept_as):
    drawn = pictures.redraw(uploading.picture(kind), f"image/{kind.lower()}")

    assert (drawn.width, drawn.height, drawn.shown) == (40, 30, None)
    assert opened(drawn.content).format == kept_as
    colour = opened(drawn.content).convert("RGB").getpixel((9, 9))
    assert all(abs(there - here) < 6 for there, here in zip(colour, (0, 128, 128), strict=True))


def test_photo_loses_place_camera_and_remarks_and_stands_upright():
    drawn = pictures.redraw(uploading.photo(), "image/jpeg")

    assert (drawn.width, drawn.height) == (30, 40)
    assert not opened(drawn.content).getexif()
    assert all(word not in drawn.content for word in (b"Exif", b"Secretive", b"taken at home"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_what_hides_behind_the_picture_is_gone(kind):
    drawn = pictures.redraw(uploading.picture(kind) + SCRIPT, f"image/{kind.lower()}")

    assert SCRIPT not in drawn.content


def test_words_inside_a_picture_are_gone():
    told = BytesIO()
    Image.new("RGB", (9, 9)).save(told, "GIF", comment=SCRIPT)

    drawn = pictures.redraw(told.getvalue(), "image/gif")

    assert SCRIPT in told.getvalue()
    assert SCRIPT not in drawn.content


def test_transparent_parts_stay_so():
    to = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(to, "PNG")

    drawn = pictures.redraw(to.getvalue(), "image/png")

    assert opened(drawn.content).getpixel((5, 5))[3] == 0


def test_large_picture_gets_smaller_and_another_one_for_pages():
    drawn = pictures.redraw(uploading.picture("JPEG", (4000, 2000)), "image/jpeg")

    assert (drawn.width, drawn.height) == (2560, 1280)
    assert opened(drawn.content).size == (2560, 1280)
    assert opened(drawn.shown).size == pictures.shown_size(2560, 1280) == (1280, 640)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_moving_picture_goes_on_moving(kind):
    drawn = pictures.redraw(uploading.moving(kind), f"image/{kind.lower()}")

    assert drawn.media_type == "image/webp"
    assert opened(drawn.content).n_frames == 3


def test_picture_that_moves_for_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 40 * 30 * 2)

    with pytest.raises(Refused, match="moves for too long"):
        pictures.redraw(uploading.moving(), "image/gif")


@pytest.mark.parametrize("size", [(50_000, 50_000), (8_000, 8_000), (60_000, 1_000)])
def test_picture_of_too_many_dots_is_refused_before_it_is_drawn(size):
    with pytest.raises(Refused, match="50 million"):
        pictures.redraw(uploading.claimed_png(*size), "image/png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_truncated_picture_is_refused(kind):
    whole = uploading.picture(kind, (400, 300))

    with pytest.raises(Refused, match="broken"):
        pictures.redraw(whole[: len(whole) // 2], f"image/{kind.lower()}")


@pytest.mark.parametrize(
    "content", [b"GIF89a=1;alert(1)//", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF0000WEBP"]
)
def test_bytes_that_only_begin_like_a_picture_are_refused(content):
    kind = {b"G": "gif", b"\x89": "png", b"\xff": "jpeg", b"R": "webp"}[content[:1]]

    with pytest.raises(Refused, match="broken"):
        pictures.redraw(content, f"image/{kind}")


def test_picture_of_another_kind_than_its_beginning_says_is_refused():
    with pytest.raises(Refused, match="broken"):
        pictures.redraw(uploading.picture("JPEG"), "image/png")
