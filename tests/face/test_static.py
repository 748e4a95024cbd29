"""What holds for the style sheets, scripts and vendored files: light, licensed, readable, from this house only."""

import gzip
import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
STATIC = TEMPLATES / "static"
OURS = sorted(path for path in STATIC.iterdir() if path.suffix in (".css", ".js"))
VENDORED = sorted(path for path in (STATIC / "vendor").iterdir() if path.is_dir())
BUDGET_BYTES = 150_000
BUILT_BY_MACROS = ("notice-", "chip-", "avatar-", "count-", "chart-")  # their second half is an argument
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3

TOKEN = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
WORDS_ON_SURFACES = [
    *((words, surface) for words in ("ink", "ink-soft", "accent") for surface in ("paper", "raised", "sunk")),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    ("accent-strong", "accent-wash"),
    ("ink", "accent-wash"),
    ("ink-soft", "accent-wash"),
    ("ink", "mark"),
    *((state, f"{state}-wash") for state in ("ok", "due", "late", "info")),
    ("late", "paper"),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of a #rrggbb colour (WCAG 2.2, definitions)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("words", "surface"), WORDS_ON_SURFACES)
def test_words_stand_out_from_their_surface(words: str, surface: str, theme: str) -> None:
    sheet = (STATIC / "tokens.css").read_text()
    tokens = {name: {"light": a, "dark": b} for name, a, b in TOKEN.findall(sheet)}

    ratio = contrast(tokens[words][theme], tokens[surface][theme])

    assert ratio >= LEAST_CONTRAST


def test_styles_and_scripts_are_light() -> None:
    sheets = [*OURS, *STATIC.glob("vendor/*/*.css"), *STATIC.glob("vendor/*/*.js")]

    total = sum(len(gzip.compress(path.read_bytes())) for path in sheets)

    assert total < BUDGET_BYTES


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_files_ask_no_other_host(path: Path) -> None:
    addresses = re.findall(r"@import|url\(\"?(?!\"?data:)|https?://(?!www\.w3\.org)", path.read_text())

    assert addresses == []


@pytest.mark.parametrize("folder", VENDORED, ids=lambda path: path.name)
def test_vendored_files_name_version_and_licence(folder: Path) -> None:
    said = (STATIC / "vendor/README.md").read_text()

    line = next(line for line in said.splitlines() if f"`{folder.name}/" in line)

    assert re.search(r"\d+\.\d+\.\d+", line)
    assert (folder / "LICENSE").is_file()


@pytest.mark.parametrize("name", ["app.css", "pages.css"])
def test_every_class_of_ours_is_worn(name: str) -> None:
    worn = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    styled = set(re.findall(r"\.([a-z][a-z-]+)(?=[^{}]*\{)", (STATIC / name).read_text()))

    unworn = {
        c for c in styled if not c.startswith(BUILT_BY_MACROS) and not re.search(rf"(?<![a-z-]){c}(?![a-z-])", worn)
    }

    assert unworn == set()
