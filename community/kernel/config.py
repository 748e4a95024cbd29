"""Settings: one frozen dataclass, read from `GROUNDSWELL_*`, checked before anything starts."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from .auth import STAFF
from .errors import SettingsError
from .files import catalogues

PREFIX = "GROUNDSWELL_"
DEVELOPMENT_SECRET = "development-only-not-a-secret"  # noqa: S105 - refused in production, below
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
RANGES = {
    "sign_ups_per_hour": (1, 1000),
    "session_hours": (1, 8760),
    "session_idle_hours": (1, 8760),
    "web_threads": (1, 64),
    "web_processes": (1, 64),
    "file_megabytes": (1, 100),
    "trusted_proxies": (0, 5),
}
WORDS_FOR_BOOL = {"yes": True, "no": False}
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")
DATABASES = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def _setting(default: Any, says: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"says": says}, repr=not secret)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting of the installation; each has a working default for one machine."""

    env: str = _setting("development", "`development` or `production`; production refuses the development secret.")
    secret_key: str = _setting(
        DEVELOPMENT_SECRET, "Signs sessions and links; at least 32 characters in production.", secret=True
    )
    data_dir: Path = _setting(Path("var"), "Folder of the SQLite file, attached files, search index, reports, mail.")
    database_url: str = _setting(
        "", "`sqlite:///file` or `postgresql://user@host/name`; empty: SQLite in the data folder."
    )
    redis_url: str = _setting("", "`redis://host:6379/0` shares rate limits and view counts between processes.")
    base_url: str = _setting("http://127.0.0.1:8000", "The address people use; links in mail and feeds begin with it.")
    site_name: str = _setting("Groundswell", "The community's name, in the top bar and in mail.")
    time_zone: str = _setting("UTC", "Business time zone (IANA name): jobs, weeks, and readers who chose none.")
    locale: str = _setting("en", "Language of memos, and of readers who chose none: `en` or `de`.")
    smtp_url: str = _setting("", "`smtp://user:password@host:587`; empty: mail is written into the data folder.")
    mail_from: str = _setting("groundswell@localhost", "Sender of all mail.")
    mail_replies_to: str = _setting("", "Mailbox that the house reads; people may answer mails where it is named.")
    imap_url: str = _setting("", "`imaps://user:password@host/INBOX`; the mailbox of replies, read by the worker.")
    mail_unsigned_memos: bool = _setting(False, "`yes` mails weekly memos that no editor has signed, marked as such.")
    log_level: str = _setting("INFO", "DEBUG, INFO, WARNING or ERROR.")
    sign_ups_per_hour: int = _setting(3, "So many new members from one address in an hour are asked nothing more.")
    throwaway_domains: str = _setting(
        "mailinator.com guerrillamail.com sharklasers.com 10minutemail.com yopmail.com trashmail.com temp-mail.org "
        "getnada.com maildrop.cc dispostable.com",
        "Mail domains whose sign-ups are asked one thing more, separated by spaces.",
    )
    session_hours: int = _setting(2160, "A session ends after so many hours, however much it is used.")
    session_idle_hours: int = _setting(720, "A session ends after so many hours in which nobody used it.")
    second_step_roles: str = _setting(
        "", "Staff roles that need two-step sign-in, separated by spaces; without it they act as members."
    )
    oidc_issuer: str = _setting("", "Address of an OpenID provider that people may sign in with; empty: none.")
    oidc_client_id: str = _setting("", "What the provider calls this installation.")
    oidc_client_secret: str = _setting(
        "", "The secret that the provider gave with it; empty: none is sent.", secret=True
    )
    oidc_label: str = _setting("", "What people call the provider: Sign in with ...; empty: the name of its host.")
    web_threads: int = _setting(8, "Requests that one web process answers at once.")
    web_processes: int = _setting(1, "Web processes; more than one needs a Redis address.")
    file_megabytes: int = _setting(10, "How large one attached file may be, in MB.")
    trusted_proxies: int = _setting(0, "How many reverse proxies in front may set X-Forwarded-*.")
    mcp: bool = _setting(False, "`yes` lets members' own language models read by their tokens, at `/api/mcp`.")

    @property
    def is_production(self) -> bool:
        return self.env == "production"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings; raise SettingsError with one sentence on the first that cannot be used."""
    given = {k: v for k, v in (os.environ if environ is None else environ).items() if k.startswith(PREFIX)}
    known = {PREFIX + f.name.upper(): f for f in fields(Settings)}
    if unknown := sorted(set(given) - set(known)):
        raise SettingsError(
            f"{unknown[0]} is not a setting of Groundswell; the settings are {', '.join(sorted(known))}."
        )
    values = {known[name].name: _convert(name, known[name].type, text) for name, text in given.items()}
    settings = Settings(**values)
    if not settings.database_url:
        url = f"sqlite:///{(settings.data_dir / 'groundswell.db').absolute()}"
        settings = Settings(**values | {"database_url": url})
    else:
        settings = Settings(**values | {"database_url": _database_url(settings.database_url)})
    _check(settings)
    return settings


def _convert(name: str, kind: Any, text: str) -> Any:
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise SettingsError(f"{name} must be a whole number, not '{text}'.") from None
    if kind is bool:
        if text not in WORDS_FOR_BOOL:
            raise SettingsError(f"{name} must be yes or no, not '{text}'.")
        return WORDS_FOR_BOOL[text]
    if kind is Path and not text:
        raise SettingsError(f"{name} is empty; it names a folder.")
    return Path(text) if kind is Path else text


def _database_url(text: str) -> str:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(
            f"{PREFIX}DATABASE_URL is not a database address; see `sqlite:///file` or `postgresql://…`."
        ) from None
    if url.drivername not in DATABASES:
        raise SettingsError(
            f"{PREFIX}DATABASE_URL names '{url.drivername}'; Groundswell runs on sqlite and postgresql."
        )
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        raise SettingsError(
            f"{PREFIX}DATABASE_URL names an SQLite database in memory, which would lose everything at the end."
        )
    return url.set(drivername=DATABASES[url.drivername]).render_as_string(hide_password=False)


def _check(settings: Settings) -> None:
    for holds, sentence in _rules(settings):
        if not holds:
            raise SettingsError(sentence)
    if settings.is_production:
        if settings.secret_key == DEVELOPMENT_SECRET:
            raise SettingsError(f"{PREFIX}SECRET_KEY still has its development value; production needs one of its own.")
        if len(settings.secret_key) < 32:
            raise SettingsError(f"{PREFIX}SECRET_KEY is shorter than 32 characters; production needs a longer one.")


def _rules(s: Settings) -> list[tuple[bool, str]]:
    return [
        *(_between(s, name, least, most) for name, (least, most) in RANGES.items()),
        (
            s.env in ("development", "production"),
            f"{PREFIX}ENV must be 'development' or 'production', not '{s.env}'.",
        ),
        (bool(s.secret_key), f"{PREFIX}SECRET_KEY is empty."),
        (
            s.log_level in LOG_LEVELS,
            f"{PREFIX}LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not '{s.log_level}'.",
        ),
        (s.site_name.isprintable() and bool(s.site_name.strip()), f"{PREFIX}SITE_NAME must be a name in one line."),
        (
            _ADDRESS.fullmatch(s.mail_from) is not None,
            f"{PREFIX}MAIL_FROM must be one bare mail address, such as community@example.com.",
        ),
        (
            not s.mail_replies_to or _ADDRESS.fullmatch(s.mail_replies_to) is not None,
            f"{PREFIX}MAIL_REPLIES_TO must be one bare mail address, such as replies@example.com.",
        ),
        (
            _is_zone(s.time_zone),
            f"{PREFIX}TIME_ZONE must be an IANA zone such as Europe/Berlin, not '{s.time_zone}'.",
        ),
        (
            s.locale in ("en", *catalogues()),
            f"{PREFIX}LOCALE must be one of en, {', '.join(catalogues())}, not '{s.locale}'.",
        ),
        (
            _is_url(s.base_url, "http", "https"),
            f"{PREFIX}BASE_URL must begin with http:// or https:// and name a host.",
        ),
        (
            not s.redis_url or _is_url(s.redis_url, "redis", "rediss"),
            f"{PREFIX}REDIS_URL must look like redis://host:6379/0.",
        ),
        (
            not s.smtp_url or _is_url(s.smtp_url, "smtp", "smtps"),
            f"{PREFIX}SMTP_URL must look like smtp://host:587.",
        ),
        (
            not s.imap_url or _is_url(s.imap_url, "imap", "imaps"),
            f"{PREFIX}IMAP_URL must look like imaps://user:password@host/INBOX.",
        ),
        (
            STAFF.issuperset(s.second_step_roles.split()),
            f"{PREFIX}SECOND_STEP_ROLES may name {', '.join(sorted(STAFF))}, not '{s.second_step_roles}'.",
        ),
        (
            not s.oidc_issuer or is_safe_address(s.oidc_issuer),
            f"{PREFIX}OIDC_ISSUER must begin with https:// and name a host; http:// is for this machine alone.",
        ),
        (
            bool(s.oidc_issuer) == bool(s.oidc_client_id),
            f"{PREFIX}OIDC_ISSUER and {PREFIX}OIDC_CLIENT_ID belong together; one of them is empty.",
        ),
        (s.oidc_label.isprintable() and len(s.oidc_label) <= 40, f"{PREFIX}OIDC_LABEL must be a short name."),
        (
            s.web_processes == 1 or bool(s.redis_url),
            f"{PREFIX}WEB_PROCESSES above 1 needs {PREFIX}REDIS_URL, or rate limits would be counted apart.",
        ),
    ]


def _between(s: Settings, name: str, least: int, most: int) -> tuple[bool, str]:
    value: int = getattr(s, name)
    return least <= value <= most, f"{PREFIX}{name.upper()} must be between {least} and {most}, not {value}."


def is_safe_address(text: str) -> bool:
    """Tell whether what is sent to an address stays secret: over https, or on this machine."""
    return _is_url(text, "https") or (_is_url(text, "http") and urlsplit(text).hostname in LOOPBACK)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _is_url(text: str, *schemes: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
