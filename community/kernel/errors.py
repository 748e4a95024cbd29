"""The ways in which the house says no."""


class Refused(Exception):  # noqa: N818 - not an error: a rule that says no
    """A rule says no; the message is one sentence for the reader, who loses nothing by it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Removed(Exception):  # noqa: N818 - not an error: something was taken out of sight
    """What is asked for was taken out of sight by a moderator, for a reason that everybody may read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SettingsError(Exception):
    """The installation cannot start as it is set up; the message names the setting and the mend."""
