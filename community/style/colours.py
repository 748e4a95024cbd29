"""The colours of the style sheet by their names, and how well words stand out from what lies behind them; pure."""

import re
from dataclasses import dataclass
from typing import Final

TOKEN: Final = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
SURFACES: Final = ("paper", "raised", "sunk")
STATES: Final = ("ok", "due", "late", "info")
PAIRS: Final = (
    *((words, surface) for words in ("ink", "ink-soft", "accent") for surface in SURFACES),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    ("accent-strong", "accent-wash"),
    ("ink", "accent-wash"),
    ("ink-soft", "accent-wash"),
    ("ink", "mark"),
    *((state, f"{state}-wash") for state in STATES),
    ("late", "paper"),
)


@dataclass(frozen=True, kw_only=True)
class Token:
    """A colour by its role, by day and by night."""

    name: str
    light: str
    dark: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Words of one colour on a surface of another, and their contrast ratio, 1 to 21, by day and by night."""

    words: str
    surface: str
    light: float
    dark: float


def tokens(sheet: str) -> dict[str, Token]:
    """Return the colours that a style sheet names, in its order."""
    return {name: Token(name=name, light=light, dark=dark) for name, light, dark in TOKEN.findall(sheet)}


def pairs(sheet: str) -> list[Pair]:
    """Return all pairs of words and surface that pages use."""
    named = tokens(sheet)
    return [
        Pair(
            words=words,
            surface=surface,
            light=contrast(named[words].light, named[surface].light),
            dark=contrast(named[words].dark, named[surface].dark),
        )
        for words, surface in PAIRS
    ]


def luminance(colour: str) -> float:
    """Return the relative luminance of a #rrggbb colour (WCAG 2.2, definitions)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
