"""Small dumps for tests: each file a list of rows, each row the attributes that differ from a good row."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

Row = dict[str, str | int | None]

GOOD_ROWS: dict[str, Row] = {
    "Users": {"Id": 7, "Reputation": 101, "CreationDate": "2020-01-01T08:00:00.000", "DisplayName": "Ada"},
    "Posts": {
        "Id": 1,
        "PostTypeId": 1,
        "CreationDate": "2020-01-02T03:04:05.678",
        "Score": 0,
        "ViewCount": 12,
        "Body": "<p>How do I brew?</p>",
        "OwnerUserId": 7,
        "Title": "Brewing",
        "Tags": "<hops><yeast>",
    },
    "Comments": {"Id": 1, "PostId": 1, "Score": 2, "Text": "Nice.", "CreationDate": "2020-01-03T00:00:00.000"},
    "Votes": {"Id": 1, "PostId": 1, "VoteTypeId": 2, "CreationDate": "2020-01-03T00:00:00.000"},
    "PostLinks": {
        "Id": 1,
        "CreationDate": "2020-01-03T00:00:00.000",
        "PostId": 1,
        "RelatedPostId": 2,
        "LinkTypeId": 1,
    },
    "PostHistory": {
        "Id": 1,
        "PostHistoryTypeId": 2,
        "PostId": 1,
        "RevisionGUID": "a36dd8e7",
        "CreationDate": "2020-01-02T03:04:05.678",
        "UserId": 7,
        "Text": "How do I brew?",
    },
    "Tags": {"Id": 1, "TagName": "hops", "Count": 1},
    "Badges": {"Id": 1, "UserId": 7, "Name": "Teacher", "Date": "2020-01-05T00:00:00.000"},
}
BOM = "\ufeff"


def write_dump(directory: Path, **files: list[Row]) -> Path:
    """Write the files named; without Posts, one good question is there. None takes an attribute away."""
    for name, rows in ({"Posts": [{}]} | files).items():
        (directory / f"{name}.xml").write_text(xml_of(name, rows), encoding="utf-8")
    return directory


def xml_of(name: str, rows: list[Row]) -> str:
    """Return the text of one file, with the byte-order mark and line ends of the official dumps."""
    root = name.lower()
    lines = [f'{BOM}<?xml version="1.0" encoding="utf-8"?>', f"<{root}>"]
    lines += [_row_line(GOOD_ROWS[name] | {"Id": number} | row) for number, row in enumerate(rows, start=1)]
    return "\r\n".join([*lines, f"</{root}>"])


def _row_line(row: Row) -> str:
    cells = " ".join(f"{key}={quoteattr(str(value))}" for key, value in row.items() if value is not None)
    return f"  <row {cells} />"


def answer(number: int, question: int, **cells: str | int | None) -> Row:
    """Return the row of an answer."""
    return {"Id": number, "PostTypeId": 2, "ParentId": question, "Title": None, "Tags": None, **cells}
