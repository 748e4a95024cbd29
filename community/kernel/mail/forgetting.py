"""Mail to somebody who is forgotten: neither kept, nor sent, nor left in the folder of mails that no server took."""

from email import message_from_bytes, policy
from pathlib import Path

from sqlalchemy import delete, func

from ..config import Settings
from ..db import db, table_of
from ..outbox import OutboxRow
from .sending import CHANNEL


def forget_mail(address: str, names: tuple[str, ...], settings: Settings) -> None:
    """Remove every message to an address, and each mail in the folder that is to it or says one of the names."""
    mine = func.lower(OutboxRow.payload["to"].as_string()) == address.lower()
    db.session.execute(delete(table_of(OutboxRow)).where(OutboxRow.channel == CHANNEL, mine))
    for file in (settings.data_dir / "mail").glob("*.eml"):
        if _speaks_of(file, (address, *names)):
            file.unlink(missing_ok=True)


def _speaks_of(file: Path, words: tuple[str, ...]) -> bool:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    parts = [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
    said = " ".join([str(message["To"]), str(message["Subject"]), *parts]).lower()
    return any(word.lower() in said for word in words)
