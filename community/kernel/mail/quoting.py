"""A mail without what it quotes and without the signature: what its writer says now; pure [OURS].

Mail programs say in many words that what follows is quoted. Known here: "On ... wrote:" in eleven languages, broken
into up to three lines; the line and the block of headers of Outlook; forwarded messages; lines that begin with ">";
"-- " of RFC 3676; and what phones put under everything. Words between quoted lines are the writer's and stay. A line
"--" without its space may as well stand in a text, so that it counts only alone, unannounced, and above a few lines.
"""

import re
from typing import Final

_WROTE: Final = re.compile(
    r"""^[ \t]*(?:
      (?=[^\n]*\d) (?:
        On\b.{3,300}\bwrote | Am\b.{3,300}\bschrieb\b.{0,200} | Le\b.{3,300}\ba\s[eé]crit
        | El\b.{3,300}\bescribi[oó] | Il\b.{3,300}\bha\sscritto | Op\b.{3,300}\bschreef\b.{0,200}
        | Em\b.{3,300}\bescreveu | Den\b.{3,300}\bskrev\b.{0,200} | Dne\b.{3,300}\bnapsal(?:\(a\)|a)?
        | W\sdniu\b.{3,300}\b(?:napisał(?:\(a\)|a)?|pisze)
      )
    | .{1,200}<[^<>\s]+@[^<>\s]+>\s
      (?:wrote|schrieb|a\s[eé]crit|escribi[oó]|ha\sscritto|schreef|escreveu|skrev|kirjoitti)(?:\s.{0,120})?
    )\s?:[ \t]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_BEGINS: Final = re.compile(r"[ \t]*(?:On|Am|Le|El|Il|Op|Em|Den|W dniu|Dne)\b|.*<[^<>\s]+@[^<>\s]+>", re.IGNORECASE)
_RULE: Final = re.compile(
    r"""^[ \t]*(?:
      -{2,}[ \t]*(?:Original\ Message|Original\ Appointment|Forwarded\ Message|Urspr(?:ü|ue)ngliche\ Nachricht
        |Weitergeleitete\ Nachricht|Message\ d['’]origine|Message\ original|Mensaje\ original|Messaggio\ originale
        |Oorspronkelijk\ bericht|Mensagem\ original|Originalmeddelande|Wiadomość\ oryginalna)[ \t]*-{2,}
    | Begin\ forwarded\ message: | Anfang\ der\ weitergeleiteten\ Nachricht:
    | Début\ du\ message\ (?:réexpédié|transféré)\ ?:
    | _{20,}
    )[ \t]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_FROM: Final = re.compile(r"[ \t]*\*?(?:From|Von|De|Da|Van|Från|Fra|Od)\*?[ \t]?:\*?[ \t]*\S", re.IGNORECASE)
_SENT: Final = re.compile(
    r"[ \t]*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el)?|Fecha|Inviato|Data|Verzonden|Enviada(?: em)?|Skickat"
    r"|Sendt|Wysłano)\*?[ \t]?:\*?[ \t]*\S",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"""^[ \t]*(?:
      Sent\ (?:from|with|via|using)\ (?:my\ |the\ )?.{2,60} | Get\ Outlook\ for\ .{2,30}
    | (?:Von\ meine[mr]\ |Gesendet\ (?:von|mit|aus|über)\ ).{2,60} | Envoyé\ (?:de(?:puis)?|à\ partir\ de)\ .{2,60}
    | Enviado\ (?:desde|do|de)\ .{2,60} | Inviato\ da\ .{2,60} | Verstuurd\ vanaf\ .{2,60} | Skickat\ från\ .{2,60}
    | Diese\ Nachricht\ wurde\ von\ meinem\ .{2,60}\ gesendet\.?
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNATURE: Final = re.compile(r"--[ \t]?")
_BARE: Final = "--"
_LINES_OF_BARE_SIGNATURE: Final = 10
_LINES_OF_INTRODUCTION: Final = 3
_LINES_OF_HEADERS: Final = 4


def own_words(text: str) -> str:
    """Return what the writer says now, in the lines in which they said it; perhaps nothing."""
    while (shorter := _once(text)) != text:
        text = shorter
    return text


def _once(text: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    place = 0
    while place < len(lines):
        if _ends_at(lines, place):
            break
        introduction = _introduction_at(lines, place)
        if introduction:
            place += introduction
            if not _quote_follows(lines, place):
                break
        else:
            if not lines[place].lstrip().startswith(">"):
                kept.append(lines[place].rstrip())
            place += 1
    return _without_phone("\n".join(kept))


def _ends_at(lines: list[str], place: int) -> bool:
    """Tell whether nothing of the writer's follows: a signature, a rule, or a block of headers."""
    line = lines[place]
    if _RULE.match(line) or (_SIGNATURE.fullmatch(line) and _is_signature(lines, place)):
        return True
    following = lines[place + 1 : place + 1 + _LINES_OF_HEADERS]
    return bool(_FROM.match(line)) and any(map(_SENT.match, following))


def _is_signature(lines: list[str], place: int) -> bool:
    """Tell whether a line of two hyphens begins a signature, and fences or parts nothing in the writer's own words."""
    if lines[place] != _BARE:
        return _BARE not in lines[:place]
    before = next((line for line in reversed(lines[:place]) if line.strip()), "")
    is_alone = sum(map(bool, map(_SIGNATURE.fullmatch, lines))) == 1
    return is_alone and len(lines) - place - 1 <= _LINES_OF_BARE_SIGNATURE and not before.rstrip().endswith(":")


def _introduction_at(lines: list[str], place: int) -> int:
    """Return over how many lines "On ... wrote:" goes that begins here; 0 where none does."""
    if not _BEGINS.match(lines[place][:400]):
        return 0
    for number in range(1, _LINES_OF_INTRODUCTION + 1):
        joined = " ".join(line.strip() for line in lines[place : place + number])
        if _WROTE.match(joined[:700]):
            return number
    return 0


def _quote_follows(lines: list[str], place: int) -> bool:
    """Tell whether the next words are marked as quoted, so that the writer may go on below them."""
    following = next((line for line in lines[place:] if line.strip()), "")
    return following.lstrip().startswith(">")


def _without_phone(text: str) -> str:
    """Leave out what a phone adds under everything."""
    before, _, last = text.strip().rpartition("\n")
    return before.rstrip() if _PHONE.match(last[:200]) else text.strip()
