"""Files to upload: small true pictures, and bytes that pretend."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image
from support import people

from community.accounts.models import Member
from community.forum.models import File, Post, Topic
from community.forum.services import files
from community.kernel.db import db
from community.kernel.web.uploads import Upload, receive


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), colour: str = "teal", **more: Any) -> bytes:
    """Return a picture of one colour."""
    to = BytesIO()
    Image.new("RGB", size, colour).save(to, kind, **more)
    return to.getvalue()


def moving(kind: str = "GIF", frames: int = 3) -> bytes:
    """Return a picture that changes its colour."""
    first, *rest = (Image.new("RGB", (40, 30), (60 * number, 90, 90)) for number in range(frames))
    to = BytesIO()
    first.save(to, kind, save_all=True, append_images=rest, duration=80)
    return to.getvalue()


def photo() -> bytes:
    """Return a photo that lies on its side and tells where it was taken and by whose camera."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010F] = "Secretive Cameras"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (47.0, 22.0, 11.0)
    return picture("JPEG", (40, 30), exif=exif, comment=b"taken at home")


def claimed_png(width: int, height: int) -> bytes:
    """Return the few bytes of a PNG that says it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def field(*files: tuple[str, bytes]) -> list[tuple[BytesIO, str]]:
    """Return (name, content) pairs as the test client sends them in a form."""
    return [(BytesIO(content), name) for name, content in files]


def upload(name: str = "pump.png", content: bytes | None = None) -> Upload:
    """Return a file as it comes into a service: stored, and not yet in any row."""
    return receive(name, picture() if content is None else content)


def attached(post: Post, topic: Topic, by: Member, *uploads: Upload) -> File:
    """Attach files, or a picture, to a post of its author's; return the first."""
    chosen = files.Chosen(fresh=uploads or (upload(),))
    rows = files.chosen_for(by=people.viewer(by), chosen=chosen)
    files.attach(files=rows, post=post, topic=topic, by=people.viewer(by))
    db.session.commit()
    return rows[0]
