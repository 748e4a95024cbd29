"""The lines of a text that answer a question, as safe HTML with <mark> round what was asked for."""

from collections.abc import Collection, Iterator, Sequence

from markupsafe import Markup, escape

from .analysis import words

LENGTH = 220  # characters
LEAD = 40  # characters shown before the first word found
LONGEST_READ = 20_000  # characters read of one text: a page of hits must stay quick

Span = tuple[int, int]


def snippets(terms: Collection[str], texts: Sequence[str]) -> list[Markup]:
    """Return for each text the stretch of about 220 characters that holds most of `terms`, escaped and marked."""
    return [_snippet(frozenset(terms), " ".join(text[:LONGEST_READ].split())) for text in texts]


def highlighted(terms: Collection[str], text: str) -> Markup:
    """Return the whole text, escaped, with `terms` marked: for titles."""
    spans = [(start, end) for start, end, _ in _found(frozenset(terms), text)]
    return _marked(text, 0, len(text), spans)


def _snippet(terms: frozenset[str], text: str) -> Markup:
    found = list(_found(terms, text))
    start = _word_start(text, _best_start(found))
    end = _word_end(text, min(len(text), start + LENGTH))
    spans = [(s, e) for s, e, _ in found if start <= s and e <= end]
    return ("…" if start else Markup()) + _marked(text, start, end, spans) + ("…" if end < len(text) else "")


def _found(terms: frozenset[str], text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield start, end and the terms met there for each word that was asked for."""
    for word in words(text):
        if met := terms.intersection(word.terms):
            yield word.start, word.end, met


def _best_start(found: Sequence[tuple[int, int, frozenset[str]]]) -> int:
    """Return where to begin so that most different terms, then most words, are in reach."""
    best, best_start, last = (0, 0), 0, 0
    for first, (start, _, _) in enumerate(found):
        last = max(last, first)
        while last < len(found) and found[last][1] <= start + LENGTH - LEAD:
            last += 1
        reach = found[first : min(last, first + 50)]
        value = (len(frozenset[str]().union(*(met for _, _, met in reach))), len(reach))
        if value > best:
            best, best_start = value, start
    return max(0, best_start - LEAD)


def _word_start(text: str, start: int) -> int:
    """Move `start` to the next beginning of a word within reach, so that no word is cut."""
    if start == 0:
        return 0
    space = text.find(" ", start, start + LEAD)
    return start if space < 0 else space + 1


def _word_end(text: str, end: int) -> int:
    if end == len(text):
        return end
    space = text.rfind(" ", end - LEAD, end)
    return end if space < 0 else space


def _marked(text: str, start: int, end: int, spans: Sequence[Span]) -> Markup:
    """Escape text[start:end] and mark the spans in it; spans that touch become one."""
    pieces, at = [], start
    for from_, to in _joined(spans):
        pieces += [escape(text[at:from_]), Markup("<mark>{}</mark>").format(text[from_:to])]
        at = to
    return Markup().join([*pieces, escape(text[at:end])])


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
