"""Topics like the one that somebody is about to start, so that they read before they ask."""

from community.kernel import indexer
from community.kernel.auth import Viewer

from . import queries
from .rows import TopicRow


def similar_topics(title: str, viewer: Viewer) -> list[TopicRow]:
    """Return up to five visible topics that share words with `title`, the closest first; none without an index."""
    ids = indexer.similar(title, "topic", viewer)
    found = queries.topics_among(ids, viewer)
    return [found[id_] for id_ in ids if id_ in found]
