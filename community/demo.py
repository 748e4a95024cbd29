"""A living sample community in an empty database, lived through by the product's own services."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask_security.utils import hash_password
from sqlalchemy import bindparam, insert, select, update

from community.accounts import datastore, organisations
from community.accounts.customers import CustomerNote, record_customers
from community.accounts.models import Member
from community.blogs.models import BlogPost
from community.blogs.models import Comment as BlogComment
from community.blogs.rules import Words
from community.blogs.services import comments as blog_comments
from community.blogs.services import posts as blog_posts
from community.blogs.services import topics as blog_topics
from community.forum import rules
from community.forum.models import Board, Post, Tag, Topic
from community.forum.services import (
    answers,
    boards,
    edits,
    files,
    follows,
    kudos,
    me_too,
    merges,
    posts,
    splits,
    topics,
    verdicts,
)
from community.forum.services import moves as forum_moves
from community.kernel import clock, consumers
from community.kernel import db as kernel_db
from community.kernel.auth import ORGANISATION, Viewer
from community.kernel.db import db, table_of
from community.kernel.page_views import PageView
from community.kernel.rooms import house
from community.kernel.web.limits import limiter
from community.kernel.web.uploads import receive
from community.kernel.weeks import Week
from community.moderation import subjects
from community.moderation.jobs import give_levels
from community.moderation.models import Case
from community.moderation.services import appeals, decisions, flags, sanctions, watching
from community.sample import model
from community.sample.company import WEEKS
from community.sample.customers import notes_on
from community.sample.pictures import picture_for
from community.sample.plan import plan
from ideas.models import Idea
from ideas.services import comments, moves, submissions, votes
from kb_harvest.models import Article
from kb_harvest.services import drafting, publishing
from reputation import jobs as reputation
from voc.insight.memo import backfill as memo
from voc.insight.memo import services as memo_services

PASSWORD = "groundswell"  # noqa: S105 - printed at start; the sample community is refused in production
BATCH = 100
VISIBILITIES = {"mvp": "mvps"}
SYSTEM = Viewer(role="admin")
WATCHED = {"casino": "block", "crypto giveaway": "hold", "god damn": "mask", "lawyer": "alert"}
WATCHED_FOR = timedelta(days=120)
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
    limiter.enabled, limited = False, limiter.enabled  # half a year is told in a minute
    for batch in _batches(steps):
        with kernel_db.writing():
            for at, act in batch:
                with clock.at(at):
                    act()
        progress(len(batch))
    limiter.enabled = limited
    with kernel_db.writing(), clock.at(planned.until):
        give_levels(planned.until.date().isoformat())
    for part in _batches(planned.topics):
        with kernel_db.writing():
            life.write_views(part)
        progress(len(part))


def look_back(planned: model.Plan, zone: ZoneInfo, progress: Callable[[int], None]) -> None:
    """Let the product know what happened, and let each week that is over have had its memo; the last waits for one."""
    for projection in house().projections:
        consumers.run(projection)
        progress(1)
    with kernel_db.writing():
        reputation.refresh()
    weeks = weeks_over(planned, zone)
    with kernel_db.reading() as session:
        editor = session.scalars(select(Member).where(Member.role == "editor").order_by(Member.id).limit(1)).one()
        signer = editor.viewer
    for week in weeks[:-1]:
        memo.backfill([week], signer)
        progress(1)
    drafted = memo_services.prepared(weeks[-1])
    with kernel_db.writing(), clock.at(weeks[-1].end(zone)):
        memo_services.draft(weeks[-1], drafted)
    progress(1)


def weeks_over(planned: model.Plan, zone: ZoneInfo) -> list[Week]:
    """Return the whole weeks of the half year, oldest first."""
    last = Week.of(planned.until, zone).plus(-1)
    return [week for week in last.back(WEEKS) if week.start(zone) >= planned.since]


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
        self._articles: dict[int, Article] = {}
        self._blog: dict[str, BlogPost] = {}
        self._said: dict[model.BlogComment, BlogComment] = {}
        self._talks: dict[model.Talk, Topic] = {}
        self._subjects: dict[model.Story, int] = {}
        self._cases: dict[model.Story, Case] = {}
        self._astray = {moved.topic: moved.board for moved in planned.tidying.moved}
        self._asides: dict[model.Aside, int] = {}
        self._own_board = {topic.number: topic.board for topic in planned.topics}
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
        for article in self._plan.articles:
            yield article.at, partial(self._draft, article)
            if article.published_at:
                yield article.published_at, partial(self._publish, article)
        for post in self._plan.blog:
            yield from self._blogging(post)
        yield from self._at_home(self._plan.house)
        for tie in self._plan.acquaintances:
            yield tie.at, partial(self._get_to_know, tie)
        yield self._plan.until - WATCHED_FOR, self._watch
        for story in self._plan.stories:
            yield from self._quarrel(story)
        yield from self._put_in_order(self._plan.tidying)

    def _put_in_order(self, tidying: model.Tidying) -> Iterator[Step]:
        """Yield what moderators move, merge and split."""
        for moved in tidying.moved:
            yield moved.at, partial(self._move_to_its_board, moved)
        for twice in tidying.twice:
            yield twice.at, partial(self._merge, twice)
        for aside in tidying.asides:
            yield aside.at, partial(self._put_aside, aside)
            yield aside.split_at, partial(self._split_off, aside)

    def _quarrel(self, story: model.Story) -> Iterator[Step]:
        """Yield what happens to something that is flagged."""
        yield story.at, partial(self._begin, story)
        yield story.flagged_at, partial(self._flag, story)
        if story.verdict:
            yield story.ruled_at, partial(self._rule, story)
        if story.appeal:
            yield story.appealed_at, partial(self._appeal, story)
            yield story.answered_at, partial(self._answer_appeal, story)

    def _at_home(self, house: model.House) -> Iterator[Step]:
        """Yield what happens on the board of an organisation; its topics are known by their titles."""
        if house.talks:
            yield house.talks[0].at, partial(self._open_house, house)
        for talk in house.talks:
            yield talk.at, partial(self._begin_talk, house, talk)
            for said in talk.replies:
                yield said.at, partial(self._say_at_home, talk, said)

    def _wishes(self, idea: model.Idea) -> Iterator[Step]:
        """Yield what happens to an idea; it is known by its title, which no other has."""
        yield idea.at, partial(self._submit, idea)
        for vote in idea.votes:
            yield vote.at, partial(self._vote, idea, vote)
        for comment in idea.comments:
            yield comment.at, partial(self._remark, idea, comment)
        for move in idea.moves:
            yield move.at, partial(self._move, idea, move)

    def _blogging(self, post: model.BlogPost) -> Iterator[Step]:
        """Yield what happens to a blog post; it is known by its title, which no other has."""
        yield post.at, partial(self._tell, post)
        for comment in post.comments:
            yield comment.at, partial(self._say, post, comment)
            if comment.topic:
                yield comment.topic.at, partial(self._make_topic, post, comment, comment.topic)

    def _acts_in(self, topic: model.Topic) -> Iterator[Step]:
        end = topic.closure.at if topic.closure else self._plan.until
        written = [(0, edit) for edit in topic.edits]
        for reply in topic.replies:
            yield reply.at, partial(self._reply, topic, reply)
            written += [(reply.number, edit) for edit in reply.edits]
        for number, edit in written:
            if edit.at < end:
                yield edit.at, partial(self._edit, topic, number, edit)
        answered = {reply.number for reply in topic.replies if reply.kind == "answer"}
        for thanks in topic.kudos:
            yield thanks.at, partial(self._thank, topic, thanks)
            if thanks.post in answered and thanks.at.minute % 3 == 0:
                yield thanks.at, partial(self._confirm, topic, thanks)
        for follow in topic.follows:
            yield follow.at, partial(self._follow, topic, follow)
            if topic.kind == "question" and follow.by != topic.author and follow.at.minute % 2 == 0:
                yield follow.at, partial(self._have_it_too, topic, follow)
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
                kind=board.kind,
                staff_start_topics=board.key == "announcements",
                by=SYSTEM,
            )
        db.session.execute(insert(Tag), [{"name": tag.name, "description": tag.description} for tag in self._plan.tags])

    def _join(self, person: model.Person) -> None:
        password = self._password if person.sign_in else None
        member = datastore.join(
            name=person.name, email=person.email, password=password, role=person.role, handle=person.handle
        )
        member.trust_level = 1  # until the first night, so that nobody's links wait for a moderator
        member.about, member.time_zone, member.language = person.about, person.time_zone, person.language
        known = {"member_id": member.id, "as_of": person.joined.date()}
        for note in notes_on(person):
            record_customers([CustomerNote(**known, **vars(note))])
        self._people[person.handle] = member.viewer

    def _get_to_know(self, tie: model.Acquaintance) -> None:
        whom = db.session.get_one(Member, self._people[tie.whom].member_id)
        follows.follow_member(member=whom, by=self._people[tie.by])

    def _open_house(self, house: model.House) -> None:
        found = next(one for one in organisations.organisations() if one.name == house.organisation)
        shape = {"name": house.board, "description": house.description, "organisation_id": found.id}
        self._boards[house.organisation] = boards.open_board(**shape, visibility=ORGANISATION, by=SYSTEM)

    def _begin_talk(self, house: model.House, talk: model.Talk) -> None:
        by, board = self._people[talk.author], self._boards[house.organisation]
        self._talks[talk] = topics.start_topic(board=board, by=by, title=talk.title, body=talk.body, kind=talk.kind)

    def _say_at_home(self, talk: model.Talk, said: model.Said) -> None:
        posts.reply(topic=self._talks[talk], by=self._people[said.author], body=said.body)

    def _start(self, topic: model.Topic) -> None:
        started = topics.start_topic(
            board=self._boards[self._astray.get(topic.number, topic.board)],
            by=self._people[topic.author],
            title=topic.title,
            body=topic.body,
            tags=topic.tags,
            kind=topic.kind,
            files=self._picture_of(topic),
        )
        self._topics[topic.number] = started
        self._posts[topic.number, 0] = db.session.get_one(Post, topics.opening_id(started.id))

    def _picture_of(self, topic: model.Topic) -> files.Chosen:
        """Return what an asker adds to a question: here and there a picture."""
        drawn = picture_for(topic.number) if topic.kind == "question" else None
        if drawn is None:
            return files.NO_FILES
        kept = files.keep(by=self._people[topic.author], uploads=[receive(drawn.name, drawn.content)])
        return files.Chosen(kept={file.id: drawn.alt for file in kept})

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

    def _confirm(self, topic: model.Topic, thanks: model.Kudos) -> None:
        post = self._posts[topic.number, thanks.post]
        verdicts.confirm(post=post, topic=self._topics[topic.number], by=self._people[thanks.by])

    def _have_it_too(self, topic: model.Topic, follow: model.Follow) -> None:
        me_too.say_me_too(topic=self._topics[topic.number], by=self._people[follow.by])

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

    def _move_to_its_board(self, moved: model.Moved) -> None:
        board = self._boards[self._own_board[moved.topic]]
        forum_moves.move_topic(topic=self._topics[moved.topic], board=board, by=self._people[moved.by])

    def _merge(self, twice: model.Twice) -> None:
        keep, drop = self._topics[twice.first], self._topics[twice.topic]
        merges.merge_topics(keep=keep, drop=drop, by=self._people[twice.by])

    def _put_aside(self, aside: model.Aside) -> None:
        of, by = self._topics[aside.topic], self._people[aside.author]
        self._asides[aside] = posts.reply(topic=of, by=by, body=aside.body).id

    def _split_off(self, aside: model.Aside) -> None:
        splits.split_topic(
            topic=self._topics[aside.topic],
            post_ids=[self._asides[aside]],
            board=self._boards[aside.board],
            title=aside.title,
            by=self._people[aside.by],
        )

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

    def _watch(self) -> None:
        for phrase, action in WATCHED.items():
            watching.watch(phrase=phrase, action=action, by=SYSTEM)

    def _begin(self, story: model.Story) -> None:
        of, by = self._topics[story.topic], self._people[story.author]
        self._subjects[story] = posts.reply(topic=of, by=by, body=story.body).id

    def _flag(self, story: model.Story) -> None:
        key, by = ("post", self._subjects[story]), self._people[story.flagged_by]
        thing = subjects.subjects([key], SYSTEM)[key]
        self._cases[story] = flags.flag(thing=thing, reason=story.reason, note=story.note, by=by)

    def _rule(self, story: model.Story) -> None:
        case, by = self._cases[story], self._people[story.ruled_by]
        if story.verdict == "uphold":
            decisions.uphold(case=case, by=by, reason=story.reason, remark=story.remark)
        else:
            decisions.keep(case=case, by=by, remark=story.remark)
        if story.silence_days:
            author = db.session.get_one(Member, case.author_id)
            named = {"kind": "silence", "days": story.silence_days, "reason": story.reason, "remark": story.remark}
            sanctions.impose(member=author, by=by, **named)

    def _appeal(self, story: model.Story) -> None:
        appeals.appeal(case=self._cases[story], by=self._people[story.author], text=story.appeal or "")

    def _answer_appeal(self, story: model.Story) -> None:
        ruling = appeals.overturn if story.overturned else appeals.confirm
        ruling(case=self._cases[story], by=self._people[story.answered_by], answer=story.answer)

    def _draft(self, article: model.Article) -> None:
        made = drafting.draft_from_topic(topic=self._topics[article.topic], by=self._people[article.by])
        self._articles[article.topic] = made

    def _publish(self, article: model.Article) -> None:
        made, by = self._articles[article.topic], self._people[article.published_by]
        publishing.publish_article(article=made, seen=made.version, by=by, audience="public")

    def _tell(self, post: model.BlogPost) -> None:
        by, visibility = self._people[post.author], VISIBILITIES.get(post.visibility, post.visibility)
        words = Words(title=post.title, body=post.body, kind=post.kind, voice=post.voice, visibility=visibility)
        self._blog[post.title] = blog_posts.draft_post(by=by, words=words)
        blog_posts.publish_post(post=self._blog[post.title], by=by)

    def _say(self, post: model.BlogPost, comment: model.BlogComment) -> None:
        by = self._people[comment.by]
        self._said[comment] = blog_comments.comment_on(post=self._blog[post.title], by=by, body=comment.body)

    def _make_topic(self, post: model.BlogPost, comment: model.BlogComment, topic: model.BlogTopic) -> None:
        blog_topics.make_topic(
            comment=self._said[comment],
            post=self._blog[post.title],
            board=self._boards[topic.board],
            by=self._people[topic.by],
            title=topic.title,
            kind="discussion",
        )

    def write_views(self, some: Sequence[model.Topic]) -> None:
        """Write how often the topics were read, spread over the weeks since they began."""
        rows = [row for topic in some for row in self._views_of(topic)]
        if rows:
            db.session.execute(insert(PageView), rows)
        seen = update(table_of(Topic)).where(table_of(Topic).c.id == bindparam("topic_id"))
        counts = [{"topic_id": self._topics[topic.number].id, "seen": topic.views} for topic in some]
        db.session.execute(seen.values(views=bindparam("seen")), counts)

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
