"""Where the files that travel with the code are found, in a checkout and in an installed wheel."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """Return one of our folders, such as "templates": in a checkout beside the package, in a wheel inside."""
    for folder in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The folder '{name}' is missing from this installation of Groundswell.")


@cache
def catalogues() -> dict[str, Path]:
    """Return the translations of pages and mails, by the code of their language; English needs none."""
    found = sorted(resource("translations").glob("*/LC_MESSAGES/messages.po"))
    return {path.parent.parent.name: path for path in found}
