"""The settings in force, as one may show them: secrets are masked, those within addresses too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from community.kernel import config
from community.kernel.config import PREFIX, Settings

MASK = "••••••"
SECRET_NAME = re.compile(r"secret|password|token|_key$|^key_")
_USER_AND_PASSWORD = re.compile(r"(://[^:/?#]*):[^\s]*@")
_ALONE = re.compile(r"(://)[^:/?#\s]*@")
_ARGUMENT = re.compile(r"([?&][^=&#]*(?:pass|secret|token|key|pwd)[^=&#]*=)[^&#\s]*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class SettingRow:
    """One setting: `value` is "" where it is empty; `says` holds code between backticks."""

    name: str
    value: str
    is_default: bool
    says: str


def rows(settings: Settings) -> Iterator[SettingRow]:
    """Yield every setting in the order of the reference."""
    usual = config.load({f"{PREFIX}DATA_DIR": str(settings.data_dir)})
    for one in fields(Settings):
        value = getattr(settings, one.name)
        is_default = value == (one.default if one.name == "data_dir" else getattr(usual, one.name))
        shown = masked(one.name, value)
        says = one.metadata["says"]
        yield SettingRow(name=f"{PREFIX}{one.name.upper()}", value=shown, is_default=is_default, says=says)


def masked(name: str, value: Any) -> str:
    """Return a value as it may be shown."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if text and SECRET_NAME.search(name):
        return MASK
    text = _USER_AND_PASSWORD.sub(rf"\1:{MASK}@", text)
    text = _ALONE.sub(rf"\1{MASK}@", text) if name == "redis_url" else text
    return _ARGUMENT.sub(rf"\1{MASK}", text)
