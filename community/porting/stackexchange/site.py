"""Where a dump comes from: the source name that its rows are keyed by, and the addresses for attribution."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from community.kernel.xml_rows import DumpError

NAME = re.compile(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?", re.ASCII)
ADDRESS = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?", re.ASCII)
# An official archive is named after its site and unpacks into a folder of that name.
SITE_FOLDER = re.compile(
    r"([a-z0-9-]+\.)*(stackexchange|stackoverflow|serverfault|superuser|askubuntu|stackapps|mathoverflow)\.(com|net)",
    re.ASCII,
)
# A link or picture in HTML, or a link in Markdown, whose address begins with one slash.
OWN_LINK = re.compile(r"""(<(?:a|img)\b[^<>]*?\s(?:href|src)=["']|\]\()/(?!/)""")
# When the licence of new contributions changed (announced by the site in April 2011 and May 2018).
LICENCES = (
    (datetime(2018, 5, 2, tzinfo=UTC), "CC BY-SA 4.0"),
    (datetime(2011, 4, 8, tzinfo=UTC), "CC BY-SA 3.0"),
)
FIRST_LICENCE = "CC BY-SA 2.5"


@dataclass(frozen=True, slots=True)
class Site:
    """The site behind a dump; without an address its attribution is a label without a link."""

    name: str
    address: str | None

    def post_address(self, post_id: int) -> str | None:
        """Return where the question or answer stands, by the site's short form that never changes."""
        return f"{self.address}/q/{post_id}" if self.address else None

    def comment_address(self, comment_id: int) -> str | None:
        """Return where the comment stands."""
        return f"{self.address}/posts/comments/{comment_id}" if self.address else None

    def member_address(self, member_id: int) -> str | None:
        """Return where the member's page stands."""
        return f"{self.address}/users/{member_id}" if self.address else None

    def with_whole_addresses(self, text: str) -> str:
        """Return HTML or Markdown whose links within the site lead there from anywhere, if the site has an address."""
        return OWN_LINK.sub(rf"\g<1>{self.address}/", text) if self.address else text


def site_of(directory: Path, name: str | None = None, address: str | None = None) -> Site:
    """Return the site by the options given, or by the name of the folder. Raises DumpError if neither will do."""
    folder = directory.resolve().name.lower()
    chosen = (name or folder).strip().lower()
    if not NAME.fullmatch(chosen):
        raise DumpError(
            f"“{chosen}” cannot name a source; choose letters, digits, dots, hyphens and underscores with --site."
        )
    if address is None:
        return Site(chosen, f"https://{folder}" if SITE_FOLDER.fullmatch(folder) else None)
    stripped = address.strip().rstrip("/").lower()
    if not ADDRESS.fullmatch(stripped):
        raise DumpError("The site's address must look like https://beer.stackexchange.com; mend it in --site-url.")
    return Site(chosen, stripped)


def licence_of(created_at: datetime, stated: str | None) -> str:
    """Return the licence of a contribution: the one stated, else the one in force on its day."""
    in_force = (licence for since, licence in LICENCES if created_at >= since)
    return stated or next(in_force, FIRST_LICENCE)
