"""Finders of private data in what people write: e-mail, phone, card, account, tracking number, secret; pure.

What is certain is redacted; what only looks like private data is left for a human to judge. Rules and test vectors:
DOMAIN, section 4.8. Every pattern is anchored or bounded, so that the time grows with the length of the text alone.
"""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final, Literal, get_args

from community.kernel.check_digits import IBAN_LENGTHS, passes_luhn, passes_mod97, passes_usps
from community.kernel.phone_numbers import phone_numbers

Kind = Literal[
    "email", "phone", "card", "ssn", "iban", "tracking", "secret", "card_like", "licence", "address", "birth_date"
]
ALL_KINDS: Final[frozenset[Kind]] = frozenset(get_args(Kind))


@dataclass(frozen=True, slots=True)
class Finding:
    """Private data at text[start:end]; `certain` if it may be redacted unseen, otherwise a human should look."""

    kind: Kind
    start: int
    end: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text without its certain findings, and how many of each kind were taken out; never their values."""

    text: str
    counts: dict[Kind, int]


def find(text: str) -> list[Finding]:
    """Return the findings in order, none overlapping another; positions are those of `text` as given."""
    flat, origin = _flattened(text)
    found = _resolved([finding for finder in _FINDERS for finding in finder(flat)])
    return [replace(one, start=origin[one.start], end=origin[one.end - 1] + 1) for one in found]


def redact(text: str, kinds: Collection[Kind] = ALL_KINDS) -> Redaction:
    """Replace every certain finding of `kinds` by its kind in brackets; redacting again changes nothing."""
    counts: Counter[Kind] = Counter()
    while certain := [one for one in find(text) if one.certain and one.kind in kinds]:
        # Once more after each round: a number that touched an address stands free when the address is gone.
        counts.update(one.kind for one in certain)
        pieces, done = [], 0
        for one in certain:
            pieces += [text[done : one.start], f"[{one.kind}]"]
            done = one.end
        text = "".join([*pieces, text[done:]])
    return Redaction(text, dict(counts))


def _resolved(candidates: list[Finding]) -> list[Finding]:
    """Where findings overlap keep the certain one, then the longest, then the first."""
    kept: list[Finding] = []
    for one in sorted(candidates, key=lambda one: (not one.certain, one.start - one.end, one.start)):
        place = bisect_left(kept, one.end, key=attrgetter("start"))
        if not place or kept[place - 1].end <= one.start:
            insort(kept, one, key=attrgetter("start"))
    return kept


# ---- The text as the finders see it -----------------------------------------------------------

_UNSEEN: Final = re.compile("[\u200b-\u200d\u2060\ufeff]")
_PLAIN: Final = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-"),
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},  # full-width forms of ASCII
}


def _flattened(text: str) -> tuple[str, range | list[int]]:
    """Return the text without zero-width characters and in plain ASCII signs, and where each character stood."""
    if text.isascii() or not _UNSEEN.search(text):
        return text.translate(_PLAIN), range(len(text))
    origin = [place for place, sign in enumerate(text) if not _UNSEEN.match(sign)]
    return "".join(text[place] for place in origin).translate(_PLAIN), origin


# ---- Addresses on the net ---------------------------------------------------------------------

_NAME: Final = "A-Z0-9À-ÖØ-öø-ɏ._%+-"
_HOST: Final = r"[A-Z0-9À-ÖØ-öø-ɏ.-]+\.[A-ZÀ-ÖØ-öø-ɏ]{2,}"
_EMAIL: Final = re.compile(rf"(?<![{_NAME}])(?:[{_NAME}]++@|[{_NAME}]+?%40){_HOST}", re.IGNORECASE)


def _emails(text: str) -> Iterator[Finding]:
    for found in _EMAIL.finditer(text):
        yield Finding("email", *found.span(), certain=True)


# ---- Long numbers: cards and parcels ----------------------------------------------------------

_DIGITS: Final = re.compile(r"(?<![0-9])(?<![0-9][ -])[0-9]++(?:[ -][0-9]++)*+")
_GROUP: Final = re.compile("[0-9]+")
_NOT_DIGIT: Final = re.compile("[^0-9]+")
_GLUED_BEFORE: Final = re.compile(r"(?:\w|[0-9]\.)$")  # part of a word, or of a decimal fraction
_GLUED_AFTER: Final = re.compile(r"\w|\.[0-9]")
_CARD: Final = range(13, 20)
_PARCEL: Final = range(20, 23)
_UPS: Final = re.compile(
    r"\b1Z(?:[0-9A-Z]{16}| [0-9A-Z]{3} [0-9A-Z]{3} [0-9A-Z]{2} [0-9]{4} [0-9]{4})\b", re.IGNORECASE | re.ASCII
)


def _long_numbers(text: str) -> Iterator[Finding]:
    for found in _UPS.finditer(text):
        yield Finding("tracking", *found.span(), certain=True)
    for run in _DIGITS.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        if _GLUED_BEFORE.search(text, max(0, run.start() - 2), run.start()):
            groups = groups[1:]
        if _GLUED_AFTER.match(text, run.end()):
            groups = groups[:-1]
        for first in range(len(groups)):
            yield from _numbers_from(groups, first, text)


def _numbers_from(groups: list[tuple[int, int]], first: int, text: str) -> Iterator[Finding]:
    """Try the groups from `first` on together, as long as they may be one number."""
    start, length, sizes = groups[first][0], 0, []
    for last in range(first, len(groups)):
        sizes.append(groups[last][1] - groups[last][0])
        length += sizes[-1]
        if length >= _PARCEL.stop:
            return
        if length >= _CARD.start:
            digits = _NOT_DIGIT.sub("", text[start : groups[last][1]])
            kind = _kind_of_number(digits, sizes, alone=len(sizes) in {1, len(groups)})
            if kind:
                yield Finding(kind, start, groups[last][1], certain=kind != "card_like")


def _kind_of_number(digits: str, sizes: list[int], *, alone: bool) -> Kind | None:
    """Name a number written in groups of these sizes; `alone` if no other digits stand beside it."""
    if len(digits) in _PARCEL:
        whole = alone and (len(sizes) == 1 or digits[0] in "79")
        return "tracking" if whole and passes_usps(digits) else None
    if len(digits) not in _CARD or digits[0] == "0":
        return None
    if len(digits) == 13 and digits[0] == "1":  # milliseconds since 1970; no issuer has such cards
        return None
    if min(sizes[:-1], default=3) < 3:  # perhaps a list of small numbers
        return "card_like" if alone and passes_luhn(digits) else None
    if passes_luhn(digits):
        return "card"
    return "card_like" if sizes in ([16], [4, 4, 4, 4]) else None


# ---- Numbers of people: social security, bank account -----------------------------------------

_SSN: Final = re.compile(
    r"(?<![\w-])(?!000|666|9[0-9]{2})[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![0-9]|-[0-9])", re.ASCII
)
_IBAN_START: Final = re.compile(r"(?<![A-Z0-9])([A-Z]{2})[0-9]{2}(?=[ -]?[A-Z0-9])", re.IGNORECASE | re.ASCII)
_IBAN_SIGN: Final = re.compile("[ -]?([A-Z0-9])", re.IGNORECASE | re.ASCII)


def _numbers_of_people(text: str) -> Iterator[Finding]:
    for found in _SSN.finditer(text):
        yield Finding("ssn", *found.span(), certain=True)
    for found in _IBAN_START.finditer(text):
        signs, place = found[0], found.end()
        while len(signs) < IBAN_LENGTHS.get(found[1].upper(), 0) and (sign := _IBAN_SIGN.match(text, place)):
            signs, place = signs + sign[1], sign.end()
        whole = len(signs) == IBAN_LENGTHS.get(found[1].upper()) and not text[place : place + 1].isalnum()
        if whole and passes_mod97(signs.upper()):
            yield Finding("iban", found.start(), place, certain=True)


# ---- Phone ------------------------------------------------------------------------------------


def _phones(text: str) -> Iterator[Finding]:
    for start, end, certain in phone_numbers(text):
        yield Finding("phone", start, end, certain=certain)


# ---- Secrets ----------------------------------------------------------------------------------

_KNOWN_KEYS: Final = re.compile(
    r"(?<![A-Za-z0-9_-])(?:sk-[\w-]{20,}+|[spr]k_(?:live|test)_\w{16,}+|gh[pousr]_\w{36,}+|github_pat_\w{22,}+"
    r"|glpat-[\w-]{20,}+|A[KS]IA[0-9A-Z]{16}(?!\w)|AIza[\w-]{35}|xox[abeprs]-[\w-]{10,}+"
    r"|eyJ[\w-]{10,}+\.[\w-]{10,}+\.[\w-]{5,}+"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:[^-]|-(?!----))*+-----END [A-Z ]{0,20}PRIVATE KEY-----)",
    re.ASCII,
)
_ASSIGNED: Final = re.compile(
    r"(?:passwor[dt]|passwd|pwd|passphrase|passcode|secret|token|(?:api|access|secret|private|auth)[ _-]?key"
    r"|authorization|bearer)[\"']?[ \t]{0,5}(?:=>|:=|=|:)[ \t]{0,5}(?:bearer |basic )?"
    r"(?:\"(?P<double>[^\"\n]{4,200})\"|'(?P<single>[^'\n]{4,200})'|(?P<bare>[^\s\"'<>\[{*`][^\s\"<>`]{3,}+))",
    re.IGNORECASE,
)
_NEXT_PARAMETER: Final = re.compile(r"&(?:amp;)?[\w.-]+=")
_CODE: Final = re.compile(r"[A-Za-z_][\w.]*[(\[]|(?:null|none|true|false|undefined|required|self)\b", re.IGNORECASE)
_REST_OF_LINE: Final = re.compile(r"[ \t]*[^\s]")


def _secrets(text: str) -> Iterator[Finding]:
    for found in _KNOWN_KEYS.finditer(text):
        yield Finding("secret", *found.span(), certain=True)
    for found in _ASSIGNED.finditer(text):
        group = found.lastgroup or "bare"
        start, value = found.start(group), found[group]
        if group == "bare":
            value = _NEXT_PARAMETER.split(value, maxsplit=1)[0].rstrip(".,;:!?)'")
        if len(value) >= 4 and value[0] not in "[{<*" and not _CODE.match(value):
            end = start + len(value)
            prose = group == "bare" and value.isalpha() and _REST_OF_LINE.match(text, end)
            yield Finding("secret", start, end, certain=not prose and value[0] != "$")  # $NAME stands for one


# ---- For a human to look at: too many forms to be sure ----------------------------------------

_LICENCE: Final = re.compile(
    r"\b(?:driver'?s?'?|driving) licen[cs]e[a-z .:#]{0,20}?\b(?P<value>(?=[A-Z-]{0,10}[0-9])[A-Z0-9][A-Z0-9-]{4,19})\b",
    re.IGNORECASE,
)
_BORN: Final = re.compile(
    r"\b(?:born|date of birth|birth ?da(?:y|te)|d\.?o\.?b)\b[a-z .:]{0,12}"
    r"(?P<value>[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}|[0-9]{1,2}(?:st|nd|rd|th)?\.? [a-z]{3,9}\.?,? [0-9]{4}"
    r"|[a-z]{3,9}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4})",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?<![\w.])(?P<value>[0-9]{1,5}[A-Za-z]? (?:[NSEW]{1,2}\.? )?(?:[A-Z][\w'.-]{0,30} ){1,4}"
    r"(?<!Hard )(?<!Flash )(?<!Disk )(?<!USB )(?<!Google )"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Terrace|Highway|Hwy"
    r"|Square|Sq|Parkway|Pkwy|Crescent|Way)\b"
    r"|P\.? ?O\.? Box [0-9]{1,6}"
    r"|[A-Z][\w-]{1,30}(?:stra(?:ß|ss)e|str\.|weg|platz|gasse) [0-9]{1,4}[a-z]?\b)"
)
_TO_JUDGE: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("licence", _LICENCE),
    ("birth_date", _BORN),
    ("address", _ADDRESS),
)


def _to_judge(text: str) -> Iterator[Finding]:
    for kind, pattern in _TO_JUDGE:
        for found in pattern.finditer(text):
            yield Finding(kind, *found.span("value"), certain=False)


_FINDERS: Final = (_emails, _long_numbers, _numbers_of_people, _phones, _secrets, _to_judge)
