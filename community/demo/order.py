"""What moderators see to: quarrels and their appeals, watched words, and topics that are moved, merged and split."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from community.accounts.models import Member
from community.blogs.models import BlogPost
from community.forum.services import merges, moves, posts, splits
from community.kernel.db import db
from community.moderation import subjects
from community.moderation.models import Case
from community.moderation.services import appeals, decisions, flags, redactions, sanctions, watching
from community.sample import model

from .lived import SYSTEM, Lived, Step

WATCHED = {"casino": "block", "crypto giveaway": "hold", "god damn": "mask", "lawyer": "alert"}
WATCHED_FOR = timedelta(days=120)


class Quarrels:
    """What was flagged, and how it was settled, if it was."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._subjects: dict[model.Story, int] = {}
        self._cases: dict[model.Story, Case] = {}

    def steps(self) -> Iterator[Step]:
        """Yield the words that are watched, and every quarrel."""
        yield self._lived.plan.until - WATCHED_FOR, self._watch
        for story in self._lived.plan.stories:
            yield from self._quarrel(story)
        for complaint in self._lived.plan.complaints:
            yield complaint.at, partial(self._complain, complaint)

    def _quarrel(self, story: model.Story) -> Iterator[Step]:
        """Yield what happens to something that is flagged."""
        yield story.at, partial(self._begin, story)
        yield story.flagged_at, partial(self._flag, story)
        if story.verdict:
            yield story.ruled_at, partial(self._rule, story)
        if story.appeal:
            yield story.appealed_at, partial(self._appeal, story)
            yield story.answered_at, partial(self._answer_appeal, story)

    def _watch(self) -> None:
        for phrase, action in WATCHED.items():
            watching.watch(phrase=phrase, action=action, by=SYSTEM)

    def _begin(self, story: model.Story) -> None:
        of, by = self._lived.topics[story.topic], self._lived.people[story.author]
        self._subjects[story] = posts.reply(topic=of, by=by, body=story.body).id

    def _flag(self, story: model.Story) -> None:
        key, by = ("post", self._subjects[story]), self._lived.people[story.flagged_by]
        thing = subjects.subjects([key], SYSTEM)[key]
        self._cases[story] = flags.flag(thing=thing, reason=story.reason, note=story.note, by=by)

    def _rule(self, story: model.Story) -> None:
        case, by = self._cases[story], self._lived.people[story.ruled_by]
        if story.verdict == "uphold":
            decisions.uphold(case=case, by=by, reason=story.reason, remark=story.remark)
        else:
            decisions.keep(case=case, by=by, remark=story.remark)
        if story.cut:
            key = ("post", self._subjects[story])
            redactions.redact(thing=subjects.subjects([key], SYSTEM)[key], words=story.cut, reason=story.reason, by=by)
        if story.silence_days:
            author = db.session.get_one(Member, case.author_id)
            named = {"kind": "silence", "days": story.silence_days, "reason": story.reason, "remark": story.remark}
            sanctions.impose(member=author, by=by, **named)

    def _complain(self, complaint: model.Complaint) -> None:
        post_id = db.session.scalars(select(BlogPost.id).where(BlogPost.title == complaint.post)).one()
        thing, by = subjects.subjects([("blog_post", post_id)], SYSTEM)["blog_post", post_id], complaint.by
        flags.flag(thing=thing, reason=complaint.reason, note=complaint.note, by=self._lived.people[by])

    def _appeal(self, story: model.Story) -> None:
        appeals.appeal(case=self._cases[story], by=self._lived.people[story.author], text=story.appeal or "")

    def _answer_appeal(self, story: model.Story) -> None:
        ruling = appeals.overturn if story.overturned else appeals.confirm
        ruling(case=self._cases[story], by=self._lived.people[story.answered_by], answer=story.answer)


class Tidying:
    """What is moved, merged and split."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._own_board = {topic.number: topic.board for topic in lived.plan.topics}
        self._asides: dict[model.Aside, int] = {}

    def steps(self) -> Iterator[Step]:
        """Yield what moderators put in order."""
        tidying = self._lived.plan.tidying
        for moved in tidying.moved:
            yield moved.at, partial(self._move_to_its_board, moved)
        for twice in tidying.twice:
            yield twice.at, partial(self._merge, twice)
        for aside in tidying.asides:
            yield aside.at, partial(self._put_aside, aside)
            yield aside.split_at, partial(self._split_off, aside)

    def _move_to_its_board(self, moved: model.Moved) -> None:
        board = self._lived.boards[self._own_board[moved.topic]]
        moves.move_topic(topic=self._lived.topics[moved.topic], board=board, by=self._lived.people[moved.by])

    def _merge(self, twice: model.Twice) -> None:
        keep, drop = self._lived.topics[twice.first], self._lived.topics[twice.topic]
        merges.merge_topics(keep=keep, drop=drop, by=self._lived.people[twice.by])

    def _put_aside(self, aside: model.Aside) -> None:
        of, by = self._lived.topics[aside.topic], self._lived.people[aside.author]
        self._asides[aside] = posts.reply(topic=of, by=by, body=aside.body).id

    def _split_off(self, aside: model.Aside) -> None:
        splits.split_topic(
            topic=self._lived.topics[aside.topic],
            post_ids=[self._asides[aside]],
            board=self._lived.boards[aside.board],
            title=aside.title,
            by=self._lived.people[aside.by],
        )
