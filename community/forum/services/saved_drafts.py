"""What somebody has not finished writing: kept for them alone, one draft a place, until it is posted or thrown away.

A draft is no fact: nobody else learns of it, so nothing is published.
"""

from collections.abc import Mapping

from sqlalchemy import delete

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, table_of, upsert
from community.kernel.texts import clean

from .. import rules
from ..models import NEW_TOPIC, SavedDraft

_LONGEST = {"title": rules.TITLE_LENGTH[1], "body": rules.BODY_LENGTH[1], "tags": 300, "board": 100, "kind": 20}


def save_draft(*, by: Viewer, words: Mapping[str, str], topic_id: int = NEW_TOPIC) -> None:
    """Keep what is written so far, in place of what was kept before; an empty draft is none."""
    kept = {name: clean(words.get(name, ""))[:longest] for name, longest in _LONGEST.items()}
    if not (kept["title"] or kept["body"]):
        discard_draft(by=by, topic_id=topic_id)
        return
    row = {"member_id": by.member_id, "topic_id": topic_id, "at": clock.now(), **kept}
    fresh = upsert(SavedDraft).values(row)
    changed = {name: fresh.excluded[name] for name in ("at", *kept)}
    db.session.execute(fresh.on_conflict_do_update(index_elements=["member_id", "topic_id"], set_=changed))


def discard_draft(*, by: Viewer, topic_id: int = NEW_TOPIC) -> None:
    """Throw a draft away; there need not be one."""
    mine = (SavedDraft.member_id == by.member_id, SavedDraft.topic_id == topic_id)
    db.session.execute(delete(table_of(SavedDraft)).where(*mine))
