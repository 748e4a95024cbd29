"""Ideas like the one that somebody is about to write, so that they vote instead of asking twice."""

from community.kernel import indexer
from community.kernel.auth import Viewer
from community.kernel.db import db

from . import queries
from .models import Idea
from .rows import IdeaRow


def similar_ideas(title: str, viewer: Viewer) -> list[IdeaRow]:
    """Return up to five visible ideas that share words with `title`, the closest first; none without an index."""
    ids = indexer.similar(title, "idea", viewer)
    query = queries.visible_ideas(viewer).where(Idea.id.in_(ids))
    found = {row.id: queries.idea_row(row) for row in db.session.execute(query)} if ids else {}
    return queries.with_own_votes([found[id_] for id_ in ids if id_ in found], viewer)
