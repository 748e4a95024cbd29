"""By which revision of the protocol a message is answered; pure.

Since 2026-07-28 every request names its revision, in its body and in a header; before, a handshake settled it, and the
header alone repeats it. We keep nothing between two messages, so both can come to one address.
"""

import base64
import binascii
from typing import Any, Final

from werkzeug.datastructures import Headers

from .messages import HEADER_MISMATCH, INVALID_PARAMS, UNSUPPORTED_VERSION, Message, Misfit

TODAY: Final = "2026-07-28"
BY_HANDSHAKE: Final = ("2025-11-25", "2025-06-18")
SPOKEN: Final = (TODAY, *BY_HANDSHAKE)
_KEY: Final = "io.modelcontextprotocol"
VERSION: Final = f"{_KEY}/protocolVersion"
CAPABILITIES: Final = f"{_KEY}/clientCapabilities"
SERVER: Final = f"{_KEY}/serverInfo"
HEADER: Final = "MCP-Protocol-Version"


def version_of(message: Message, headers: Headers) -> str:
    """Return the revision of a message; raise Misfit where header and body do not agree, or we do not speak it."""
    said, header = message.meta.get(VERSION), headers.get(HEADER)
    if said is not None and header != said:
        raise Misfit(HEADER_MISMATCH, f"The header {HEADER} and “{VERSION}” in the body name the same revision.")
    version = header or BY_HANDSHAKE[-1]
    if version not in SPOKEN:
        sentence = f"We do not speak “{version}”, but {', '.join(SPOKEN)}."
        raise Misfit(UNSUPPORTED_VERSION, sentence, supported=list(SPOKEN), requested=version)
    if version == TODAY and message.id is not None:
        _check_today(message, headers)
    return version


def settled(wanted: Any) -> str:
    """Return the revision that a handshake ends with: the wanted one, or the newest that has a handshake."""
    return wanted if wanted in BY_HANDSHAKE else BY_HANDSHAKE[0]


def _check_today(message: Message, headers: Headers) -> None:
    """Refuse a request that lacks what each carries since the handshake went."""
    for key, kind in ((VERSION, str), (CAPABILITIES, dict)):
        if not isinstance(message.meta.get(key), kind):
            raise Misfit(INVALID_PARAMS, f"Since {TODAY} each request says “{key}” in its “_meta”.")
    _check_header("Mcp-Method", headers, message.method)
    if message.method == "tools/call":
        _check_header("Mcp-Name", headers, message.params.get("name"))


def _check_header(name: str, headers: Headers, wanted: Any) -> None:
    if wanted is None or _plain(headers.get(name, "")) != wanted:
        raise Misfit(HEADER_MISMATCH, f"The header {name} does not say what the body says.")


def _plain(value: str) -> str | None:
    """Return a header's value as it was before it was packed for the way; None for one that cannot be unpacked."""
    packed = value.removeprefix("=?base64?").removesuffix("?=")
    if len(value) - len(packed) != len("=?base64??="):
        return value
    try:
        return base64.b64decode(packed, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
