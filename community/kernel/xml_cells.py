"""The cells of one row, read as the type that the column has; a cell that does not fit refuses the row."""

import re
from datetime import UTC, datetime

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,10}", re.ASCII)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?Z?", re.ASCII)
LARGEST_NUMBER = 2**31 - 1  # the site keeps every number of a dump in 32 bits
YEARS = range(1990, 2101)  # beyond these, a date is a mistake and would overflow in some time zone


class RowRefused(Exception):  # noqa: N818 - not an error: a row that cannot be taken
    """This row cannot be taken; the reason is one of a fixed set, so that rows can be counted by it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Cells:
    """The attributes of one row; the reasons it gives name the column and never the value."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def text(self, column: str) -> str:
        """Return the text, which may be empty but must be there."""
        value = self._values.get(column)
        if value is None:
            raise RowRefused(f"{column} is missing")
        return value

    def text_or_none(self, column: str) -> str | None:
        """Return the text, or None where it is absent or blank."""
        value = self._values.get(column)
        return value if value and not value.isspace() else None

    def number(self, column: str) -> int:
        """Return the whole number, which must be there."""
        value = self.text(column)
        if not WHOLE_NUMBER.fullmatch(value) or abs(int(value)) > LARGEST_NUMBER:
            raise RowRefused(f"{column} is not a whole number of at most 32 bits")
        return int(value)

    def number_or_none(self, column: str) -> int | None:
        """Return the whole number, or None where it is absent."""
        return self.number(column) if column in self._values else None

    def count(self, column: str) -> int:
        """Return the whole number; absent means zero, as in the oldest dumps."""
        return self.number_or_none(column) or 0

    def moment(self, column: str) -> datetime:
        """Return the time, aware in UTC with its milliseconds; dumps write it without a zone."""
        value = self.text(column)
        if not DATE.fullmatch(value):
            raise RowRefused(f"{column} is not a date")
        try:
            moment = datetime.fromisoformat(value).replace(tzinfo=UTC)
        except ValueError as error:
            raise RowRefused(f"{column} is not a date") from error
        if moment.year not in YEARS:
            raise RowRefused(f"{column} lies outside the years {YEARS[0]} to {YEARS[-1]}")
        return moment

    def moment_or_none(self, column: str) -> datetime | None:
        """Return the time, or None where it is absent."""
        return self.moment(column) if column in self._values else None

    def flag(self, column: str) -> bool:
        """Return whether the cell says True."""
        return self._values.get(column, "").lower() in {"true", "1"}
