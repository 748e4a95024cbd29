"""How often the scorer agrees with people: accuracy, macro-F1 and the confusion matrix of a labelled table; pure."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from community.kernel.errors import Refused

from .scoring import LABELS, Label

_SPELLINGS: Final[dict[str, Label]] = {
    **dict.fromkeys(("positive", "pos", "+", "+1", "1", "1.0"), "positive"),
    **dict.fromkeys(("neutral", "neu", "0", "0.0"), "neutral"),
    **dict.fromkeys(("negative", "neg", "-", "-1", "-1.0"), "negative"),
}
_SHOWN_ROWS: Final = 3
_SHOWN_SIGNS: Final = 100
_UNREAD: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One class: how many texts people gave it, and how well the scorer found them (None without any)."""

    count: int
    precision: float | None
    recall: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured; `confusion[actual][predicted]` counts texts."""

    count: int
    accuracy: float
    macro_f1: float
    labels: dict[Label, LabelScore]
    confusion: dict[Label, dict[Label, int]]


def evaluate(pairs: Iterable[tuple[Label, Label]]) -> Evaluation:
    """Measure (actual, predicted) pairs; macro-F1 is the mean over the classes that occur on either side."""
    counts = Counter(pairs)
    if not counts:
        raise ValueError("there is nothing to evaluate")
    confusion: dict[Label, dict[Label, int]] = {a: {p: counts[a, p] for p in LABELS} for a in LABELS}
    labels = {label: _label_score(confusion, label) for label in LABELS if any(label in pair for pair in counts)}
    total = counts.total()
    right = sum(confusion[label][label] for label in LABELS)
    macro = sum(one.f1 for one in labels.values()) / len(labels)
    return Evaluation(total, right / total, macro, labels, confusion)


def _label_score(confusion: dict[Label, dict[Label, int]], label: Label) -> LabelScore:
    right = confusion[label][label]
    given = sum(confusion[label].values())
    predicted = sum(row[label] for row in confusion.values())
    return LabelScore(
        count=given,
        precision=right / predicted if predicted else None,
        recall=right / given if given else None,
        f1=2 * right / (given + predicted),
    )


def read_labelled(lines: Iterable[str], text: str, label: str) -> list[tuple[str, Label]]:
    """Return the texts and labels of a CSV; refuse, in a sentence, what cannot be evaluated."""
    reader = csv.DictReader(lines, restval="")
    try:
        _require_columns(reader.fieldnames or (), text, label)
        rows = [(reader.line_num, row[text], row[label]) for row in reader]
    except csv.Error as error:
        raise Refused(f"The file is not a CSV: {error} (after line {reader.line_num}).") from error
    if not rows:
        raise Refused("The file has a header and no rows; there is nothing to evaluate.")
    _require_known_labels(rows)
    return [(said, _SPELLINGS[_plain(given)]) for _, said, given in rows]


def _require_columns(columns: Sequence[str], *wanted: str) -> None:
    if not columns:
        raise Refused("The file is empty; its first line should name the columns.")
    missing = [name for name in wanted if name not in columns]
    if not missing:
        return
    head = ", ".join(columns)
    shown = head if len(head) <= _SHOWN_SIGNS else f"{head[:_SHOWN_SIGNS]}…"
    if _UNREAD in head or not head.replace("\t", "").isprintable():
        raise Refused(f"The file is no CSV in UTF-8: its first line is {shown!r}.")
    commas = " Columns are separated by commas." if len(columns) == 1 and {";", "\t"} & set(head) else ""
    absent = " and no column ".join(map(repr, missing))
    raise Refused(f"The file has no column {absent}; it has: {shown}.{commas}")


def _require_known_labels(rows: Sequence[tuple[int, str, str]]) -> None:
    unknown = list(_unknown(rows))
    if unknown:
        shown = "; ".join(f"line {line} says {given!r}" for line, given in unknown[:_SHOWN_ROWS])
        more = f" and {len(unknown) - _SHOWN_ROWS} more" if len(unknown) > _SHOWN_ROWS else ""
        raise Refused(f"Labels are positive, neutral or negative (or pos, neu, neg; 1, 0, -1): {shown}{more}.")


def _unknown(rows: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    return ((line, given) for line, _, given in rows if _plain(given) not in _SPELLINGS)


def _plain(label: str) -> str:
    return label.strip().lower().replace("−", "-")
