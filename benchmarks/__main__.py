"""Measure the whole: `python -m benchmarks`, or `make bench`. Quiet machines give better figures; ratios travel."""

import argparse

from . import consumers, crowd, imports, influence, pages
from .place import new_place
from .report import show

SEED = 20_000


def main() -> None:
    """Fill an installation of its own, measure it, print what was reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--database", help="a PostgreSQL server, such as postgresql://postgres@127.0.0.1/postgres")
    parser.add_argument("--requests", type=int, default=200, help="requests for each page")
    chosen = parser.parse_args()
    with new_place(chosen.database) as place:
        kind = "SQLite" if place.settings.is_sqlite else "PostgreSQL"
        made = crowd.fill(seed=SEED, signers=pages.CROWD)
        print(f"{kind}: {crowd.TOPICS:,} topics, {crowd.POSTS:,} posts, {made.facts:,} facts")
        show("What the worker takes in", consumers.measure())
        for title, figures in pages.measure(place, made, requests=chosen.requests):
            show(title, figures)
    with new_place(chosen.database) as place:
        show("What an import takes in", imports.measure(place))
    show(f"Influence on {influence.EDGES:,} reply edges", influence.measure())


if __name__ == "__main__":
    main()
