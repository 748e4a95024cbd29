"""What changed between two texts, word by word; pure.

Lines are compared first and words only inside the lines that differ, so that a long text costs no more than its edit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

MOST_COMPARED = 250_000  # pairs of words in one changed stretch; a longer one was written anew
_WORD = re.compile(r"\s+|\w+|[^\w\s]")

Change = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Stretch:
    """Words that stayed, went or came."""

    change: Change
    text: str


def changes(before: str, after: str) -> tuple[Stretch, ...]:
    """Return the stretches that make `before` (without the new) and `after` (without the gone)."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Stretch] = []
    for change, gone, came in _compared(old, new):
        found += [Stretch("same", "".join(gone))] if change == "equal" else _in_words("".join(gone), "".join(came))
    return tuple(_joined(found))


def _in_words(gone: str, came: str) -> Iterator[Stretch]:
    for change, left, right in _compared(_WORD.findall(gone), _WORD.findall(came)):
        if change == "equal":
            yield Stretch("same", "".join(left))
        else:
            yield from (Stretch("gone", "".join(left)), Stretch("new", "".join(right)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield what became of each part; between the common beginning and end, too much to compare is one part."""
    head = _common(zip(old, new, strict=False))
    tail = _common(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    yield "equal", old[:head], new[:head]
    if len(left) * len(right) > MOST_COMPARED:
        yield "replace", left, right
    else:
        for change, i, end, k, last in SequenceMatcher(None, left, right).get_opcodes():
            yield change, left[i:end], right[k:last]
    yield "equal", old[len(old) - tail :], new[len(new) - tail :]


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many pairs are alike before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Join neighbours of one kind; leave out what is empty."""
    waiting: Stretch | None = None
    for stretch in stretches:
        if not stretch.text:
            continue
        if waiting and waiting.change == stretch.change:
            waiting = Stretch(waiting.change, waiting.text + stretch.text)
        else:
            if waiting:
                yield waiting
            waiting = stretch
    if waiting:
        yield waiting
