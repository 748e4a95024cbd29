"""The messages of language models (JSON-RPC 2.0): read, and refused with a code and a sentence; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..intake import parsed

PARSE_ERROR: Final = -32700
INVALID_REQUEST: Final = -32600
METHOD_NOT_FOUND: Final = -32601
INVALID_PARAMS: Final = -32602
HEADER_MISMATCH: Final = -32020
UNSUPPORTED_VERSION: Final = -32022

Id = str | int | None


class Misfit(Exception):  # noqa: N818 - not an error: a message that does not fit
    """A message does not fit: a code of JSON-RPC or of the protocol, a sentence, and what a program may read."""

    def __init__(self, code: int, sentence: str, *, message_id: Id = None, **data: Any) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.message_id, self.data = code, sentence, message_id, data


@dataclass(frozen=True)
class Message:
    """A request, or a notification, which has no id and gets no answer."""

    method: str
    params: Mapping[str, Any]
    id: Id = None

    @property
    def meta(self) -> Mapping[str, Any]:
        """What the message says of itself; empty where it says nothing that can be read."""
        told = self.params.get("_meta")
        return told if isinstance(told, dict) else {}


def read(body: bytes) -> Message:
    """Return the one message of a body; raise Misfit for any other."""
    try:
        told = parsed(body)
    except ValueError:
        raise Misfit(PARSE_ERROR, "The body is not JSON that we can read.") from None
    if isinstance(told, list):
        raise Misfit(INVALID_REQUEST, "Send one message at a time; batches are not part of the protocol any more.")
    if not isinstance(told, dict) or told.get("jsonrpc") != "2.0":
        raise Misfit(INVALID_REQUEST, "A message is a JSON object with “jsonrpc”: “2.0”.")
    return _message(told)


def _message(told: Mapping[str, Any]) -> Message:
    message_id = told.get("id")
    if "id" in told and (isinstance(message_id, bool) or not isinstance(message_id, str | int)):
        raise Misfit(INVALID_REQUEST, "The “id” of a request is a text or a whole number.")
    method, params = told.get("method"), told.get("params", {})
    if method is None and ("result" in told or "error" in told):
        raise Misfit(INVALID_REQUEST, "We ask nothing, so there is nothing to answer.")
    if not isinstance(method, str):
        raise Misfit(INVALID_REQUEST, "A message names its “method”.", message_id=message_id)
    if not isinstance(params, dict):
        raise Misfit(INVALID_PARAMS, "The “params” are a JSON object.", message_id=message_id)
    return Message(method, params, message_id)


def result(message: Message, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to a request."""
    return {"jsonrpc": "2.0", "id": message.id, "result": dict(told)}


def refusal(misfit: Misfit, message_id: Id) -> dict[str, Any]:
    """Return the answer to a message that does not fit; without an id where none could be read."""
    error: dict[str, Any] = {"code": misfit.code, "message": misfit.sentence}
    if misfit.data:
        error["data"] = misfit.data
    return {"jsonrpc": "2.0", "error": error} | ({} if message_id is None else {"id": message_id})
