"""Shapes of what people type into the blog."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from community.forum.rows import VISIBILITY_LABELS
from community.forum.rules import REASON_LENGTH, TITLE_LENGTH

from . import rules
from .rows import VOICE_LABELS
from .rules import Words

REQUIRED = DataRequired(_l("Please fill this in."))
READERS = [SelectChoice(*pair) for pair in (VISIBILITY_LABELS | {"public": _l("Everybody")}).items()]


def _between(limits: tuple[int, int]) -> Length:
    return Length(max=limits[1], message=_l("At most %(max)d characters fit here."))


def _part(says: Any) -> TextAreaField:
    label, help_ = says
    return TextAreaField(label, [REQUIRED, _between(rules.PART_LENGTH)], description=help_, render_kw={"rows": 4})


class _PostForm(FlaskForm):
    """What every post has: a title and its readers."""

    title = StringField(_l("Title"), [REQUIRED, _between(TITLE_LENGTH)])
    visibility = SelectField(_l("Who may read it"), choices=READERS, default="public")


class WriteForm(_PostForm):
    """A post in free form."""

    body = TextAreaField(
        _l("Text"),
        [REQUIRED, _between(rules.TEXT_LENGTH)],
        description=_l("Markdown works: **bold**, ## heading, > quote, - list."),
        render_kw={"rows": 18},
    )
    voice = RadioField(
        _l("Who speaks?"),
        choices=[SelectChoice(*pair) for pair in VOICE_LABELS.items()],
        default="company",
        description=_l("The page says it above the text, and feeds below it."),
    )

    def words(self) -> Words:
        """Return what was typed."""
        asked = {"visibility": self.visibility.data, "voice": self.voice.data}
        return Words(title=self.title.data or "", body=self.body.data or "", **asked)

    def show(self, words: Words) -> None:
        """Fill the fields with what a post says now."""
        self.process(data={name: getattr(words, name) for name in ("title", "visibility", "body", "voice")})


class NewsForm(_PostForm):
    """News that people will not like, in the five parts that they will ask for."""

    what = _part((_l("What changes"), _l("The change itself, in figures, before anything else.")))
    when = _part((_l("When"), _l("From which day, and until when one may decide.")))
    why = _part((_l("Why"), _l("The real reason. No praise of the change.")))
    do = _part((_l("What you can do"), _l("Every choice people have, also the one to leave.")))
    ask = _part((_l("Whom to ask"), _l("A person or a place that answers, and how soon.")))

    def words(self) -> Words:
        """Return what was typed as one text in five parts."""
        body = rules.composed({name: self[name].data or "" for name in rules.PARTS})
        return Words(title=self.title.data or "", body=body, visibility=self.visibility.data, kind="unpopular_news")

    def show(self, words: Words) -> None:
        """Fill the fields with what a post says now."""
        self.process(data={"title": words.title, "visibility": words.visibility, **rules.parts_of(words.body)})


class ChangeReason(FlaskForm):
    """Why a published post is changed."""

    reason = StringField(
        _l("What did you change?"), [_between(REASON_LENGTH)], description=_l("Readers of the history see this.")
    )


class EditForm(WriteForm, ChangeReason):
    """A published post in free form, and why it is changed."""


class EditNewsForm(NewsForm, ChangeReason):
    """Published unpopular news, and why it is changed."""


class CommentForm(FlaskForm):
    """What somebody says to a post."""

    body = TextAreaField(_l("Your comment"), [REQUIRED, _between(rules.COMMENT_LENGTH)], render_kw={"rows": 4})


class TopicForm(FlaskForm):
    """The topic that is to be made of a comment."""

    title = StringField(
        _l("Title"),
        [REQUIRED, _between(TITLE_LENGTH)],
        description=_l("One sentence that says what it is about."),
    )
    board = SelectField(_l("Board"), [REQUIRED])
    kind = RadioField(
        _l("What is it?"),
        choices=[SelectChoice("question", _l("A question")), SelectChoice("discussion", _l("Something to talk about"))],
        default="discussion",
    )
