"""Shapes of what people type into the forum."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from community.accounts.models import Organisation
from community.kernel.auth import ORGANISATION, VISIBILITIES

from . import rules
from .models import Board
from .rows import VISIBILITY_LABELS

MISSING = _l("Please fill this in.")
REQUIRED = DataRequired(MISSING)
MARKDOWN_HELP = _l("Markdown works: **bold**, `code`, > quote, - list.")


def _between(limits: tuple[int, int]) -> Length:
    return Length(max=limits[1], message=_l("At most %(max)d characters fit here."))


class ReplyForm(FlaskForm):
    """An answer."""

    body = TextAreaField(_l("Your reply"), [REQUIRED, _between(rules.BODY_LENGTH)], render_kw={"rows": 8})


class CommentForm(FlaskForm):
    """A short remark."""

    body = TextAreaField(_l("Comment"), [REQUIRED, _between(rules.COMMENT_LENGTH)])


class BecauseForm(FlaskForm):
    """Why an answer did not work."""

    body = TextAreaField(
        _l("It did not work, because"),
        [REQUIRED, _between(rules.COMMENT_LENGTH)],
        description=_l("What you tried and what happened instead. It stands as a comment under the answer."),
        render_kw={"rows": 5},
    )


class ReasonForm(FlaskForm):
    """Why a moderator does something."""

    reason = StringField(_l("Reason"), [REQUIRED, _between(rules.REASON_LENGTH)])


class EditForm(FlaskForm):
    """A post's text and why it is changed."""

    body = TextAreaField(_l("Text"), [REQUIRED, _between(rules.BODY_LENGTH)], render_kw={"rows": 12})
    reason = StringField(
        _l("What did you change?"), [_between(rules.REASON_LENGTH)], description=_l("Readers of the history see this.")
    )


class EditTopicForm(FlaskForm):
    """An opening post with its title and tags."""

    title = StringField(_l("Title"), [REQUIRED, _between(rules.TITLE_LENGTH)])
    body = EditForm.body
    tags = StringField(_l("Tags"), description=_l("Up to five words, separated by commas."))
    reason = EditForm.reason


KINDS = [SelectChoice("question", _l("A question")), SelectChoice("discussion", _l("Something to talk about"))]


class AskForm(FlaskForm):
    """A new topic."""

    title = StringField(
        _l("Title"),
        [REQUIRED, _between(rules.TITLE_LENGTH)],
        description=_l("One sentence that says what it is about."),
    )
    board = SelectField(_l("Board"), [REQUIRED])
    kind = RadioField(
        _l("What is it?"),
        choices=KINDS,
        default="question",
    )
    body = TextAreaField(
        _l("Text"), [REQUIRED, _between(rules.BODY_LENGTH)], description=MARKDOWN_HELP, render_kw={"rows": 12}
    )
    tags = StringField(_l("Tags"), description=_l("Up to five words, separated by commas."))
    silent = BooleanField(_l("Nobody replies to it"), description=_l("For announcements that are only to be read."))

    def offer(self, boards: list[Board], *, may_announce: bool) -> None:
        """Let the reader choose among `boards`, and announce something if they may."""
        self.board.choices = [SelectChoice(b.slug, b.name) for b in boards]
        if may_announce:
            self.kind.choices = [*self.kind.choices, SelectChoice("announcement", _l("An announcement"))]
        else:
            del self.silent


class MoveForm(FlaskForm):
    """Where a topic goes, and what it is there."""

    board = SelectField(_l("Board"), [REQUIRED])
    kind = RadioField(
        _l("What is it there?"),
        choices=KINDS,
        description=_l("On boards that are off topic nobody asks: there it is something to talk about."),
    )

    def offer(self, boards: list[Board]) -> None:
        """Let the reader choose among `boards`, each with who may see it."""
        self.board.choices = [SelectChoice(b.slug, _with_readers(b)) for b in boards]


class SplitForm(FlaskForm):
    """A topic that is made of replies."""

    title = StringField(
        _l("Title of the new topic"),
        [REQUIRED, _between(rules.TITLE_LENGTH)],
        description=_l("One sentence that says what it is about."),
    )
    board = SelectField(_l("Board"), [REQUIRED])
    offer = MoveForm.offer


def _with_readers(board: Board) -> str:
    label = VISIBILITY_LABELS[board.visibility]
    return f"{board.name} ({label})" if label else board.name


class BoardForm(FlaskForm):
    """What a board is."""

    name = StringField(_l("Name"), [REQUIRED, Length(max=60)])
    description = StringField(_l("Description"), [Length(max=300)])
    visibility = SelectField(
        _l("Who may see it"),
        choices=list(
            map(
                SelectChoice,
                (*VISIBILITIES, ORGANISATION),
                (_l("Everybody"), _l("Members"), _l("MVPs and staff"), _l("Staff only"), _l("One organisation")),
            )
        ),
    )
    organisation = SelectField(
        _l("Which organisation"),
        coerce=int,
        default=0,
        description=_l(
            "For boards of one organisation: its people see them, as the customer records say, and our staff."
        ),
    )
    kind = SelectField(
        _l("What it is for"),
        choices=[
            SelectChoice("support", _l("Help with our products")),
            SelectChoice("social", _l("Off topic")),
        ],
        default="support",
        description=_l("This stays as it is. Off topic nothing earns points, and nothing counts as a voice."),
    )
    staff_start_topics = BooleanField(_l("Only staff start topics here"))

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Let the reader choose among `organisations`."""
        named = [SelectChoice(one.id, one.name) for one in organisations]
        self.organisation.choices = [SelectChoice(0, _l("None")), *named]
