"""Codes that change every half minute, as apps on telephones show them: RFC 6238, SHA-1, six digits; pure."""

import base64
import hmac
import secrets
import struct
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

SECONDS: Final = 30
DIGITS: Final = 6
SECRET_BYTES: Final = 20  # RFC 4226, 4 (R6) recommends 160 bits
LEEWAY: Final = (-1, 0, 1)  # clocks differ, and people type


def fresh() -> bytes:
    """Return a new secret."""
    return secrets.token_bytes(SECRET_BYTES)


def code(secret: bytes, count: int) -> str:
    """Return the code of one count (RFC 4226, 5.3)."""
    digest = hmac.new(secret, struct.pack(">Q", count), "sha1").digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def count_at(moment: datetime) -> int:
    """Return the count of a moment: half minutes since 1970."""
    return int(moment.timestamp()) // SECONDS


def matching(secret: bytes, typed: str, moment: datetime, after: int) -> int | None:
    """Return the count whose code was typed; None for a wrong code, and for counts up to `after`: none counts twice."""
    now = count_at(moment)
    fits = [n for n in LEEWAY if hmac.compare_digest(code(secret, now + n).encode(), typed.encode())]
    return next((now + n for n in fits if now + n > after), None)


def as_text(secret: bytes) -> str:
    """Return the secret as apps take it, typed by hand."""
    return base64.b32encode(secret).decode().rstrip("=")


def address(secret: bytes, *, account: str, issuer: str) -> str:
    """Return the address that a picture of the secret holds."""
    label = f"{quote(issuer, safe='')}:{quote(account, safe='')}"
    return f"otpauth://totp/{label}?{urlencode({'secret': as_text(secret), 'issuer': issuer}, quote_via=quote)}"
