"""The strings that would be scripts: 300 of them in the long proof, some of each kind otherwise."""

from pathlib import Path

from proofs.conftest import whole

ALL = tuple(
    dict.fromkeys(Path(__file__).parents[1].joinpath("kernel/script_attacks.txt").read_text("utf-8").splitlines())
)
FEW, MANY = 6, 300  # the markup alone meets all of them; a form takes a while for each
BATCH = 50


def batches() -> list[tuple[str, ...]]:
    """Return the attacks in the portions in which they are tried."""
    chosen = _spread(MANY if whole() else FEW)
    return [chosen[start : start + BATCH] for start in range(0, len(chosen), BATCH)]


def _spread(number: int) -> tuple[str, ...]:
    """Return so many of all, evenly, so that every family is among them."""
    return tuple(ALL[place * len(ALL) // number] for place in range(number))


def fitting(attack: str, shortest: int, longest: int) -> str:
    """Return the attack with some words behind it where it is too short, cut where it is too long."""
    padded = attack if len(attack) >= shortest else f"{attack} and some more words"
    return padded[:longest]
