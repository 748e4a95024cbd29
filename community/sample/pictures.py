"""Small pictures for questions of the sample community, drawn when it is filled; the same ones each time."""

from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from community.sample.words import load

SIZE = (960, 600)
EVERY = 35  # one question in so many has a picture
PAPER, INK, SOFT, ACCENT, WARM, GREEN = "#f7f5f1", "#26231f", "#cfc8bc", "#0d6064", "#d08a1d", "#2f9e57"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A picture as somebody would upload it, and what it shows."""

    name: str
    alt: str
    content: bytes


def picture_for(topic: int) -> Drawn | None:
    """Return the picture of a topic by its number; most have none."""
    if topic % EVERY:
        return None
    rng, kinds = Random(topic), load("pictures")["picture"]  # noqa: S311 - bars and curves, not keys
    words: dict[str, Any] = kinds[topic // EVERY % len(kinds)]
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((60, 40), words["title"], INK, font=ImageFont.load_default(34))
    DRAWN[words["draws"]](pen, rng)
    to = BytesIO()
    image.save(to, "JPEG" if words["name"].endswith(".jpg") else "PNG")
    return Drawn(name=words["name"], alt=words["alt"], content=to.getvalue())


def _screen(pen: ImageDraw.ImageDraw, rng: Random) -> None:
    """Draw eight bars, the last three close to nothing."""
    for number in range(8):
        height = rng.randint(120, 360) if number < 5 else rng.randint(4, 14)
        left = 70 + number * 105
        pen.rounded_rectangle((left, 520 - height, left + 70, 520), 8, ACCENT if number < 5 else WARM)
    pen.line((50, 522, 910, 522), SOFT, 3)


def _curve(pen: ImageDraw.ImageDraw, rng: Random) -> None:
    """Draw the power of a day that falls in the afternoon."""
    for row in range(5):
        pen.line((60, 140 + row * 95, 900, 140 + row * 95), SOFT, 2)
    fall, high = rng.randint(9, 12), rng.randint(180, 240)
    points = [(60 + step * 56, (high if step < fall else 480) + rng.randint(-12, 12)) for step in range(16)]
    pen.line(points, ACCENT, 6, joint="curve")


def _board(pen: ImageDraw.ImageDraw, rng: Random) -> None:
    """Draw a box with four lights, one of them dark."""
    pen.rounded_rectangle((160, 130, 800, 540), 40, "#3a3630", SOFT, 6)
    for number, colour in enumerate(rng.sample([GREEN, GREEN, WARM, "#57514a"], 4)):
        left = 225 + number * 140
        pen.ellipse((left, 290, left + 80, 370), colour, PAPER, 3)


DRAWN = {"screen": _screen, "curve": _curve, "board": _board}
