"""The catalogues: what the sources say is brought into them, and what nobody has translated is listed.

`make messages` runs this file. There is no template in between, and no line numbers and dates are written, so that a
catalogue changes when its words do.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from community.kernel.files import catalogues

ROOT = Path(__file__).resolve().parents[2]
# A sentence is marked where it is said: by these functions, or as an argument of those that refuse with it.
REFUSING: dict[str, Any] = {"checked": (3,), "hide": (4,), "restore": (3,), "lock": (3,), "_count": (3,)}
KEYWORDS: dict[str, Any] = {**DEFAULT_KEYWORDS, "_l": None, "Refused": None, "Word": None, "_setting": (2,), **REFUSING}
METHODS = [
    ("**.html", "jinja2"),
    ("memo_document.txt", "jinja2"),
    ("**/memo_document.txt", "jinja2"),
    ("**/mail_document.txt", "jinja2"),
    ("**.py", "python"),
]
STRICT = {pattern: {"silent": "false"} for pattern, method in METHODS if method == "jinja2"}
FOLDERS = ("community", "ideas", "kb_harvest", "reputation", "templates", "voc")
# What Flask-Security says to our members; it looks for it in our catalogues.
LIBRARY = (
    "Account is disabled.",
    "Authentication failed - identity or password/passcode invalid",
    "Email not provided",
    "If that email address is in our system, you will receive an email describing how to reset your password.",
    "If you did not change your password, click the link below to reset it.",
    "Invalid email address",
    "Invalid reset password token.",
    "Password must be at least %(length)s characters",
    "Password not provided",
    "Passwords do not match",
    "This link will expire in %(within)s.",
    'Use <a href="%(reset_link)s">this link</a> to reset your password.',
    "Use %(reset_link)s to reset your password.",
    "You did not reset your password within %(within)s. ",
    "You have successfully logged in.",
    "You successfully reset your password and you have been logged in automatically.",
    "You successfully reset your password. Please authenticate using your new password.",
    "You successfully changed your password.",
    "Your new password must be different than your previous password.",
    "Your password has been changed.",
    "Your password has been reset",
    "Your password has been reset.",
)
# The command line speaks English, and what only it shows; the sample community brings its own words.
UNSAID = re.compile(
    r"community/(cli|demo)\.py|community/(sample|porting)/.*|community/kernel/(supervisor|worker)\.py"
    r"|.*/(commands|evaluation|customer_file)\.py"
)


def extracted() -> Catalog:
    """Return every message that pages and mails can say, each with the files that say it."""
    found = Catalog()
    for folder in FOLDERS:
        every = extract_from_dir(ROOT / folder, METHODS, STRICT, KEYWORDS, directory_filter=lambda _folder: True)
        for path, _line, message, _comments, context in every:  # from folders such as _macros, too
            place = f"{folder}/{path}"
            if message and not UNSAID.fullmatch(place):
                found.add(message, None, [(place, None)], context=context)
    for message in LIBRARY:
        found.add(message, None, [("flask_security", None)])
    return found


def stored(path: Path) -> Catalog:
    """Return the catalogue at `path`."""
    with path.open("rb") as file:
        return read_po(file)


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages that have no translation, or one that nobody has checked."""
    for message in catalogue:
        words = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            yield message


def update(path: Path) -> Catalog:
    """Bring the messages of the sources into the catalogue at `path`; what is said no more leaves it."""
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    kept, now = stored(path), extracted()
    for message in now:
        if before := kept.get(message.id, message.context):
            message.string = before.string
    with path.open("wb") as file:
        file.write(f"{head}\n\n".encode())
        write_po(file, now, width=110, omit_header=True, sort_by_file=True)
    return now


def main() -> None:
    """Update every catalogue and list what is missing in it."""
    for code, path in catalogues().items():
        missing = list(untranslated(update(path)))
        for message in missing:
            sys.stdout.write(f"{code}: {message.id!r}\n")
        sys.stdout.write(f"{code}: {len(missing)} messages wait for their translation\n")


if __name__ == "__main__":
    main()
