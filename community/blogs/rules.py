"""The blogs' rules that need no database: voices, the parts of unpopular news, limits, and who may change what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from community.forum.rules import checked
from community.kernel.auth import EDITORS, VISIBILITIES, Viewer
from community.kernel.errors import Refused
from community.kernel.markup import render

Kind = Literal["post", "unpopular_news"]
Voice = Literal["company", "own"]
KINDS: tuple[Kind, ...] = get_args(Kind)
VOICES: tuple[Voice, ...] = get_args(Voice)

TEXT_LENGTH = (20, 40_000)
COMMENT_LENGTH = (2, 4_000)
EXCERPT_LENGTH = 220

# What bad news must answer, in the order in which people ask; each is a heading of the post.
PARTS: Mapping[str, str] = {
    "what": "What changes",
    "when": "When",
    "why": "Why",
    "do": "What you can do",
    "ask": "Whom to ask",
}
PART_LENGTH = (4, 6_000)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an employee typed for a post."""

    title: str
    body: str
    voice: Voice = "company"
    visibility: str = "public"
    kind: Kind = "post"


def composed(parts: Mapping[str, str]) -> str:
    """Return unpopular news as one text with a heading for each part; refuse a part that is missing.

    `parts_of` takes it apart again to the same parts.
    """
    kept = {name: _part(parts.get(name, ""), heading) for name, heading in PARTS.items()}
    text = "\n\n".join(f"## {heading}\n\n{kept[name]}" for name, heading in PARTS.items())
    if parts_of(text) != kept or not _stands(text):
        raise Refused("A part holds a heading of another one, or code that is not closed; please look it through.")
    return text


def parts_of(text: str) -> dict[str, str]:
    """Return the parts of unpopular news; empty ones where a heading is not found."""
    found = dict.fromkeys(PARTS, "")
    places = {f"## {heading}": name for name, heading in PARTS.items()}
    name = ""
    for line in text.split("\n"):
        if line in places:
            name = places[line]
        elif name:
            found[name] += f"{line}\n"
    return {part: words.strip() for part, words in found.items()}


def _part(text: str, heading: str) -> str:
    if not text.strip():
        raise Refused("“%(heading)s” is empty; people will ask it, so please answer it here.", heading=heading)
    return checked(text, PART_LENGTH, f"“{heading}”")


def _stands(text: str) -> bool:
    """Tell whether each heading is one when it is rendered, and not the end of some code or quote."""
    headings = re.findall(r"^<h\d>(.*)</h\d>$", render(text), re.MULTILINE)
    return all(heading in headings for heading in PARTS.values())


def gist(words: Words) -> str:
    """Return the Markdown that a list shows the beginning of: what stands before a heading; of news, what changes."""
    if words.kind == "unpopular_news":
        return parts_of(words.body)["what"]
    return re.split(r"^#{1,6} ", words.body, maxsplit=1, flags=re.MULTILINE)[0].strip() or words.body


def post_text(text: str) -> str:
    """Return a post's text in its stored form; refuse it outside its limits."""
    return checked(text, TEXT_LENGTH, "The text")


def comment_text(text: str) -> str:
    """Return a comment in its stored form; refuse it outside its limits."""
    return checked(text, COMMENT_LENGTH, "The comment")


def may_change(author_id: int | None, by: Viewer) -> bool:
    """Tell whether somebody may edit, publish and withdraw a post: its author, while employed, or an editor."""
    return by.role in EDITORS or (by.is_staff and by.member_id == author_id)


def is_as_closed(board: str, post: str) -> bool:
    """Tell whether a board's readers are among those of a post; each visibility is within the one before."""
    return VISIBILITIES.index(board) >= VISIBILITIES.index(post)
