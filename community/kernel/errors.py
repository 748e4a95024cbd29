"""The two ways in which the house says no."""


class Refused(Exception):  # noqa: N818 - not an error: a rule that says no
    """A rule says no; the message is one sentence for the reader, who loses nothing by it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SettingsError(Exception):
    """The installation cannot start as it is set up; the message names the setting and the mend."""
