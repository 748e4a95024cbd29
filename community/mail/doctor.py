"""What `groundswell doctor` says of incoming mail."""

from community.kernel.config import Settings
from community.kernel.findings import Finding
from community.kernel.mail import imap

NAME = "mailbox"


def look(settings: Settings) -> Finding:
    """Open the mailbox and say what is in it, or why it cannot be read."""
    if not settings.imap_url:
        return Finding(NAME, well=True, says="none is set; mail comes by `groundswell mail receive`, or not at all")
    try:
        with imap.opened(settings.imap_url) as mailbox:
            return Finding(NAME, well=True, says=f"answers, {len(mailbox.unseen())} not seen yet")
    except imap.UNREACHABLE as error:
        return Finding(NAME, well=False, says=f"cannot be read: {error}")
