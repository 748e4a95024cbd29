"""Ideas: submitted, voted for, talked about and answered."""

from collections.abc import Iterator
from functools import partial

from community.sample import model
from ideas.models import Idea
from ideas.services import comments, moves, submissions, votes

from .lived import Lived, Step


class Wishes:
    """The ideas of the plan, each known by its title, which no other has."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._ideas: dict[str, Idea] = {}

    def steps(self) -> Iterator[Step]:
        """Yield every idea with what happens to it."""
        for idea in self._lived.plan.ideas:
            yield from self._wishes(idea)

    def _wishes(self, idea: model.Idea) -> Iterator[Step]:
        """Yield what happens to an idea; it is known by its title, which no other has."""
        yield idea.at, partial(self._submit, idea)
        for vote in idea.votes:
            yield vote.at, partial(self._vote, idea, vote)
        for comment in idea.comments:
            yield comment.at, partial(self._remark, idea, comment)
        for move in idea.moves:
            yield move.at, partial(self._move, idea, move)

    def _submit(self, idea: model.Idea) -> None:
        by = self._lived.people[idea.author]
        self._ideas[idea.title] = submissions.submit_idea(by=by, title=idea.title, body=idea.body)

    def _vote(self, idea: model.Idea, vote: model.IdeaVote) -> None:
        votes.vote(idea=self._ideas[idea.title], by=self._lived.people[vote.by])

    def _remark(self, idea: model.Idea, comment: model.IdeaComment) -> None:
        comments.comment_on(idea=self._ideas[idea.title], by=self._lived.people[comment.by], body=comment.body)

    def _move(self, idea: model.Idea, move: model.IdeaMove) -> None:
        of, by = self._ideas[idea.title], self._lived.people[move.by]
        moves.move_idea(idea=of, seen=of.status, to=move.to, by=by, response=move.response, reason=move.reason)
