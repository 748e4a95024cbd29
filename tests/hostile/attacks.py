"""The strings that would be scripts: all of them in the long proof, some of each kind otherwise."""

from pathlib import Path

from proofs.conftest import whole

ALL = tuple(
    dict.fromkeys(Path(__file__).parents[1].joinpath("kernel/script_attacks.txt").read_text("utf-8").splitlines())
)
FEW = 6
BATCH = 20


def batches() -> list[tuple[str, ...]]:
    """Return the attacks in the portions in which they are tried."""
    chosen = ALL if whole() else ALL[:: len(ALL) // FEW][:FEW]
    return [chosen[start : start + BATCH] for start in range(0, len(chosen), BATCH)]


def fitting(attack: str, shortest: int, longest: int) -> str:
    """Return the attack with some words behind it where it is too short, cut where it is too long."""
    padded = attack if len(attack) >= shortest else f"{attack} and some more words"
    return padded[:longest]
