"""What error pages say: what happened, what was kept, and what to do now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Words:
    """The sentences of one kind of error, in the order in which people need them."""

    title: Any
    happened: Any
    kept: Any
    act: Any


UNCHANGED = _l("Nothing was changed.")
STILL_THERE = _l("Nothing of it was saved, but going back in your browser brings you to what you wrote.")

WORDS: Mapping[int, Words] = {
    400: Words(
        _l("We could not read that"),
        _l("Something in the request was not as we expected it."),
        UNCHANGED,
        _l("Go back and try it once more, or start again from the first page."),
    ),
    401: Words(
        _l("Please sign in"),
        _l("You need to be signed in for this."),
        UNCHANGED,
        _l("Sign in, and come back to this address."),
    ),
    403: Words(
        _l("This is not open to you"),
        _l("Your account does not include this part of the community."),
        UNCHANGED,
        _l("If you think that it should, ask the people who run this community."),
    ),
    404: Words(
        _l("There is nothing here"),
        _l("The page may have been moved or removed, or the address has a typing slip."),
        "",
        _l("Perhaps the search finds what you came for."),
    ),
    405: Words(
        _l("That does not work here"),
        _l("This address does not take that kind of request."),
        UNCHANGED,
        _l("Go back to the page you came from, and use its buttons."),
    ),
    409: Words(
        _l("Somebody was faster"),
        _l("The same thing was changed at the same moment; look again and repeat it."),
        UNCHANGED,
        _l("Go back and look at what became of it; then repeat what you still want."),
    ),
    410: Words(
        _l("This was taken out of sight"),
        _l("A moderator took it out of sight."),
        _l("Its text is kept for an appeal. If the decision is taken back, it stands at this address again."),
        _l("What may stand here, and what may be removed, says the comment policy."),
    ),
    413: Words(
        _l("That is too large"),
        _l("What you sent is larger than we can take; please shorten it."),
        STILL_THERE,
        _l("Send less at once: a long log fits better as an excerpt of the lines around the error."),
    ),
    422: Words(
        _l("We could not do that"),
        _l("What you sent does not fit."),
        UNCHANGED,
        _l("Go back, change it and send it again."),
    ),
    429: Words(
        _l("A little slower, please"),
        _l("There were many requests from you in a short time; wait a minute."),
        UNCHANGED,
        _l("Wait until then; more attempts before do not help."),
    ),
    500: Words(
        _l("Something broke on our side"),
        _l("It is not your doing, and nothing you had saved before is lost."),
        _l("What you just sent was not saved. Going back in your browser brings you to what you wrote."),
        _l("Try it again in a few minutes. If it happens again, please tell us."),
    ),
    503: Words(
        _l("We are busy for a moment"),
        _l("Nothing was changed; please try again in a few seconds."),
        _l("What you just sent was not saved. Going back in your browser brings you to what you wrote."),
        _l("Wait a few seconds, then load this page again."),
    ),
}


def words_in(path: str) -> str:
    """Return the words at the end of an address, to search for; nothing where it ends in a number."""
    end = path.rstrip("/").rpartition("/")[2]
    words = re.findall(r"[^\W\d_]+", end)
    return " ".join(words)[:LONGEST_SEARCH] if not end.isdecimal() else ""
