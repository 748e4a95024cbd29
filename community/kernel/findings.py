"""What a look at the installation found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, whether it is well, and what was seen."""

    name: str
    well: bool
    says: str
