"""Pictures drawn anew: nothing of an uploaded picture is kept but what it shows.

Where it was taken, whose camera it was, and whatever hides behind its last line are gone; what was turned by a note
stands upright. Moving pictures become WebP, still GIFs become PNG.
"""

import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, ImageSequence

from .errors import Refused

MOST_PIXELS: Final = 50_000_000  # of a still picture, or of all frames of a moving one together
LONGEST_EDGE: Final = 2560
SHOWN_EDGE: Final = 1280  # the size for pages: twice the measure of a text, for fine screens
SHOWN_BYTES: Final = 400_000
_FORMATS: Final = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_KEPT_AS: Final = _FORMATS | {"image/gif": "PNG"}
_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "PNG": {},
    "JPEG": {"quality": 86, "progressive": True},
    "WEBP": {"quality": 84, "method": 3},
}
_TYPES: Final = {name: kind for kind, name in _FORMATS.items()}
_AT_ONCE: Final = threading.BoundedSemaphore(2)  # a picture in work may take 200 MB

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)  # too large is an error from the first pixel on


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it is kept, and the smaller one for pages where it is large."""

    media_type: str
    content: bytes
    width: int
    height: int
    shown: bytes | None


def redraw(content: bytes, media_type: str) -> Picture:
    """Return the picture drawn anew, its longer edge at most LONGEST_EDGE; refuse one that cannot be drawn."""
    with _AT_ONCE:
        try:
            with Image.open(BytesIO(content), formats=(_FORMATS[media_type],)) as image:
                moving = media_type in {"image/gif", "image/webp"} and getattr(image, "is_animated", False)
                return _moving(image) if moving else _still(image, _KEPT_AS[media_type])
        except Refused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Refused("It has more than 50 million dots; please make it smaller.") from None
        except Exception:  # broken bytes fail in as many ways as there are formats
            raise Refused("It is broken, so that it cannot be drawn. Was it copied whole?") from None


def measured(content: bytes) -> tuple[int, int] | None:
    """Return the width and height that a picture says it has; None for what is none of ours."""
    try:
        with Image.open(BytesIO(content), formats=tuple(_FORMATS.values())) as image:
            return image.size
    except Exception:  # broken bytes fail in as many ways as there are formats
        return None


def shown_size(width: int, height: int) -> tuple[int, int]:
    """Return the width and height at which pages show a picture of this size."""
    scale = min(1.0, SHOWN_EDGE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _still(image: Image.Image, kept_as: str) -> Picture:
    if kept_as == "JPEG":
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))  # a huge photo is made smaller while it is read
    profile = image.info.get("icc_profile")
    drawn = _plain(ImageOps.exif_transpose(image), with_alpha=kept_as != "JPEG")
    drawn = _in_usual_colours(drawn, profile)
    drawn.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    content = _written(drawn, kept_as)
    width, height = drawn.size
    shown = None
    if max(drawn.size) > SHOWN_EDGE or len(content) > SHOWN_BYTES:
        drawn.thumbnail(shown_size(width, height))
        shown = _written(drawn, "WEBP")
    return Picture(media_type=_TYPES[kept_as], content=content, width=width, height=height, shown=shown)


def _moving(image: Image.Image) -> Picture:
    size = image.width * image.height
    most = max(1, MOST_PIXELS // size)
    times = [frame.info.get("duration", 100) for frame in islice(ImageSequence.Iterator(image), most + 1)]
    if len(times) > most:
        raise Refused("It moves for too long; please make it shorter or smaller.")
    image.seek(0)
    frames = _frames(image)
    first = next(frames)
    to = BytesIO()
    first.save(to, "WEBP", save_all=True, append_images=frames, duration=times, loop=0, quality=80, method=2)
    width, height = first.size
    return Picture(media_type="image/webp", content=to.getvalue(), width=width, height=height, shown=None)


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(image):
        drawn = _plain(frame)
        drawn.thumbnail((SHOWN_EDGE, SHOWN_EDGE))
        yield drawn


def _plain(image: Image.Image, *, with_alpha: bool = True) -> Image.Image:
    """Return a copy that holds colours and nothing else."""
    alpha = with_alpha and image.has_transparency_data
    drawn = image.convert("RGBA" if alpha else "L" if image.mode in {"1", "L"} else "RGB")
    drawn = drawn.copy() if drawn is image else drawn
    drawn.info = {}
    return drawn


def _in_usual_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Bring the colours of a wide screen or camera to those that pages expect, where their profile can be read."""
    if not profile or image.mode == "L":
        return image
    try:
        wide = ImageCms.ImageCmsProfile(BytesIO(profile))
        ImageCms.profileToProfile(image, wide, ImageCms.createProfile("sRGB"), inPlace=True)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    image.info = {}
    return image


def _written(image: Image.Image, name: str) -> bytes:
    to = BytesIO()
    image.save(to, name, **_OPTIONS[name])
    return to.getvalue()
