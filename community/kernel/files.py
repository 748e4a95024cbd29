"""Where the files that travel with the code are found, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """Return the folder `name` ("templates" or "migrations"): in a checkout beside the package, in a wheel inside."""
    for folder in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The folder '{name}' is missing from this installation of Groundswell.")
