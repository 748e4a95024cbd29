"""A dump written into the database, batch by batch; each batch and its facts are one short transaction.

Nothing remembers how far an import came: each batch looks up what is there already, so an import that was killed
is simply run again, and a dump that was imported before changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from community.accounts.intake import Handles, take_members
from community.forum.intake import answers, closings, finding, follows, posts, revisions, tags, votes
from community.forum.intake.incoming import IncomingPost
from community.forum.intake.origin import Origin
from community.forum.intake.texts import Texts
from community.kernel import db as kernel_db
from community.porting import translation
from community.porting.stackexchange.dump import Dump
from community.porting.stackexchange.duplicates import originals
from community.porting.stackexchange.id_map import IdMap
from community.porting.stackexchange.records import DumpClosure, DumpLink, DumpPost, DumpRevision, DumpVote
from community.porting.stackexchange.site import Site
from community.porting.stackexchange.survey import Survey
from community.porting.stackexchange.tables import COMMENTS, HISTORY, LINKS, POSTS, TAGS, USERS, VOTES

Progress = Callable[[int], None]
Batch = list[Any]
SMALL, LARGE = 100, 300  # rows a transaction: with texts, and without


@dataclass(frozen=True, kw_only=True)
class Step:
    """One pass over a file: `take` writes a batch and says what came of it."""

    name: str
    records: Iterable[Any]
    size: int
    take: Callable[[Batch], Counter[str]]


class Import:
    """One dump on its way into one board."""

    def __init__(self, dump: Dump, site: Site, origin: Origin) -> None:
        self._dump, self._site, self._origin = dump, site, origin
        self._handles = Handles()
        self._votes_met = IdMap()
        self._closures: dict[int, list[DumpClosure]] = defaultdict(list)

    def run(self, progress: Progress = lambda _records: None) -> dict[str, Counter[str]]:
        """Write all that the dump tells; return what came of it, by step."""
        done: dict[str, Counter[str]] = {}
        for step in self._steps():
            done[step.name] = Counter()
            for batch in _batches(step.records, step.size):
                done[step.name] += step.take(batch)
                progress(len(batch))
        return done

    def _steps(self) -> Iterator[Step]:
        """Yield the steps, each when those before it are done: what a row hangs on is there before it."""
        yield self._members()
        yield Step(name="tags", records=self._dump.kept(TAGS), size=LARGE, take=self._take_tags)
        yield self._posts("topics", self._questions(), self._post_of)
        yield self._posts("answers", (p for p in self._dump.kept(POSTS) if p.kind == "answer"), self._post_of)
        yield self._descriptions()
        yield self._posts("comments", self._dump.kept(COMMENTS), lambda c: translation.comment_of(c, self._site))
        take = self._writing(revisions.take_revisions)
        yield Step(name="revisions", records=self._revisions(), size=SMALL, take=take)
        yield Step(name="votes", records=self._dump.kept(VOTES), size=LARGE, take=self._take_votes)
        yield Step(name="votes taken back", records=self._votes_gone(), size=LARGE, take=self._writing(votes.withdraw))
        yield Step(name="accepted answers", records=self._accepted(), size=LARGE, take=self._take_accepted)
        yield Step(
            name="accepted no longer", records=self._unaccepted(), size=LARGE, take=self._writing(answers.unaccept)
        )
        links = map(translation.link_of, self._dump.kept(LINKS))
        yield Step(name="links", records=links, size=LARGE, take=self._writing(closings.take_links))
        yield Step(name="closings", records=self._closings(), size=LARGE, take=self._writing(closings.take_closings))

    def _writing(self, take: Callable[[Any, Origin], Counter[str]]) -> Callable[[Batch], Counter[str]]:
        def taking(batch: Batch) -> Counter[str]:
            with kernel_db.writing():
                return take(batch, self._origin)

        return taking

    def _members(self) -> Step:
        def take(batch: Batch) -> Counter[str]:
            with kernel_db.writing():
                return take_members(batch, source=self._origin.source, handles=self._handles)

        records = map(translation.member_of, self._dump.kept(USERS))
        return Step(name="members", records=records, size=LARGE, take=take)

    def _take_tags(self, batch: Batch) -> Counter[str]:
        with kernel_db.writing():
            return Counter({"new": tags.take_tags(tag.name for tag in batch)})

    def _descriptions(self) -> Step:
        def take(batch: Batch) -> Counter[str]:
            words = {post.tags[0]: translation.description_of(post) for post in batch}
            with kernel_db.writing():
                return Counter({"new": tags.describe(words)})

        records = (post for post in self._dump.kept(POSTS) if post.kind == "tag description")
        return Step(name="tag descriptions", records=records, size=SMALL, take=take)

    def _questions(self) -> Iterator[DumpPost]:
        return (post for post in self._dump.kept(POSTS) if post.kind == "question")

    def _post_of(self, post: DumpPost) -> IncomingPost:
        return translation.post_of(post, self._site)

    def _posts(self, name: str, records: Iterable[Any], translate: Callable[[Any], IncomingPost]) -> Step:
        def take(batch: Batch) -> Counter[str]:
            texts = Texts()
            with kernel_db.reading():
                posts.prepare(batch, self._origin, texts)
            with kernel_db.writing():
                return posts.take_posts(batch, self._origin, texts)

        return Step(name=name, records=map(translate, records), size=SMALL, take=take)

    def _revisions(self) -> Iterator[Any]:
        for record in self._dump.history():
            if isinstance(record, DumpRevision):
                yield translation.revision_of(record)
            else:
                self._closures[record.post_id].append(record)

    def _take_votes(self, batch: list[DumpVote]) -> Counter[str]:
        counted = [vote for vote in batch if vote.kind in ("up", "down")]
        followed = [follow for vote in batch if (follow := translation.follow_of(vote))]
        with kernel_db.writing():
            new = votes.take_votes([translation.vote_of(vote) for vote in counted], self._origin)
            new += answers.accept({vote.post_id: vote.day for vote in batch if vote.kind == "accept"}, self._origin)
            new += follows.take_follows(followed, self._origin)
        for vote in counted:
            self._votes_met.claim(vote.id)
        return new

    def _votes_gone(self) -> Iterator[int]:
        """Yield the votes here that the dump lacks though it has their post."""
        if not self._dump.has(VOTES):
            return
        with kernel_db.reading():
            after, page = 0, votes.stored(self._origin, after=0, limit=LARGE)
        while page:
            yield from (v.id for v in page if v.source_id not in self._votes_met and self._dump.has_post(v.post))
            after = page[-1].id
            with kernel_db.reading():
                page = votes.stored(self._origin, after=after, limit=LARGE)

    def _accepted(self) -> Iterator[DumpPost]:
        return (post for post in self._dump.kept(POSTS) if post.accepted)

    def _take_accepted(self, batch: list[DumpPost]) -> Counter[str]:
        """Accept what no vote accepted, when it was written: nothing tells when that was."""
        with kernel_db.writing():
            return answers.accept({post.id: post.created_at for post in batch}, self._origin)

    def _unaccepted(self) -> Iterator[Any]:
        """Yield the accepted answers here that the dump has and does not call accepted."""
        after = 0
        while True:
            with kernel_db.reading():
                page = finding.accepted(self._origin, after=after, limit=LARGE)
            if not page:
                return
            yield from (a for a in page if self._dump.has_post(a.source_id) and not self._dump.is_accepted(a.source_id))
            after = page[-1].id

    def _closings(self) -> Iterator[Any]:
        duplicates = originals(link for link in self._dump.kept(LINKS) if self._is_duplicate(link))
        for question in self._questions():
            acts = self._closures.get(question.id, ())
            yield translation.closing_of(question, acts, duplicates.get(question.id), self._site)

    def _is_duplicate(self, link: DumpLink) -> bool:
        both = (link.post_id, link.related_id)
        return link.kind == "duplicate" and all(self._dump.is_question(post_id) for post_id in both)


def steps_in(survey: Survey) -> int:
    """Return how many records an import passes on, as the measure of its progress."""
    of_posts = survey.of(POSTS).kept_by_kind
    once = sum(survey.of(table).kept for table in (TAGS, USERS, POSTS, COMMENTS, VOTES, LINKS, HISTORY))
    return once + of_posts.get("question", 0)


def _batches(records: Iterable[Any], size: int) -> Iterator[Batch]:
    rest = iter(records)
    while batch := list(islice(rest, size)):
        yield batch
