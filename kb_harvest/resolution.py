"""How a topic was resolved, in three grades, and what shows it; pure (DOMAIN 11).

*accepted*: the asker or a moderator accepted an answer. *confirmed*: somebody other than its author said of an answer
"this worked for me", or the asker says in words that it worked, and asks nothing afterwards. *likely*: an answer with
two ratings and none against, and the asker silent for 14 days; it only suggests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .confirmation import asks, confirms
from .rules import Grade

LIKELY_RATINGS = 2
SILENT = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A visible post of a topic: by whom, when, how it was rated, for how many it `worked`.

    Ratings are `kudos` and what stands `against`; `text` is needed of the asker's own posts only.
    """

    id: int
    kind: str
    parent_id: int | None
    by_asker: bool
    at: datetime
    kudos: int = 0
    against: int = 0
    worked: int = 0
    accepted: bool = False
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """The grade, the answer that solved it, the asker's post that says so, and when asker and answer were last heard.

    A confirmed answer without such a post was confirmed by verdicts, which name the answer and so come before words.
    """

    grade: Grade
    answer_id: int
    evidence_id: int | None
    silent_since: datetime


def resolved(posts: Sequence[Said]) -> Resolved | None:
    """Return how the topic was resolved, by the highest grade that holds; `posts` stand in the order of time."""
    answers = [post for post in posts if post.kind == "answer"]
    if accepted := _best([post for post in answers if post.accepted]):
        return _resolved("accepted", accepted, posts)
    if confirmed := _most_confirmed(answers):
        return _resolved("confirmed", confirmed, posts)
    foreign = [post for post in answers if not post.by_asker]
    if found := _confirmation(foreign, [post for post in posts if post.by_asker]):
        answer, evidence = found
        return _resolved("confirmed", answer, posts, evidence.id)
    rated = [post for post in foreign if post.kudos >= LIKELY_RATINGS and not post.against]
    likely = _best(rated)
    return _resolved("likely", likely, posts) if likely else None


def holds_at(found: Resolved, moment: datetime) -> bool:
    """Tell whether the grade holds at `moment`: a likely one waits until the asker was silent for 14 days."""
    return found.grade != "likely" or moment - found.silent_since >= SILENT


def _confirmation(answers: Sequence[Said], asker: Sequence[Said]) -> tuple[Said, Said] | None:
    """Return the answer that the asker's last confirmation speaks of, with that post; None when a question follows."""
    by_id = {answer.id: answer for answer in answers}
    for post in reversed(asker):
        before = [answer for answer in answers if (answer.at, answer.id) < (post.at, post.id)]
        if before and confirms(post.text):
            return by_id.get(post.parent_id or 0) or before[-1], post
        if asks(post.text):
            return None
    return None


def _most_confirmed(answers: Sequence[Said]) -> Said | None:
    """Return the answer that worked for the most people, of equals the better rated; None where none worked."""
    most = max((post.worked for post in answers), default=0)
    return _best([post for post in answers if post.worked == most]) if most else None


def _best(answers: Sequence[Said]) -> Said | None:
    """Return the answer with the most ratings, of equals the earlier one."""
    return min(answers, key=lambda post: (post.against - post.kudos, post.at, post.id), default=None)


def _resolved(grade: Grade, answer: Said, posts: Sequence[Said], evidence_id: int | None = None) -> Resolved:
    heard = max([answer.at, *(post.at for post in posts if post.by_asker)])
    return Resolved(grade=grade, answer_id=answer.id, evidence_id=evidence_id, silent_since=heard)
