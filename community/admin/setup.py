"""What should be done before people come: each with whether it is, and how to do it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel import clock, worker
from community.kernel.config import DEVELOPMENT_SECRET, PREFIX, Settings
from community.kernel.doctor import WORKER_SILENCE
from community.kernel.mail.sending import LOOPBACK

from . import queries

State = Literal["done", "open", "ask"]
LEAST_ADMINS = 2


@dataclass(frozen=True, kw_only=True)
class Basic:
    """One thing to do first; `ask` where only a person can know whether it is done.

    `example` is a line to type, `url` a page that tells more.
    """

    name: Any
    state: State
    says: Any
    example: str = ""
    url: str = ""


def basics(settings: Settings) -> Iterator[Basic]:
    """Yield the basics in the order in which one does them."""
    yield _environment(settings)
    yield _secret(settings)
    yield _address(settings)
    yield _mail(settings)
    yield _time_zone(settings)
    yield _worker()
    yield _people()
    yield _second_step()
    yield _boards()
    yield _backup(settings)


def _done(is_done: bool) -> State:
    return "done" if is_done else "open"


def _environment(settings: Settings) -> Basic:
    says = _("In production the weak defaults of a first try are refused.")
    example = f"{PREFIX}ENV=production"
    return Basic(name=_("Production"), state=_done(settings.is_production), says=says, example=example)


def _secret(settings: Settings) -> Basic:
    says = _("It signs sessions and links. Whoever knows it can sign in as anybody, and this one everybody knows.")
    own = settings.secret_key != DEVELOPMENT_SECRET
    if own:
        says = _("It signs sessions and links, and is your own.")
    return Basic(
        name=_("Secret key"), state=_done(own), says=says, example=f'{PREFIX}SECRET_KEY="$(openssl rand -hex 32)"'
    )


def _address(settings: Settings) -> Basic:
    parts = urlsplit(settings.base_url)
    well = parts.scheme == "https" and parts.hostname not in LOOPBACK
    says = _("Links in mails and feeds begin with it; with https cookies are safe on their way.")
    return Basic(name=_("Address"), state=_done(well), says=says, example=f"{PREFIX}BASE_URL=https://…")


def _mail(settings: Settings) -> Basic:
    well = bool(settings.smtp_url) and not settings.mail_from.endswith("@localhost")
    says = _("Without a mail server, mails are only written into the data folder, and nobody gets a new password.")
    if well:
        says = _("Mails leave by your server.")
    example = f"{PREFIX}SMTP_URL=smtp://… {PREFIX}MAIL_FROM=…"
    return Basic(name=_("Mail"), state=_done(well), says=says, example=example)


def _time_zone(settings: Settings) -> Basic:
    zone = settings.time_zone
    says = _(
        "Weeks, memos and jobs follow %(zone)s. Choose it before people come; weeks that are over stay.", zone=zone
    )
    state: State = "ask" if zone == "UTC" else "done"
    return Basic(name=_("Time zone"), state=state, says=says, example=f"{PREFIX}TIME_ZONE=Europe/Berlin")


def _worker() -> Basic:
    seen = worker.last_seen()
    alive = seen is not None and clock.now() - seen < WORKER_SILENCE
    says = _("It sends mail, keeps the search index and runs the jobs.")
    return Basic(name=_("Worker"), state=_done(alive), says=says, example="groundswell run")


def _people() -> Basic:
    number = queries.number_of_admins()
    says = ngettext(
        "There is %(num)s administrator. A second one can help when the first cannot sign in.",
        "There are %(num)s administrators, so that one can help when another cannot sign in.",
        number,
    )
    example = "groundswell user role mia@example.com admin"
    return Basic(name=_("Administrators"), state=_done(number >= LEAST_ADMINS), says=says, example=example)


def _second_step() -> Basic:
    found = queries.sign_ins()
    well = found.admins > 0 and not found.admins_alone and not found.others_alone
    says = _("Every employee signs in in two steps.")
    if not well:
        says = _(
            "Without a second step sign in: administrators %(admins_alone)s of %(admins)s, other employees "
            "%(others_alone)s of %(others)s. Whoever learns one of their passwords can do what they can. Ask them to "
            "turn on two-step sign-in below their settings, or let their roles wait until they have:",
            **asdict(found),
        )
    example = f'{PREFIX}SECOND_STEP_ROLES="admin agent editor executive"'
    name, url = _("Sign-in in two steps"), url_for("accounts.staff")
    return Basic(name=name, state=_done(well), says=says, example=example, url=url)


def _boards() -> Basic:
    number = queries.number_of_boards()
    says = ngettext("There is %(num)s board to write on.", "There are %(num)s boards to write on.", number)
    return Basic(name=_("Boards"), state=_done(number > 0), says=says)


def _backup(settings: Settings) -> Basic:
    says = _("We cannot see whether you make backups. Copy the database first and the folder of files after it.")
    example = "pg_dump …"
    if settings.is_sqlite:
        example = f'sqlite3 {settings.data_dir}/groundswell.db ".backup backup.db"'
    return Basic(name=_("Backup"), state="ask", says=says, example=example)
