"""A small community in which every address of the house leads somewhere."""

from dataclasses import dataclass

from support import people, wishes

from community.accounts.models import Member
from community.forum.models import Board, Post, Topic
from community.forum.services import topics, visibility
from community.kernel.auth import Viewer
from ideas.models import Comment, Idea
from ideas.services import comments, submissions

MODERATOR = Viewer(role="admin")


@dataclass
class Scene:
    """A public board, whose topics belong to somebody other than the one who walks through it."""

    author: Member
    helper: Member
    board: Board

    def topic(self, title: str = "The hub does not find my battery") -> Topic:
        return people.topic(self.board, self.author, title, tags=("battery",))

    def closed_topic(self) -> Topic:
        made = self.topic("A topic that was closed long ago")
        topics.close_topic(topic=made, by=MODERATOR, reason="It is settled.")
        return made

    def answer(self, *, accepted: bool = False, hidden: bool = False) -> Post:
        topic = self.topic()
        made = people.answer(topic, self.helper)
        if accepted:
            people.accept(topic, made, self.author)
        if hidden:
            visibility.hide_post(post=made, topic=topic, by=MODERATOR, reason="Off the topic.")
        return made

    def idea(self, *, hidden: bool = False) -> Idea:
        made = wishes.idea(self.author)
        if hidden:
            submissions.hide_idea(idea=made, by=MODERATOR, reason="Off the topic.")
        return made

    def remark(self, *, hidden: bool = False) -> Comment:
        made = wishes.comment(self.idea(), self.helper)
        if hidden:
            comments.hide_comment(comment=made, by=MODERATOR, reason="Off the topic.")
        return made


def build() -> Scene:
    return Scene(people.member("Ines Author"), people.member("Tom Helper"), people.board("Getting started"))
