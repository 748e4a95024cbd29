"""A small community in which every address of the house leads somewhere."""

import secrets
from dataclasses import dataclass
from uuid import uuid4
from zoneinfo import ZoneInfo

from support import articles, blogging, mails, memos, people, rulings, telling, uploading, wishes

from community.accounts import confirmation, customer_merges, handles, keys, sessions
from community.accounts.door_models import Identity, Passkey, Session
from community.accounts.models import Handle, Member, RecordMerge, Token
from community.accounts.tokens import LIFETIMES
from community.blogs.models import BlogPost
from community.blogs.models import Comment as BlogComment
from community.forum.models import Board, File, Post, Topic
from community.forum.services import files, topics
from community.forum.services import merges as topic_merges
from community.kernel import clock, jobs, mail, rooms
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import EventRow, last_seq
from community.kernel.outbox import OutboxRow
from community.kernel.weeks import Week
from community.mail.models import Incoming
from community.moderation.models import Case, Sanction, WatchedWord
from community.moderation.services import appeals, decisions, sanctions
from community.notifications import links
from community.notifications.models import Notice
from community.notifications.webhooks import queries as deliveries
from community.notifications.webhooks import services as webhooks
from community.notifications.webhooks import switching
from community.notifications.webhooks.models import Webhook
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

    def notice(self) -> Notice:
        """Return a notice of the author's."""
        return telling.notice(self.author, self.answer())

    def mail_link(self) -> str:
        """Return what stands in a mail of the author's to end such mails."""
        return links.path_of(links.Wish(self.author.id, "at_once")).rpartition("/")[2]

    def token(self) -> Token:
        return issue_token(self.author)

    def session(self) -> Session:
        _secret, id_ = sessions.begin(member_id=self.author.id, kept=True)
        return db.session.get_one(Session, id_)

    def confirmation(self) -> str:
        newcomer = people.member("Nele Newcomer", email=f"{secrets.token_hex(4)}@people.example")
        newcomer.confirmed_at = None
        return confirmation.link(newcomer, newcomer.email or "").rpartition("/")[2]

    def passkey(self) -> Passkey:
        made = Passkey(member_id=self.author.id, name="A key", credential=f"credential-{clock.now()}", public_key="")
        made.sign_count, made.made_at = 0, clock.now()
        db.session.add(made)
        db.session.flush()
        return made

    def mail(self, state: str = "received") -> Incoming:
        made = mails.arrived(mails.letter(message_id=f"<{uuid4()}@people.example>"))
        made.state, made.text = state, mails.HUB if state == "waiting" else ""
        db.session.flush()
        return made

    def identity(self) -> Identity:
        made = Identity(member_id=self.author.id, issuer="https://id.example", subject=f"{clock.now()}")
        made.linked_at = clock.now()
        db.session.add(made)
        db.session.flush()
        return made

    def handle(self) -> Handle:
        named = {"channel": "x", "handle": "@helps-a-lot", "verified": True, "reason": "He wrote us from it."}
        return handles.link(member=self.helper, **named, by=MODERATOR)

    def merged_records(self) -> RecordMerge:
        again = people.member("Tom Helper Again")
        return customer_merges.merge(kept=self.author, dropped=again, reason="He told us so.", by=MODERATOR)

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

    def job(self) -> str:
        """Return the name of a job that has begun."""
        jobs.install(rooms.house().jobs, ZoneInfo("UTC"))
        return "kernel.tidy"

    def message(self, *, state: str = "pending") -> OutboxRow:
        """Return a mail that waits, or was given up."""
        mail.send(key=f"a mail {secrets.token_hex()}", to="ann@people.example", subject="Hello", text="Private words.")
        made = db.session.query(OutboxRow).order_by(OutboxRow.id.desc()).first()
        assert made is not None
        made.state = state
        db.session.flush()
        return made

    def webhook(self, *, on: bool = True) -> Webhook:
        number = len(deliveries.webhooks()) + 1
        made = webhooks.add(url=f"http://127.0.0.1:9/hooks/{number}", kinds=(), by=MODERATOR)
        if not on:
            switching.switch_off(made, "by_hand", by=self.editor.id)
        return made

    def place(self) -> int:
        """Return a place of the log; on PostgreSQL no fact gets one within a test's own transaction."""
        if not last_seq():
            db.session.query(EventRow).order_by(EventRow.id).limit(1).one().seq = 1
            db.session.flush()
        return last_seq()

    def delivery(self) -> tuple[int, int]:
        """Return the numbers of a webhook and of a delivery to it."""
        made = self.webhook()
        place = self.place()
        webhooks.replay(webhook=made, first=place, last=place, by=MODERATOR)
        return made.id, deliveries.deliveries(made.id).rows[0].id

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
