"""Did you mean: which known word was meant by an unknown one."""

from collections.abc import Iterable, Mapping

SHORTEST = 4  # letters: shorter words have too many neighbours


def is_spellable(word: str) -> bool:
    """Tell whether a word is one we would suggest or correct: letters only, not short."""
    return len(word) >= SHORTEST and word.isalpha()


def reach(word: str) -> int:
    """Return how many slips we forgive: one in a short word, two from six letters on."""
    return 1 if len(word) < 6 else 2


def near(word: str, candidates: Iterable[str]) -> dict[str, int]:
    """Return the candidates within reach of `word`, each with its number of slips."""
    limit, letters = reach(word), set(word)
    likely = (
        c
        for c in candidates
        # Each slip costs at most one letter: two quick looks spare most of the counting.
        if abs(len(c) - len(word)) <= limit and len(letters.difference(c)) <= limit and c != word
    )
    slips = {c: distance(word, c, limit) for c in likely}
    return {c: n for c, n in slips.items() if n <= limit}


def best(word: str, known: Mapping[str, int]) -> str | None:
    """Return the likeliest of the known words (each with its number of documents) for `word`, if one is near."""
    slips = near(word, known)
    return min(slips, key=lambda c: (slips[c], -known[c], c), default=None)


def distance(one: str, other: str, limit: int) -> int:
    """Count the letters to insert, drop, change or swap with a neighbour; past `limit` any larger number."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    previous = ""
    for i, a in enumerate(one, 1):
        following = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, following[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and previous == b and other[j - 2] == a:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, row, previous = row, following, a
    return row[-1]
