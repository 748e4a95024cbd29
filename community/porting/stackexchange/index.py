"""What a row must know of other rows to be taken: which posts, members and tags there are."""

from enum import IntEnum

from community.kernel.xml_cells import RowRefused
from community.porting.stackexchange.id_map import IdMap
from community.porting.stackexchange.records import DumpLink, DumpPost, DumpTag


class PostState(IntEnum):
    """What became of a post; 0 would be a post that is not in the dump."""

    REFUSED = 1
    QUESTION = 2
    ANSWER = 3
    ACCEPTED_ANSWER = 4
    TAG_DESCRIPTION = 5


TAKEN = {PostState.QUESTION, PostState.ANSWER, PostState.ACCEPTED_ANSWER}


class Index:
    """Filled in the order tags, members, posts; a byte or so for each row, whatever the rows hold."""

    def __init__(self) -> None:
        self.members = IdMap()
        self._posts = IdMap()
        self._tag_ids: dict[str, int] = {}
        self._tag_of_description: dict[int, str] = {}
        self._links: dict[tuple[int, int, str], int] = {}
        self._accepted: set[tuple[int, int]] = set()
        self._answers_before_question: list[tuple[int, int]] = []

    def add_tag(self, tag: DumpTag) -> None:
        """Note the tag; the first row with a name has it, and describes it."""
        first = self._tag_ids.setdefault(tag.name, tag.id)
        if first == tag.id and tag.description_id is not None:
            self._tag_of_description.setdefault(tag.description_id, tag.name)

    def add_post(self, post: DumpPost) -> None:
        """Note the post; an answer whose question has not come yet waits for `settle_answers`."""
        if post.kind == "tag description":
            known = post.id in self._tag_of_description
            self._posts[post.id] = PostState.TAG_DESCRIPTION if known else PostState.REFUSED
        elif post.question_id is None:
            self._posts[post.id] = PostState.QUESTION
            if post.accepted_answer_id is not None:
                self._accepted.add((post.id, post.accepted_answer_id))
        elif self._posts[post.question_id] == PostState.QUESTION:
            self._add_answer(post.id, post.question_id)
        else:
            self._posts[post.id] = PostState.REFUSED
            self._answers_before_question.append((post.id, post.question_id))

    def add_refused_post(self, post_id: int) -> None:
        """Note that the dump has this post, though it is not taken."""
        self._posts[post_id] = PostState.REFUSED

    def settle_answers(self) -> None:
        """Take the answers that stood before their question (merged and migrated ones do)."""
        for answer_id, question_id in self._answers_before_question:
            if self._posts[question_id] == PostState.QUESTION:
                self._add_answer(answer_id, question_id)
        self._answers_before_question.clear()
        self._accepted.clear()

    def _add_answer(self, answer_id: int, question_id: int) -> None:
        accepted = (question_id, answer_id) in self._accepted
        self._posts[answer_id] = PostState.ACCEPTED_ANSWER if accepted else PostState.ANSWER

    def has_post(self, post_id: int) -> bool:
        """Return whether the dump has a row for this post, taken or not."""
        return post_id in self._posts

    def is_question(self, post_id: int) -> bool:
        """Return whether this is a question that is taken."""
        return self._posts[post_id] == PostState.QUESTION

    def is_accepted(self, post_id: int) -> bool:
        """Return whether this answer is taken and its own question names it as accepted."""
        return self._posts[post_id] == PostState.ACCEPTED_ANSWER

    def is_taken(self, post_id: int) -> bool:
        """Return whether this is a question or answer that is taken."""
        return self._posts[post_id] in TAKEN

    def described_tag(self, post_id: int) -> str | None:
        """Return the tag that this post describes."""
        return self._tag_of_description.get(post_id)

    def owns_name(self, tag: DumpTag) -> bool:
        """Return whether this row is the first with its tag name."""
        return self._tag_ids.get(tag.name) == tag.id

    def owns_ends(self, link: DumpLink) -> bool:
        """Return whether this row is the first that links these posts in this way; a site has few links."""
        return self._links.setdefault((link.post_id, link.related_id, link.kind), link.id) == link.id

    def require_post(self, post_id: int, what: str = "its post") -> None:
        """Refuse the row unless `post_id` is a question or answer that is taken."""
        if post_id not in self._posts:
            raise RowRefused(f"{what} is not in the dump")
        if not self.is_taken(post_id):
            raise RowRefused(f"{what} is no question or answer that was taken")
