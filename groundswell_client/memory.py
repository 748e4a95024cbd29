"""Answers that are still known: asked again with their version, they are not sent again while nothing changed."""

from collections import OrderedDict
from typing import Final

import requests

MOST: Final = 100  # answers
LARGEST: Final = 200_000  # bytes; files are not kept


class Memory:
    """The last answers to GET, by address. It belongs to one client, and so to one token."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, requests.Response] = OrderedDict()

    def ask(self, request: requests.PreparedRequest) -> None:
        """Add to a GET which version of its answer is known."""
        known = self._known.get(request.url or "")
        if request.method == "GET" and known is not None:
            request.headers["If-None-Match"] = known.headers["ETag"]

    def answer(self, request: requests.PreparedRequest, answer: requests.Response) -> requests.Response:
        """Return the answer, or the known one where nothing changed since; keep what is new."""
        url = request.url or ""
        if answer.status_code == 304:
            return self._known.get(url, answer)
        if request.method == "GET" and answer.status_code == 200 and _is_worth_keeping(answer):
            self._known[url] = answer
            self._known.move_to_end(url)
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        return answer


def _is_worth_keeping(answer: requests.Response) -> bool:
    """Tell whether an answer is JSON with a version, and small."""
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    return is_json and "ETag" in answer.headers and len(answer.content) <= LARGEST
