"""What happens on the board of an organisation; its topics are known by their titles."""

from collections.abc import Iterator
from functools import partial

from community.accounts import organisations
from community.forum.models import Topic
from community.forum.services import boards, posts, topics
from community.kernel.auth import ORGANISATION
from community.sample import model

from .lived import SYSTEM, Lived, Step


class AtHome:
    """One organisation among itself."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._talks: dict[model.Talk, Topic] = {}

    def steps(self) -> Iterator[Step]:
        """Yield what is said on the organisation's board."""
        house = self._lived.plan.house
        if house.talks:
            yield house.talks[0].at, partial(self._open_house, house)
        for talk in house.talks:
            yield talk.at, partial(self._begin_talk, house, talk)
            for said in talk.replies:
                yield said.at, partial(self._say_at_home, talk, said)

    def _open_house(self, house: model.House) -> None:
        found = next(one for one in organisations.organisations() if one.name == house.organisation)
        shape = {"name": house.board, "description": house.description, "organisation_id": found.id}
        self._lived.boards[house.organisation] = boards.open_board(**shape, visibility=ORGANISATION, by=SYSTEM)

    def _begin_talk(self, house: model.House, talk: model.Talk) -> None:
        by, board = self._lived.people[talk.author], self._lived.boards[house.organisation]
        self._talks[talk] = topics.start_topic(board=board, by=by, title=talk.title, body=talk.body, kind=talk.kind)

    def _say_at_home(self, talk: model.Talk, said: model.Said) -> None:
        posts.reply(topic=self._talks[talk], by=self._lived.people[said.author], body=said.body)
