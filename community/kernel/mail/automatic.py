"""Mail that no person wrote just now: answering machines, mailing lists, and our own mail that came back; pure.

RFC 3834 asks for Auto-Submitted; what older programs say instead is known as well. Nothing of this kind is ever
answered, so that two machines cannot keep each other busy. A subject alone proves nothing: people use the same words.
"""

import re
from email.message import Message
from typing import Final, Literal

from .parts import header, headers

Automatic = Literal["automatic", "list", "loop"]
MOST_HOPS: Final = 50  # RFC 5321, 6.3 asks for at least 100 before a loop is called one; mail to us needs far fewer
_MARKS: Final = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-AutoReply-From", "X-Mail-Autoreply")
_SUBJECT: Final = re.compile(
    r"auto(?:mati[ck](?:al)?)?[ -]?(?:reply|response|answer)|out of (?:the )?office|on vacation|ooo\b"
    r"|vacation (?:reply|notice)|away from (?:my|the) (?:desk|mail|office)|automatische (?:antwort|abwesenheit\w*)"
    r"|abwesenheits(?:notiz|nachricht|assistent)|abwesend|nicht im (?:büro|hause?)|im urlaub|réponse automatique"
    r"|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|automatisch antwoord|afwezig"
    r"|resposta automática|autosvar",
    re.IGNORECASE,
)


def why_automatic(message: Message) -> Automatic | None:
    """Return why no person wrote this message to us, as its headers say; None where they say nothing of the kind."""
    if sum(1 for _ in headers(message, "Received")) > MOST_HOPS:
        return "loop"
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no") or any(header(message, name) for name in _MARKS):
        return "automatic"
    precedence = header(message, "Precedence").lower()
    suppressed = header(message, "X-Auto-Response-Suppress").lower()
    if precedence in ("auto_reply", "auto-reply") or suppressed == "all":
        return "automatic"
    if header(message, "List-Id") or precedence in ("bulk", "list", "junk"):
        return "list"
    return None


def sounds_automatic(subject: str) -> bool:
    """Tell whether a subject begins as those of answering machines do; behind "Re:" stand the words of another mail."""
    return bool(_SUBJECT.match(subject.strip()))
