"""When two names on channels are one person's: the same confirmed mail, or the same verified handle; pure.

Nothing else counts. Neither a company's name nor a name that looks alike is asked for, so that neither can decide.
"""

from collections.abc import Collection, Mapping
from typing import Final, Literal, NamedTuple

from community.kernel.errors import Refused

CHANNELS: Final = (
    *("mail", "x", "facebook", "instagram", "linkedin", "mastodon", "youtube", "github", "forum", "phone", "other"),
)
LONGEST_HANDLE: Final = 200
Rule = Literal["mail", "handle"]


class Identity(NamedTuple):
    """A name on a channel in the form in which two of them are the same."""

    channel: str
    folded: str


def identity(channel: str, handle: str) -> Identity:
    """Return what a name on a channel is compared by; refuse an unknown channel, and what is no name."""
    if channel not in CHANNELS:
        raise Refused("“%(name)s” is no channel; there are %(all)s.", name=channel, all=", ".join(CHANNELS))
    folded = "".join(handle.casefold().split()).lstrip("@")
    if channel == "phone":
        folded = "".join(letter for letter in folded if letter.isdigit())
    if not folded or len(handle) > LONGEST_HANDLE:
        raise Refused("Please give the name on the channel, in up to %(most)s characters.", most=LONGEST_HANDLE)
    if channel == "mail" and "@" not in folded:
        raise Refused("“%(name)s” is no mail address.", name=handle)
    return Identity(channel, folded)


def match(said: Collection[Identity], known: Mapping[Identity, int]) -> tuple[int, Rule] | None:
    """Return the one person to whom verified names belong, and by which rule; refuse where they are of two people.

    `known` holds the verified names that are linked already, each with its person.
    """
    met = [one for one in said if one in known]
    if len({known[one] for one in met}) > 1:
        raise Refused("These names belong to different people already; please decide by hand.")
    if not met:
        return None
    return known[met[0]], "mail" if any(one.channel == "mail" for one in met) else "handle"
