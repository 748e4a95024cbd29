"""A small community in which every address of the house leads somewhere."""

from dataclasses import dataclass

from support import articles, blogging, memos, people, rulings, uploading, wishes

from community.accounts import keys
from community.accounts.models import Member, Token
from community.accounts.tokens import LIFETIMES
from community.blogs.models import BlogPost
from community.blogs.models import Comment as BlogComment
from community.forum.models import Board, File, Post, Topic
from community.forum.services import files, topics
from community.forum.services import merges as topic_merges
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.weeks import Week
from community.moderation.models import Case, Sanction, WatchedWord
from community.moderation.services import appeals, decisions, sanctions
from ideas.models import Comment, Idea
from ideas.services import merges
from kb_harvest.models import Article
from kb_harvest.services import queue
from voc.engagement import services as watching
from voc.engagement.models import Entry
from voc.insight.memo.models import Memo

MODERATOR = Viewer(role="admin")


@dataclass
class Scene:
    """A public board, whose topics belong to somebody other than the one who walks through it."""

    author: Member
    helper: Member
    culprit: Member
    employee: Member
    board: Board
    editor: Member
    untaken: Post | None = None
    to_split: Post | None = None

    def topic(self, title: str = "The hub does not find my battery") -> Topic:
        return people.topic(self.board, self.author, title, tags=("battery",))

    def closed_topic(self) -> Topic:
        made = self.topic("A topic that was closed long ago")
        topics.close_topic(topic=made, by=MODERATOR, reason="It is settled.")
        return made

    def answer(self, *, accepted: bool = False) -> Post:
        topic = self.topic()
        made = people.answer(topic, self.helper)
        if accepted:
            people.accept(topic, made, self.author)
        return made

    def token(self) -> Token:
        return issue_token(self.author)

    def merged_topic(self) -> Topic:
        kept, made = self.topic(), self.topic("The battery is not found by my hub")
        topic_merges.merge_topics(keep=kept, drop=made, by=MODERATOR)
        return made

    def topic_to_split(self) -> Topic:
        """Return a topic with an answer that can go."""
        made = self.topic()
        self.to_split = people.answer(made, self.helper)
        return made

    def file(self, *, hidden: bool = False) -> File:
        topic = self.topic()
        made = uploading.attached(people.answer(topic, self.helper), topic, self.helper)
        if hidden:
            files.hide_file(file=made, by=MODERATOR, reason="It shows an address.")
        return made

    def idea(self) -> Idea:
        return wishes.idea(self.author)

    def remark(self) -> Comment:
        return wishes.comment(self.idea(), self.helper)

    def case(self, *, decided: bool = False, appealed: bool = False) -> Case:
        made = rulings.flag(self.answer(), self.author)
        if decided:
            decisions.uphold(case=made, by=MODERATOR, reason="OFF_TOPIC")
        if appealed:
            appeals.appeal(case=made, by=people.viewer(self.helper), text="It belongs exactly there.")
        return made

    def word(self) -> WatchedWord:
        rulings.watch("lighthouse keeper", "alert")
        return db.session.query(WatchedWord).filter_by(folded="lighthouse keeper").one()

    def sanction(self) -> Sanction:
        named = {"kind": "silence", "days": 3, "reason": "OBSCENITY", "remark": ""}
        return sanctions.impose(member=self.culprit, by=MODERATOR, **named)

    def merged_idea(self) -> Idea:
        made = self.idea()
        merges.merge_ideas(keep=self.idea(), drop=made, by=MODERATOR)
        return made

    def entry(self) -> Entry:
        watched = people.member("Wanda Watched")
        return watching.add_entry(member=watched, reason="Writes a widely read blog.", by=MODERATOR)

    def solved_topic(self, *, set_aside: bool = False) -> Topic:
        topic = self.topic()
        people.accept(topic, people.answer(topic, self.helper), self.author)
        if set_aside:
            queue.set_aside(topic=topic, by=MODERATOR, reason="Known for years.")
        return topic

    def article(self, *, published: bool = True) -> Article:
        made = articles.draft(self.solved_topic(), self.editor)
        return articles.publish(made, self.editor) if published else made

    def incomplete_article(self) -> Article:
        """Return an article whose topic holds an answer that it has not taken in."""
        topic = self.solved_topic()
        self.untaken = people.answer(topic, self.helper, "Or take its battery out.")
        return articles.draft(topic, self.editor)

    def memo(self, week: str, *, out: bool = False) -> Memo:
        return memos.signed_edition(week, MODERATOR) if out else memos.drafted(Week.parse(week))

    def blog_post(self) -> BlogPost:
        return blogging.post(self.employee)

    def blog_draft(self) -> BlogPost:
        return blogging.draft(self.employee)

    def blog_comment(self) -> BlogComment:
        return blogging.comment(self.blog_post(), self.helper)


def build() -> Scene:
    return Scene(
        author=people.member("Ines Author"),
        helper=people.member("Tom Helper"),
        culprit=people.member("Carl Culprit"),
        employee=people.member("Emil Employee", role="agent"),
        board=people.board("Getting started"),
        editor=people.member("Edda Writer", role="editor"),
    )


def issue_token(member: Member) -> Token:
    """Return a token that opens the API to `member`'s programs."""
    keys.issue(by=people.viewer(member), name="A program", lifetime=LIFETIMES[0], may_write=False, with_role=False)
    return keys.tokens_of(member.id)[0]
