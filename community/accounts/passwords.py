"""Which passwords are taken, as NIST SP 800-63B (5.1.1.2) advises: long enough, not common, not the member's own name.

No rule asks for digits or signs: they make passwords harder to remember, and no harder to guess. Pure.
"""

import re
from collections.abc import Iterable
from typing import Final

from community.kernel.errors import Refused

SHORTEST: Final = 8
LONGEST: Final = 128
FEWEST_SIGNS: Final = 4  # different ones
FEWEST_OF_THEIR_OWN: Final = 4  # letters and digits beyond what everybody guesses first
_LEET: Final = str.maketrans("@4301!5$7", "aaeoiisst")
_ROWS: Final = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("qwertzuiop", "yxcvbnm", "azertyuiop", "1qaz2wsx3edc4rfv5tgb", "1q2w3e4r5t6y7u8i"),
)
COMMON: Final = (  # what lists of leaked passwords begin with, longest first where one holds another
    *("password", "passwort", "motdepasse", "contrasena", "passw", "iloveyou", "ichliebedich", "letmein", "welcome"),
    *("willkommen", "administrator", "admin", "changeme", "default", "secret", "geheim", "login", "master", "monkey"),
    *("dragon", "football", "fussball", "baseball", "basketball", "superman", "batman", "starwars", "pokemon"),
    *("sunshine", "princess", "shadow", "michael", "michelle", "jennifer", "jessica", "charlie", "jordan", "ashley"),
    *("hunter", "ranger", "buster", "killer", "soccer", "hockey", "tigger", "cheese", "cookie", "banana", "computer"),
    *("internet", "samsung", "google", "facebook", "whatever", "trustno", "freedom", "hello", "hallo", "abcabc"),
    *("summer", "sommer", "winter", "spring", "autumn", "schatz", "qwerty", "qwertz", "azerty", "asdfgh", "zxcvbn"),
    *("testtest", "test", "user", "gast", "guest", "root", "love", "pass", "liverpool", "chelsea", "arsenal"),
    *("123456789", "987654321", "123456", "654321", "12345", "123123", "111111", "000000", "abcde", "qwert", "asdf"),
)


def check(password: str, about: Iterable[str] = ()) -> None:
    """Refuse a password that is too short or long, or that others guess who know what `about` says of the member."""
    if len(password) < SHORTEST:
        raise Refused("The password is too short; %(least)s characters are the least.", least=SHORTEST)
    if len(password) > LONGEST:
        raise Refused("The password is too long; %(most)s characters are the most.", most=LONGEST)
    if is_easy(password, about):
        raise Refused("This password is easily guessed; a few words that do not belong together make a good one.")


def is_easy(password: str, about: Iterable[str] = ()) -> bool:
    """Tell whether little is left of a password without what everybody, or everybody who knows them, guesses first."""
    plain = password.lower()
    if len(set(plain)) < FEWEST_SIGNS or any(_holds(row, plain) for row in _ROWS):
        return True
    return any(len(_own(form, about)) < FEWEST_OF_THEIR_OWN for form in (plain, plain.translate(_LEET)))


def _own(plain: str, about: Iterable[str]) -> str:
    """Return the letters and digits of their own: without known words, years and numbers at the end."""
    known = {word for one in about for word in re.split(r"[\W_]+", one.lower()) if len(word) >= FEWEST_OF_THEIR_OWN}
    whole = {re.sub(r"[\W_]+", "", one.lower()) for one in about}
    rest = re.sub(r"[\W_]+", "", plain)
    for word in sorted({*known, *whole, *COMMON} - {""}, key=lambda word: (-len(word), word)):
        rest = rest.replace(word, "")
    return re.sub(r"\d{1,4}$", "", rest)


def _holds(row: str, plain: str) -> bool:
    """Tell whether a password is nothing but a run along a row of keys, forth or back, perhaps twice."""
    halves = {plain, plain[: len(plain) // 2]} if plain[: len(plain) // 2] * 2 == plain else {plain}
    return any(half in twice for half in halves for twice in (row * 2, row[::-1] * 2))
