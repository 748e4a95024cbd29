"""The search index of a test: its folder outlives the rows of a test, so it is built anew."""

from community.kernel import indexer, sequencer


def bring_up() -> None:
    """Put everything that is in the database into the index, and nothing else."""
    sequencer.run()
    indexer.rebuild()
