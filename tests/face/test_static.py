"""What holds for the style sheets, scripts and vendored files: light, licensed, readable, from this house only."""

import gzip
import re
from pathlib import Path

import pytest

from community.style import colours

TEMPLATES = Path(__file__).parents[2] / "templates"
STATIC = TEMPLATES / "static"
OURS = sorted(path for path in STATIC.iterdir() if path.suffix in (".css", ".js"))
VENDORED = sorted(path for path in (STATIC / "vendor").iterdir() if path.is_dir())
BUDGET_BYTES = 150_000
BUILT_BY_MACROS = ("notice-", "chip-", "avatar-", "count-", "chart-")  # their second half is an argument
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
PAIRS = colours.pairs((STATIC / "tokens.css").read_text())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.words} on {pair.surface}")
def test_words_stand_out_from_their_surface(pair: colours.Pair, theme: str) -> None:
    ratio = getattr(pair, theme)

    assert ratio >= LEAST_CONTRAST


def test_contrast_is_that_of_the_standard() -> None:
    ends = colours.contrast("#000000", "#ffffff")
    grey = colours.contrast("#777777", "#ffffff")

    assert (ends, round(grey, 2)) == (21.0, 4.48)


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
