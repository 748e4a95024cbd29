"""A second reading of a week's numbers: every row of the tables, plain loops, and nothing of our own rules.

It is slow on purpose and shares no code with `voc.insight`, so that both are wrong only if both were misread.
"""

import math
import statistics
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

from sqlalchemy import select

from community.accounts.models import Member
from community.forum.models import Board, Post, Topic, Vote
from community.kernel.db import db
from community.kernel.events import EventRow
from community.kernel.page_views import PageView
from ideas.models import Comment, Idea, Move
from ideas.models import Vote as IdeaVote
from kb_harvest.models import Article
from voc.listening.models import Voice

STAFF = {"agent", "editor", "executive", "admin"}
TAU = 1_000
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass
class Written:
    id: int
    topic: Topic
    board: Board
    kind: str
    at: datetime
    person: object
    staff: bool
    bot: bool
    accepted_at: datetime | None


class Naive:
    """The whole community in memory."""

    def __init__(self, zone):
        self.zone = zone
        self.members = {m.id: m for m in db.session.scalars(select(Member))}
        self.boards = {b.id: b for b in db.session.scalars(select(Board))}
        self.topics = {t.id: t for t in db.session.scalars(select(Topic))}
        rows = list(db.session.scalars(select(Post).order_by(Post.created_at, Post.id)))
        hidden = {p.id for p in rows if p.hidden_at}
        self.posts = [
            self._written(p)
            for p in rows
            if not p.hidden_at and not self.topics[p.topic_id].hidden_at and p.parent_id not in hidden
        ]
        self.public = [p for p in self.posts if p.board.visibility == "public"]
        self.community = [p for p in self.public if not p.staff and not p.bot]
        self.threads = defaultdict(list)
        for post in self.public:
            self.threads[post.topic.id].append(post)
        self.votes = list(db.session.scalars(select(Vote)))
        self.views = list(db.session.scalars(select(PageView)))
        self.ideas = {i.id: i for i in db.session.scalars(select(Idea))}
        self.moves = list(db.session.scalars(select(Move).order_by(Move.at, Move.id)))
        self.remarks = list(db.session.scalars(select(Comment)))
        self.wishes = list(db.session.scalars(select(IdeaVote)))
        self.articles = list(db.session.scalars(select(Article)))
        self.opened = {
            row.payload["board_id"]: row.at
            for row in db.session.scalars(select(EventRow).where(EventRow.kind == "forum.board_opened"))
        }

    def _written(self, post):
        topic = self.topics[post.topic_id]
        member = self.members.get(post.author_id)
        return Written(
            id=post.id,
            topic=topic,
            board=self.boards[topic.board_id],
            kind=post.kind,
            at=post.created_at,
            person=post.author_id if member else ("name", post.author_name),
            staff=bool(member and member.role in STAFF),
            bot=bool(member and member.is_bot),
            accepted_at=post.accepted_at,
        )

    @cache  # noqa: B019 - one community a test
    def start(self, monday):
        return datetime.combine(monday, time(), self.zone).astimezone(UTC)

    def within(self, moment, monday):
        return self.start(monday) <= moment < self.start(monday + timedelta(weeks=1))

    def ordinary(self, member_id):
        member = self.members.get(member_id)
        return member is None or (member.role not in STAFF and not member.is_bot)

    # ---- counts

    def counts(self, monday):
        end = self.start(monday + timedelta(weeks=1))
        mine = [p for p in self.community if self.within(p.at, monday)]
        staff = [p for p in self.public if p.staff and self.within(p.at, monday)]
        ordinary = [m for m in self.members.values() if m.role not in STAFF and not m.is_bot]
        seen = {p.id for p in self.public}
        shown = {i.id for i in self.ideas.values() if not i.hidden_at}
        return {
            "registered": sum(m.joined_at < end and m.active for m in ordinary),
            "new_members": sum(self.within(m.joined_at, monday) for m in ordinary),
            "contributing": len(self.contributors(end, seen, shown)),
            "posts": len(mine),
            "topics": sum(p.kind == "opening" for p in mine),
            "replies": sum(p.kind == "answer" for p in mine),
            "comments": sum(p.kind == "comment" for p in mine),
            "staff_posts": len(staff),
            "staff_replies": sum(p.kind == "answer" for p in staff),
            "kudos": sum(
                v.value == 1 and v.post_id in seen and self.within(v.at, monday) and self.ordinary(v.member_id)
                for v in self.votes
            ),
            "page_views": sum(self.seen(monday).values()) + self.other_views(monday),
            "ideas_submitted": sum(
                i.id in shown and self.within(i.created_at, monday) and self.ordinary(i.author_id)
                for i in self.ideas.values()
            ),
            "idea_votes": sum(
                v.idea_id in shown and self.within(v.at, monday) and self.ordinary(v.member_id) for v in self.wishes
            ),
            "idea_comments": sum(
                c.idea_id in shown
                and not c.hidden_at
                and self.within(c.created_at, monday)
                and self.ordinary(c.author_id)
                for c in self.remarks
            ),
            "ideas_moved": sum(m.idea_id in shown and self.within(m.at, monday) for m in self.moves),
            "ideas_delivered": sum(
                m.idea_id in shown and m.to_status == "delivered" and self.within(m.at, monday) for m in self.moves
            ),
            "ideas_waiting": sum(self.waits(i, end) for i in self.ideas.values() if i.id in shown),
            "articles": sum(
                a.audience == "public" and bool(a.published_at) and self.within(a.published_at, monday)
                for a in self.articles
            ),
        }

    def contributors(self, end, seen, shown):
        start = end - timedelta(days=30)
        people = {p.person for p in self.community if start <= p.at < end and p.person in self.members}
        people |= {v.member_id for v in self.votes if v.value == 1 and v.post_id in seen and start <= v.at < end}
        people |= {i.author_id for i in self.ideas.values() if i.id in shown and start <= i.created_at < end}
        people |= {
            c.author_id for c in self.remarks if c.idea_id in shown and not c.hidden_at and start <= c.created_at < end
        }
        people |= {v.member_id for v in self.wishes if v.idea_id in shown and start <= v.at < end}
        return {p for p in people if p is not None and self.ordinary(p)}

    def waits(self, idea, end):
        moves = [m for m in self.moves if m.idea_id == idea.id and m.at < end]
        last = moves[-1] if moves else None
        under_review = last is not None and last.to_status == "under_review"
        return under_review and last.at < end - timedelta(days=90) and idea.merged_into_id is None

    def seen(self, monday):
        """Return human views by topic on public boards."""
        views = defaultdict(int)
        for view in self.views:
            if view.kind == "topic" and view.thing_id in self.threads and self.within(view.hour, monday):
                views[view.thing_id] += view.human
        return views

    def other_views(self, monday):
        return sum(v.human for v in self.views if v.kind != "topic" and self.within(v.hour, monday))

    # ---- rates

    def rates(self, monday):
        found = {"sentiment": self.sentiment(monday)} | self.waited(monday)
        mine = [p for p in self.community if self.within(p.at, monday)]
        topics = sum(p.kind == "opening" for p in mine)
        found["replies_per_topic"] = (sum(p.kind == "answer" for p in mine) / topics if topics else None, topics)
        return found

    def questions(self, monday):
        return [
            thread
            for thread in self.threads.values()
            for p in thread
            if p.kind == "opening"
            and p.topic.kind == "question"
            and not p.staff
            and not p.bot
            and self.within(p.at, monday)
        ]

    def waited(self, monday):
        end = self.start(monday + timedelta(weeks=1))
        asked = self.questions(monday)
        waits, staff_waits, solved = [], [], 0
        for thread in asked:
            opening = next(p for p in thread if p.kind == "opening")
            others = [p for p in thread if p.person != opening.person and not p.bot and p.at < end]
            first = min((p.at for p in others), default=None)
            if first is None or first >= opening.at:
                waits.append(self.hours(opening.at, first, end))
                by_staff = min((p.at for p in others if p.staff), default=None)
                staff_waits.append(self.hours(opening.at, by_staff, end))
            solved += any(p.accepted_at and p.accepted_at < end for p in thread)
        if not any(p.staff and p.at < end for p in self.posts):
            staff_waits = []  # where nobody is employed, nobody waits for an employee
        answered = [h for h, done in waits if done]
        by_staff = [h for h, done in staff_waits if done]
        return {
            "solved": (solved / len(asked) if asked else None, len(asked)),
            "first_response": self.share(waits),
            "first_response_honest_median": (self.kaplan_meier(waits), len(waits)),
            "first_response_median": (self.median(answered), len(answered)),
            "first_response_mean": (sum(answered) / len(answered) if answered else None, len(answered)),
            "first_response_p90": (self.percentile(answered), len(answered)),
            "staff_response": self.share(staff_waits),
            "staff_response_median": (self.median(by_staff), len(by_staff)),
        }

    @staticmethod
    def hours(asked, answered, end):
        return ((answered or end) - asked).total_seconds() / 3600, answered is not None

    @staticmethod
    def median(values):
        return statistics.median(values) if values else None

    @staticmethod
    def percentile(values):
        if len(values) < 2:
            return values[0] if values else None
        return statistics.quantiles(values, n=10, method="inclusive")[8]

    @staticmethod
    def share(waits):
        judged = [(h, done) for h, done in waits if done or h > 6]
        return (sum(done and h <= 6 for h, done in judged) / len(judged) if judged else None, len(judged))

    @staticmethod
    def kaplan_meier(waits):
        left = 1.0
        for moment in sorted({h for h, done in waits if done}):
            risk = sum(h >= moment for h, _ in waits)
            left *= (risk - sum(done and h == moment for h, done in waits)) / risk
            if left <= 0.5 + 1e-12:
                return moment
        return None

    def sentiment(self, monday):
        public, shown = {p.id for p in self.public}, {i.id for i in self.ideas.values() if not i.hidden_at}
        remarks = {c.id: c for c in self.remarks if not c.hidden_at and c.idea_id in shown}
        said = defaultdict(list)
        for voice in db.session.scalars(select(Voice).where(Voice.status == "scored")):
            stands = {
                "topic": voice.thing_id in self.threads,
                "post": voice.thing_id in public,
                "idea": voice.thing_id in shown,
                "idea_comment": voice.thing_id in remarks,
            }[voice.thing_kind]
            if stands and self.within(voice.said_at, monday) and self.ordinary(voice.author_id):
                said[voice.author_id or voice.author_name].append(voice.compound)
        means = [sum(values) / len(values) for values in said.values()]
        balance = sum((round(m, 4) >= 0.05) - (round(m, 4) <= -0.05) for m in means)
        return (100 * balance / len(means) if means else None, len(means))

    # ---- health

    @cache  # noqa: B019 - the weeks of a test share most of their memory
    def raw(self, monday):
        """Return the six raw factors of a week, None where there is nothing to know, and the evidence."""
        end, tau = self.start(monday + timedelta(weeks=1)), timedelta(minutes=TAU)
        terms, talk, posts_on, read = [], [], defaultdict(int), 0.0
        seen = self.seen(monday)
        for thread in self.threads.values():
            own = sorted(
                (p for p in thread if not p.staff and not p.bot), key=lambda p: (p.kind != "opening", p.at, p.id)
            )
            for before, post in pairwise(own):
                if self.within(post.at, monday) and post.person != before.person and post.at >= before.at:
                    terms.append(1 / (1 + (post.at - before.at).total_seconds() / 60 / TAU))
            opening = next((p for p in thread if p.kind == "opening"), None)
            if opening and not opening.staff and not opening.bot and self.within(opening.at + tau, monday):
                others = [p for p in thread if p.person != opening.person and not p.bot]
                if not any(p.at < end for p in others):
                    terms.append(0.0)
            here = [p for p in own if self.within(p.at, monday)]
            if here:
                so_far = [p for p in own if p.at < end]
                talk.append(len({p.person for p in so_far}) ** (2 / 3) * len(so_far) ** (1 / 3))
                posts_on[here[0].board.id] += len(here)
                read += len(here) * math.log2(1 + seen[here[0].topic.id])
        members = [m.joined_at for m in self.members.values() if m.role not in STAFF and not m.is_bot]
        written = [p.at for p in self.posts if not p.staff and not p.bot]
        hours = [v.hour for v in self.views]
        began = {name: bool(v) and min(v) < end for name, v in (("m", members), ("p", written), ("v", hours))}
        boards = [b for b in self.boards.values() if b.visibility == "public" and self.since(b) < end]
        lively = [posts_on[b.id] / (posts_on[b.id] + 50) for b in boards] if began["p"] else []
        joined = sum(self.within(at, monday) for at in members)
        return {
            "members": (joined if began["m"] else None, None),
            "content": (read if began["v"] and began["p"] else None, None),
            "traffic": (sum(seen.values()) + self.other_views(monday) if began["v"] else None, None),
            "responsiveness": (sum(terms) / len(terms) if terms else None, len(terms)),
            "interaction": (sum(talk) / len(talk) if talk else None, len(talk)),
            "liveliness": (sum(lively) / len(lively) if lively else None, len(boards)),
        }

    def since(self, board):
        first = [t.created_at for t in self.topics.values() if t.board_id == board.id]
        return min([*first, self.opened.get(board.id, NEVER)])

    def health(self, monday, weeks=76):
        """Return the raw factors, and the index with its halves, of a week."""
        past = [self.raw(monday - timedelta(weeks=n)) for n in range(weeks - 1, -1, -1)]
        scores = {name: self.score(name, [week[name] for week in past]) for name in past[-1]}
        halves = (("members", "content", "traffic"), ("responsiveness", "interaction", "liveliness"))
        return {name: value for name, (value, _evidence) in past[-1].items()} | {
            "health": self.product(scores, 4),
            "health_diagnostic": self.product({n: scores[n] for n in halves[0]}, 2),
            "health_predictive": self.product({n: scores[n] for n in halves[1]}, 2),
        }

    def score(self, name, weeks):
        values = [value for value, _evidence in weeks]
        evidence = weeks[-1][1]
        needed = {"responsiveness": 20, "interaction": 10, "liveliness": 1}.get(name)
        if needed is not None and (values[-1] is None or evidence < needed):
            return None
        if name in ("responsiveness", "liveliness"):
            return values[-1]
        cut = [self.cut(values, n) for n in range(len(values))]
        newest = list(reversed(cut))[:50]
        known = [(0.94**k, v) for k, v in enumerate(newest) if v is not None]
        if len(known) < (4 if name == "interaction" else 8):
            return None
        long = sum(w * v for w, v in known) / sum(w for w, _v in known)
        if name == "interaction":
            return long / (long + 3)
        last = [v for v in cut[-4:] if v is not None]
        short = sum(last) / len(last)
        return None if short + long == 0 else (short + 1) / (short + 1 + long + 1)

    @staticmethod
    def cut(values, n):
        before = [math.log1p(v) for v in values[max(0, n - 26) : n] if v is not None]
        if values[n] is None or len(before) < 8:
            return values[n]
        middle = statistics.median(before)
        spread = statistics.median(abs(v - middle) for v in before)
        return min(values[n], math.expm1(middle + 3 * 1.4826 * spread))

    @staticmethod
    def product(scores, needed):
        known = [max(0.01, q) for q in scores.values() if q is not None]
        return round(1000 * math.prod(known) ** (1 / len(known))) if len(known) >= needed else None


def monday_of(key: str) -> date:
    year, week = key.split("-W")
    return date.fromisocalendar(int(year), int(week), 1)
