"""Listening at the command line: how good is the scorer?"""

import json
from pathlib import Path
from typing import Any

import click

from community.kernel.errors import Refused

from . import evaluation, scoring
from .evaluation import Evaluation


@click.group("evaluate")
def evaluate() -> None:
    """Measure the platform's judgements against those of people."""


@evaluate.command("sentiment")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", required=True, metavar="COL", help="Column with what was written.")
@click.option("--label", required=True, metavar="COL", help="Column with positive, neutral or negative.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def sentiment(file: Path, text: str, label: str, form: str) -> None:
    """Score the labelled CSV FILE and say how often the scorer agrees with its labels."""
    found = evaluation.evaluate(
        (actual, scoring.score_text(said).label) for said, actual in _labelled(file, text, label)
    )
    click.echo(json.dumps(_as_json(found), indent=2) if form == "json" else _as_text(found))


def _labelled(file: Path, text: str, label: str) -> list[tuple[str, scoring.Label]]:
    try:
        # A sign that is not UTF-8 changes no score; refusing the file for it would help nobody.
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            return evaluation.read_labelled(lines, text, label)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error


def _as_json(found: Evaluation) -> dict[str, Any]:
    return {
        "n": found.count,
        "accuracy": round(found.accuracy, 6),
        "macro_f1": round(found.macro_f1, 6),
        "labels": {
            name: {"n": one.count, "precision": _rounded(one.precision), "recall": _rounded(one.recall)}
            | {"f1": round(one.f1, 6)}
            for name, one in found.labels.items()
        },
        "confusion_matrix": found.confusion,
        "method_version": scoring.METHOD_VERSION,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _as_text(found: Evaluation) -> str:
    head = f"{'label':<10}{'n':>8}" + "".join(f"{name:>10}" for name in scoring.LABELS)
    lines = [
        f"{found.count} texts, scored by {scoring.METHOD_VERSION}",
        f"accuracy {found.accuracy:.4f}, macro-F1 {found.macro_f1:.4f}",
        "",
        f"{head}{'precision':>11}{'recall':>8}{'F1':>8}    (columns: what the scorer said)",
    ]
    for name in scoring.LABELS:
        cells = "".join(f"{found.confusion[name][said]:>10}" for said in scoring.LABELS)
        one = found.labels.get(name)
        shares = (one.precision, one.recall, one.f1) if one else (None, None, None)
        marks = ["-" if share is None else f"{share:.3f}" for share in shares]
        lines.append(f"{name:<10}{one.count if one else 0:>8}{cells}{marks[0]:>11}{marks[1]:>8}{marks[2]:>8}")
    return "\n".join(lines)
