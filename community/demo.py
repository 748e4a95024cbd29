"""A living sample community in an empty database, lived through by the product's own services."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from flask_security.utils import hash_password
from sqlalchemy import insert, select, update

from community.accounts import datastore
from community.accounts.models import Member
from community.forum import rules
from community.forum.models import Board, Post, Tag, Topic
from community.forum.services import answers, boards, edits, follows, kudos, posts, topics
from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.page_views import PageView
from community.sample import model
from community.sample.plan import plan
from ideas.models import Idea
from ideas.services import comments, moves, submissions, votes

PASSWORD = "groundswell"  # noqa: S105 - printed at start; the sample community is refused in production
BATCH = 100
VISIBILITIES = {"mvp": "mvps"}
SYSTEM = Viewer(role="admin")
VIEW_SHARES = (0.45, 0.25, 0.15, 0.1, 0.05)  # how a topic's views spread over the weeks after its beginning
Step = tuple[datetime, Callable[[], None]]
Item = TypeVar("Item")


def is_empty() -> bool:
    """Tell whether nobody is a member yet."""
    with kernel_db.reading() as session:
        return session.scalar(select(Member.id).limit(1)) is None


def plan_until(until: datetime | None) -> model.Plan:
    """Return the half year of the sample community that ends at `until`, or now."""
    return plan(until or clock.now())


def fill(planned: model.Plan, progress: Callable[[int], None]) -> None:
    """Live through the plan in the order of time, some steps a transaction."""
    life = Life(planned)
    steps = sorted(life.steps(), key=lambda step: step[0])
    for batch in _batches(steps):
        with kernel_db.writing():
            for at, act in batch:
                with clock.at(at):
                    act()
        progress(len(batch))
    for part in _batches(planned.topics):
        with kernel_db.writing():
            life.write_views(part)
        progress(len(part))


def steps(planned: model.Plan) -> int:
    """Return how many steps `fill` will report."""
    return sum(1 for _ in Life(planned).steps()) + len(planned.topics)


def sign_ins() -> str:
    """Return the lines that tell a newcomer how to sign in."""
    with kernel_db.reading() as session:
        found = session.execute(
            select(Member.role, Member.email).where(Member.password.is_not(None)).order_by(Member.id)
        ).all()
    lines = [f"  {role:<10} {email}" for role, email in found if email and email.endswith("@sample.example")]
    return f"Sign in with the password “{PASSWORD}” as one of:\n" + "\n".join(lines) if lines else ""


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


class Life:
    """The plan's people and things as they come into being."""

    def __init__(self, planned: model.Plan) -> None:
        self._plan = planned
        self._boards: dict[str, Board] = {}
        self._people: dict[str, Viewer] = {}
        self._topics: dict[int, Topic] = {}
        self._posts: dict[tuple[int, int], Post] = {}
        self._ideas: dict[str, Idea] = {}
        self._password = ""

    def steps(self) -> Iterator[Step]:
        """Yield every act with its moment; acts of one moment stand in the order in which they must happen."""
        first = min(person.joined for person in self._plan.people)
        yield first, self._furnish
        for person in self._plan.people:
            yield person.joined, partial(self._join, person)
        for topic in self._plan.topics:
            yield topic.at, partial(self._start, topic)
            yield from self._acts_in(topic)
        for idea in self._plan.ideas:
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

    def _acts_in(self, topic: model.Topic) -> Iterator[Step]:
        end = topic.closure.at if topic.closure else self._plan.until
        written = [(0, edit) for edit in topic.edits]
        for reply in topic.replies:
            yield reply.at, partial(self._reply, topic, reply)
            written += [(reply.number, edit) for edit in reply.edits]
        for number, edit in written:
            if edit.at < end:
                yield edit.at, partial(self._edit, topic, number, edit)
        for thanks in topic.kudos:
            yield thanks.at, partial(self._thank, topic, thanks)
        for follow in topic.follows:
            yield follow.at, partial(self._follow, topic, follow)
        if topic.acceptance:
            yield topic.acceptance.at, partial(self._accept, topic, topic.acceptance)
        if topic.closure:
            yield topic.closure.at, partial(self._close, topic, topic.closure)

    def _furnish(self) -> None:
        self._password = hash_password(PASSWORD)
        for board in self._plan.boards:
            self._boards[board.key] = boards.open_board(
                name=board.name,
                description=board.description,
                visibility=VISIBILITIES.get(board.visibility, board.visibility),
                staff_start_topics=board.key == "announcements",
                by=SYSTEM,
            )
        db.session.execute(insert(Tag), [{"name": tag.name, "description": tag.description} for tag in self._plan.tags])

    def _join(self, person: model.Person) -> None:
        password = self._password if person.sign_in else None
        member = datastore.join(
            name=person.name, email=person.email, password=password, role=person.role, handle=person.handle
        )
        member.about, member.time_zone, member.language = person.about, person.time_zone, person.language
        self._people[person.handle] = Viewer(member_id=member.id, role=member.role)

    def _start(self, topic: model.Topic) -> None:
        started = topics.start_topic(
            board=self._boards[topic.board],
            by=self._people[topic.author],
            title=topic.title,
            body=topic.body,
            tags=topic.tags,
            kind=topic.kind,
        )
        self._topics[topic.number] = started
        self._posts[topic.number, 0] = db.session.get_one(Post, topics.opening_id(started.id))

    def _reply(self, topic: model.Topic, reply: model.Reply) -> None:
        of, by = self._topics[topic.number], self._people[reply.author]
        if reply.kind == "answer":
            made = posts.reply(topic=of, by=by, body=reply.body)
        else:
            under = self._posts[topic.number, reply.parent or 0]
            above = under if under.kind != "comment" else db.session.get_one(Post, under.parent_id)
            made = posts.comment(post=above, topic=of, by=by, body=reply.body)
        self._posts[topic.number, reply.number] = made

    def _edit(self, topic: model.Topic, number: int, edit: model.Edit) -> None:
        edits.edit_post(
            post=self._posts[topic.number, number],
            topic=self._topics[topic.number],
            by=self._people[edit.by],
            body=edit.body,
            reason=edit.reason,
        )

    def _thank(self, topic: model.Topic, thanks: model.Kudos) -> None:
        post = self._posts[topic.number, thanks.post]
        kudos.give_kudos(post=post, topic=self._topics[topic.number], by=self._people[thanks.by])

    def _follow(self, topic: model.Topic, follow: model.Follow) -> None:
        follows.follow(thing="topic", thing_id=self._topics[topic.number].id, by=self._people[follow.by])

    def _accept(self, topic: model.Topic, acceptance: model.Acceptance) -> None:
        post = self._posts[topic.number, acceptance.reply]
        answers.accept_answer(post=post, topic=self._topics[topic.number], by=self._people[acceptance.by])

    def _close(self, topic: model.Topic, closure: model.Closure) -> None:
        of, by = self._topics[topic.number], self._people[closure.by]
        if not rules.is_moderator(by):
            by = SYSTEM
        if closure.duplicate_of:
            topics.mark_duplicate(topic=of, original=self._topics[closure.duplicate_of], by=by)
        else:
            topics.close_topic(topic=of, by=by, reason=closure.reason)

    def _submit(self, idea: model.Idea) -> None:
        by = self._people[idea.author]
        self._ideas[idea.title] = submissions.submit_idea(by=by, title=idea.title, body=idea.body)

    def _vote(self, idea: model.Idea, vote: model.IdeaVote) -> None:
        votes.vote(idea=self._ideas[idea.title], by=self._people[vote.by])

    def _remark(self, idea: model.Idea, comment: model.IdeaComment) -> None:
        comments.comment_on(idea=self._ideas[idea.title], by=self._people[comment.by], body=comment.body)

    def _move(self, idea: model.Idea, move: model.IdeaMove) -> None:
        of, by = self._ideas[idea.title], self._people[move.by]
        moves.move_idea(idea=of, seen=of.status, to=move.to, by=by, response=move.response, reason=move.reason)

    def write_views(self, some: Sequence[model.Topic]) -> None:
        """Write how often the topics were read, spread over the weeks since they began."""
        rows = [row for topic in some for row in self._views_of(topic)]
        if rows:
            db.session.execute(insert(PageView), rows)
        for topic in some:
            db.session.execute(update(Topic).where(Topic.id == self._topics[topic.number].id).values(views=topic.views))

    def _views_of(self, topic: model.Topic) -> Iterator[dict[str, object]]:
        left = topic.views
        for week, share in enumerate(VIEW_SHARES):
            hour = (topic.at + timedelta(weeks=week)).replace(minute=0, second=0, microsecond=0)
            last = week == len(VIEW_SHARES) - 1 or hour + timedelta(weeks=1) > self._plan.until
            seen = left if last else min(left, round(topic.views * share))
            left -= seen
            if seen:
                yield {
                    "kind": "topic",
                    "thing_id": self._topics[topic.number].id,
                    "hour": hour,
                    "human": seen,
                    "total": seen,
                }
