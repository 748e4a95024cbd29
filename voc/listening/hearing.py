"""One voice through the whole pipeline: cleaned, masked, language-tagged, and scored if it can be read; pure."""

from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from . import cleaning, languages, scoring

Status = Literal["scored", "unscored", "empty"]
METHOD_VERSION: Final = f"{scoring.METHOD_VERSION}/{languages.VERSION}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is kept of a text; `compound` (-1 to 1) is None for what was not scored."""

    text: str
    language: str
    status: Status
    compound: float | None
    sarcastic: bool
    words: int
    method_version: str = METHOD_VERSION

    def columns(self) -> dict[str, Any]:
        """Return the values by the names of their columns."""
        return asdict(self)


def hear(text: str, markup: cleaning.Markup = "markdown") -> Heard:
    """Return what is kept of a text as it was written."""
    said = cleaning.clean(text, markup)
    language = languages.language_of(said.text)
    if not said.sentences:
        return _unscored(said, language, "empty")
    if not languages.is_readable(said.text, language):
        return _unscored(said, language, "unscored")
    score = scoring.score(said.sentences)
    return Heard(
        text=said.text,
        language=language,
        status="scored",
        compound=score.compound,
        sarcastic=score.sarcastic,
        words=len(said.text.split()),
    )


def _unscored(said: cleaning.Cleaned, language: str, status: Status) -> Heard:
    words = len(said.text.split())
    return Heard(text=said.text, language=language, status=status, compound=None, sarcastic=False, words=words)
