"""Phone numbers in running text: international, North American, national; pure.

Seven to fifteen digits with their separators (E.164, NANP). Versions, hosts, dates and lists of sizes look alike,
so a shape that is not a phone's alone is certain only beside a word that says phone; else a human judges, or nobody.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

_SAYS_PHONE: Final = re.compile(
    r"\b(?:phone|call|calling|text|sms|tel|telephone|mobile|cell|fax|dial|ring|whatsapp|hotline|(?:my|direct) line"
    r"|(?:reach|contact|text) me|my number)\b[a-z :#.()'-]{0,20}$",
    re.IGNORECASE,
)
_END: Final = r"(?![0-9]|[.-][0-9])"
_INTERNATIONAL: Final = re.compile(
    rf"(?<![\w+.])\+ ?(?:1[ .()/-]{{0,2}}[2-9][0-9]{{2}}[ .()/-]{{0,2}}[0-9]{{3}}[ ./-]?[0-9]{{4}}"
    rf"|[1-9](?:[ .()/-]{{0,2}}[0-9]){{6,14}}){_END}"
)
_NORTH_AMERICAN: Final = re.compile(
    rf"(?<![\w.+-])(?:1[ .-]?)?(?:\([2-9][0-9]{{2}}\) ?|[2-9][0-9]{{2}}[ .-])[0-9]{{3}}[ .-]?[0-9]{{4}}{_END}"
)
_BARE: Final = re.compile(r"(?<![\w.+#/=-])[0-9]{7,15}(?![\w-]|\.[0-9])")
_BARE_NORTH_AMERICAN: Final = re.compile("1?[2-9][0-9]{2}[2-9][0-9]{6}")
_BARE_DATE: Final = re.compile("(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_LOCAL: Final = re.compile(rf"(?<![\w.+/-])(?<![0-9] )[2-9][0-9]{{2}}[ .-][0-9]{{4}}{_END}")
_NATIONAL: Final = re.compile(
    rf"(?<![\w.,+-])(?:\(0[1-9][0-9]{{0,3}}\)|00?[1-9][0-9]{{0,3}})(?:[ ./-][0-9]{{2,8}}){{1,5}}{_END}"
)
_DATE_FIRST: Final = re.compile(r"[0-9]{1,2}([ ./-])[0-9]{1,2}\1(?:19|20)[0-9]{2}")


def _like_a_list(number: str, said: bool) -> bool | None:
    """Sizes such as 256 512 1024 or 200 300 4000 have the shape of a number too."""
    values = [int(group) for group in number.split(" ") if group.isdigit()]
    listed = len(values) == 3 and (
        all(value % 10 == 0 for value in values) or all(value & (value - 1) == 0 for value in values)
    )
    return True if said or not listed else None


def _bare(number: str, said: bool) -> bool | None:
    """Digits without separators may be an order number: certain only beside a word that says phone."""
    if _BARE_DATE.fullmatch(number):
        return None
    return True if said else False if _BARE_NORTH_AMERICAN.fullmatch(number) else None


def _local(number: str, said: bool) -> bool | None:
    """Seven digits may be a part number or a range: certain beside a word that says phone, else only with a dash."""
    if said:
        return True
    return False if number[3] == "-" and int(number[4:]) % 50 else None


def _national(number: str, said: bool) -> bool | None:
    """A trunk 0, 9 to 12 digits in all (15 after 00); neither a date nor a dotted version or host."""
    groups = re.findall("[0-9]+", number)
    digits = sum(map(len, groups))
    dotted = "." in number and len(groups) == 4
    if not 9 <= digits <= (15 if number.startswith("00") else 12) or dotted or _DATE_FIRST.match(number):
        return None
    if said or max(map(len, groups)) >= 3:
        return True
    return False if len(groups) == 5 else None  # pairs: French, or a list


def _international(_number: str, _said: bool) -> bool | None:
    return True


_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[str, bool], bool | None]], ...]] = (
    (_INTERNATIONAL, _international),
    (_NORTH_AMERICAN, _like_a_list),
    (_BARE, _bare),
    (_LOCAL, _local),
    (_NATIONAL, _national),
)


def phone_numbers(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and certainty of each number in `text` (ASCII signs); they may overlap."""
    for pattern, judge in _RULES:
        for found in pattern.finditer(text):
            said = bool(_SAYS_PHONE.search(text, max(0, found.start() - 40), found.start()))
            certain = judge(found[0], said)
            if certain is not None:
                yield *found.span(), certain
