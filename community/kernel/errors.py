"""The ways in which the house says no."""


class Word(str):
    """A word of ours within a sentence, to be translated with it."""

    __slots__ = ()


class Refused(Exception):  # noqa: N818 - not an error: a rule that says no
    """A rule says no; the message is one sentence for the reader, who loses nothing by it.

    Pages translate `message` and then fill in its values; `sentence` is both in English, for the API and the command
    line. Where a sentence takes no values, a percent sign is a percent sign.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values
        self.sentence = message % values if values else message
        super().__init__(self.sentence)


class Removed(Exception):  # noqa: N818 - not an error: something was taken out of sight
    """What is asked for was taken out of sight by a moderator, for a reason that everybody may read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SettingsError(Exception):
    """The installation cannot start as it is set up; the message names the setting and the mend."""
