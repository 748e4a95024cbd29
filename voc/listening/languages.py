"""Which language a cleaned text is in, and whether the scorer may read it; pure.

Lingua's low-accuracy models read trigrams only: 15 MB instead of 190, three times as fast, and as good from 60
letters on. A shorter text is called foreign only where nothing in it is English, or many short remarks would be lost.
"""

import re
from functools import cache
from typing import Final

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

VERSION: Final = "languages-1"
ENGLISH: Final = "en"
UNDETERMINED: Final = "und"
KNOWN: Final = (
    *(Language.ENGLISH, Language.GERMAN, Language.FRENCH, Language.SPANISH),
    *(Language.ITALIAN, Language.PORTUGUESE, Language.DUTCH),
)
TOLD_BY: Final = 400  # characters at the beginning; more of them say no more, and take longer
SURE_FROM: Final = 60  # letters
TOLD_FROM: Final = 12  # letters; a shorter text is in no language that one could be sure of
FOREIGN_BELOW: Final = 0.05  # confidence in English at which a text of fewer than 60 letters may be foreign

# Words that hardly a sentence in English lacks, and that none of the other known languages has.
_LITTLE_WORDS: Final = (
    "the this that these and with without you your it its have had has not my for from are they them what which why "
    "how when there here same our any been were would could should because"
)
_CONTRACTIONS: Final = "i'm i'd i've i'll it's that's we'll can't don't didn't doesn't won't isn't"
_NAME: Final = re.compile(r"@\w+")  # a name is in no language
_ENGLISH: Final = re.compile(rf"\b(?:{'|'.join((_LITTLE_WORDS + ' ' + _CONTRACTIONS).split())})\b", re.IGNORECASE)


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the text's language, `und` where too little is said to tell."""
    text = _NAME.sub(" ", text[:TOLD_BY])
    best, *others = _detector().compute_language_confidence_values(text)
    if not best.value:
        return UNDETERMINED  # no letters, or none that any known language has
    if best.language != Language.ENGLISH and (letters := _letters(text)) < SURE_FROM:
        english = next(one.value for one in others if one.language == Language.ENGLISH)
        if letters < TOLD_FROM or english >= FOREIGN_BELOW or _ENGLISH.search(text):
            return UNDETERMINED
    return best.language.iso_code_639_1.name.lower()


def is_readable(text: str, language: str) -> bool:
    """Tell whether the scorer, which knows English only, reads the text: English, or short in Latin letters."""
    if language != UNDETERMINED:
        return language == ENGLISH
    return 2 * sum(c.isascii() for c in text if c.isalpha()) >= _letters(text)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@cache
def _detector() -> LanguageDetector:
    """Build the detector at its first use in a process."""
    return LanguageDetectorBuilder.from_languages(*KNOWN).with_low_accuracy_mode().build()
