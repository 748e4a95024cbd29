"""Who is named in a text: an @handle leads to the person's page, as the people were when the text was written."""

import re
from collections.abc import Mapping

from community.accounts import authors
from community.kernel.markup import Picture, handles_in, render

MOST_NAMED = 20
_LINK = re.compile(r'href="/accounts/people/([^"/]+)"')


def written(text: str, pictures: Mapping[int, Picture] | None = None) -> str:
    """Return the text as its page shows it, with the people it names and the pictures it shows."""
    handles = handles_in(text)[:MOST_NAMED]
    people = authors.by_handle(handles) if handles else {}
    return render(text, people={handle: person.url or "" for handle, person in people.items()}, pictures=pictures)


def named_in(html: str) -> set[int]:
    """Return the ids of the members to whose pages a rendered text leads."""
    handles = _LINK.findall(html)
    return {person.id for person in authors.by_handle(handles).values() if person.id} if handles else set()
