"""Shapes of what people type into the moderation room's pages."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from community.forum.rows import FileRow
from community.kernel.redaction import LONGEST as LONGEST_PASSAGE
from community.kernel.redaction import MOST_PASSAGES

from .policy import removes
from .rows import ACTION_LABELS, POLICY, REASON_LABELS, SANCTION_LABELS
from .rules import NOTE_LENGTH
from .services.appeals import LENGTH
from .services.sanctions import LONGEST_DAYS
from .services.watching import LONGEST

REQUIRED = DataRequired(_l("Please fill this in."))
CHOSEN = DataRequired(_l("Please choose one."))


class FlagForm(FlaskForm):
    """What is wrong with a thing."""

    reason = RadioField(
        _l("Which rule does it break?"),
        [CHOSEN],
        choices=[SelectChoice(rule.code, rule.label) for rule in POLICY],
    )
    file = SelectField(
        _l("What is it about?"),
        choices=[],
        coerce=int,
        description=_l("A moderator can remove one file and leave the words."),
    )
    note = TextAreaField(
        _l("What should the moderator know?"),
        [Length(max=NOTE_LENGTH)],
        description=_l("The author does not read this."),
        render_kw={"rows": 3},
    )

    def offer(self, files: Sequence[FileRow]) -> None:
        """Let a flag be about one of the files; without any there is nothing to choose."""
        names = [SelectChoice(file.id, file.name) for file in files]
        self.file.choices = [SelectChoice(0, _l("All of it")), *names]
        if not files:
            del self.file


class UpholdForm(FlaskForm):
    """Why something is removed."""

    reason = SelectField(
        _l("Rule that it breaks"),
        [CHOSEN],
        choices=[SelectChoice("", "–"), *(SelectChoice(*pair) for pair in REASON_LABELS.items())],
    )
    remark = StringField(
        _l("A word to the author"),
        [Length(max=NOTE_LENGTH)],
        description=_l("Stands below the quoted rule."),
    )


class KeepForm(FlaskForm):
    """Why something stays."""

    remark = StringField(_l("A note for other moderators"), [Length(max=NOTE_LENGTH)])


class AppealForm(FlaskForm):
    """An author's objection."""

    text = TextAreaField(_l("Why should it stand?"), [REQUIRED, Length(max=LENGTH[1])], render_kw={"rows": 4})


class RulingForm(FlaskForm):
    """What the author is answered."""

    answer = TextAreaField(_l("Answer to the author"), [REQUIRED, Length(max=LENGTH[1])], render_kw={"rows": 3})


class RedactForm(FlaskForm):
    """What is cut out of everything, and why."""

    words = TextAreaField(
        _l("Words to cut out, one passage a line"),
        [REQUIRED, Length(max=MOST_PASSAGES * (LONGEST_PASSAGE + 2))],
        description=_l("As they were written: a number, an address, a name. Nothing keeps them, this page neither."),
        render_kw={"rows": 3, "autocomplete": "off"},
    )
    reason = SelectField(
        _l("Rule that it breaks"),
        [CHOSEN],
        choices=[SelectChoice(code, label) for code, label in REASON_LABELS.items() if removes(code)],
        default="PII",
    )
    sure = BooleanField(_l("Cut it out for good: nobody can bring these words back, no administrator either."))


class WordForm(FlaskForm):
    """A word to be watched."""

    phrase = StringField(
        _l("Word or phrase"),
        [REQUIRED, Length(max=LONGEST)],
        description=_l(
            "Whole words only: “ass” is not found in “class”. Case, invisible marks and look-alikes do not matter."
        ),
    )
    action = RadioField(
        _l("What happens to a text with it?"),
        [CHOSEN],
        choices=[SelectChoice(*pair) for pair in ACTION_LABELS.items()],
        default="hold",
    )


class SanctionForm(FlaskForm):
    """What a member may not do, and until when."""

    kind = RadioField(
        _l("What may they no longer do?"),
        [CHOSEN],
        choices=[SelectChoice(*pair) for pair in SANCTION_LABELS.items()],
        default="silence",
    )
    days = IntegerField(_l("For how many days?"), [InputRequired(), NumberRange(1, LONGEST_DAYS)], default=7)
    reason = UpholdForm.reason
    remark = StringField(_l("A word to the member"), [Length(max=NOTE_LENGTH)])
