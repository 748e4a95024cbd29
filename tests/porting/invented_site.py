"""A whole site, invented: enough of everything a dump can tell that an import takes many batches."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.porting.dump_builder import Row, answer, write_dump

BEGINNING = datetime(2020, 1, 1, 8, tzinfo=UTC)
TAGS = ("hops", "yeast", "malt", "glass", "stout")
QUESTIONS, ANSWERS, MEMBERS = 160, 240, 320


def invented_files(seed: int = 1) -> dict[str, list[Row]]:
    """Return the rows of all files; the same for the same seed."""
    chance = Random(seed)
    users = [{"Id": -1, "DisplayName": "Community"}] + [
        {"Id": i, "DisplayName": f"Person {i % 90}", "CreationDate": at(i), "AboutMe": "<p>Brews &amp; reads.</p>"}
        for i in range(1, MEMBERS)
    ]
    posts = _posts(chance)
    ids = [post["Id"] for post in posts]
    return {
        "Tags": [{"TagName": name, "ExcerptPostId": 9000 if name == "hops" else None} for name in TAGS],
        "Users": users,
        "Posts": [*posts, {"Id": 9000, "PostTypeId": 4, "Body": "About <b>hops</b>.", "Title": None, "Tags": None}],
        "Comments": [
            {"PostId": chance.choice(ids), "UserId": chance.randrange(1, MEMBERS), "Text": f"Remark *{i}*"}
            | {"CreationDate": at(900 + i)}
            for i in range(1, 320)
        ],
        "Votes": _votes(chance, posts),
        "PostLinks": [
            {"PostId": 5, "RelatedPostId": 1, "LinkTypeId": 3},
            {"PostId": 1, "RelatedPostId": 5, "LinkTypeId": 3},
            {"PostId": 7, "RelatedPostId": 8, "LinkTypeId": 1},
        ],
        "PostHistory": _history(posts),
        "Badges": [{}],
    }


def invented_site(directory: Path, seed: int = 1, **changed: list[Row]) -> Path:
    """Write the site; files named in `changed` take the place of the invented ones."""
    directory.mkdir(parents=True, exist_ok=True)
    return write_dump(directory, **(invented_files(seed) | changed))


def at(hours: int) -> str:
    """Return a moment so many hours after the site's beginning."""
    return f"{BEGINNING + timedelta(hours=hours):%Y-%m-%dT%H:%M:%S.123}"


def _posts(chance: Random) -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = [
        {
            "Id": i,
            "Title": f"How do I brew number {i}?",
            "Body": f"<p>Question {i} with a <a href='/help'>link</a>.</p>",
            "OwnerUserId": chance.randrange(1, MEMBERS),
            "CreationDate": at(400 + i),
            "Tags": "".join(f"<{tag}>" for tag in sorted(chance.sample(TAGS, 2))),
            "ClosedDate": at(1500) if i in (5, 9) else None,
            "AcceptedAnswerId": 1001 if i == 1 else None,
        }
        for i in range(1, QUESTIONS + 1)
    ]
    answers = [
        answer(1000 + i, 1 if i == 1 else chance.randrange(1, QUESTIONS), Body=f"<p>Answer {i}.</p>")
        | {"OwnerUserId": chance.randrange(1, MEMBERS), "CreationDate": at(700 + i)}
        for i in range(1, ANSWERS + 1)
    ]
    return [*questions, *answers]


def _votes(chance: Random, posts: list[dict[str, Any]]) -> list[Row]:
    kinds: list[Row] = [{"PostId": 1001, "VoteTypeId": 1}, {"PostId": 3, "VoteTypeId": 5, "UserId": 7}]
    kinds += [{"PostId": chance.choice(posts)["Id"], "VoteTypeId": 3 if i % 9 == 0 else 2} for i in range(900)]
    return [row | {"Id": i, "CreationDate": "2020-03-01T00:00:00.000"} for i, row in enumerate(kinds, start=1)]


def _history(posts: list[dict[str, Any]]) -> list[Row]:
    rows: list[Row] = []
    for post in posts:
        first: Row = {"PostId": post["Id"], "RevisionGUID": f"first-{post['Id']}", "CreationDate": post["CreationDate"]}
        first |= {"UserId": post["OwnerUserId"]}
        rows.append(first | {"PostHistoryTypeId": 2, "Text": f"Words of {post['Id']}"})
        if post.get("Title"):
            rows.append(first | {"PostHistoryTypeId": 1, "Text": post["Title"]})
            rows.append(first | {"PostHistoryTypeId": 3, "Text": post["Tags"]})
    rows += [
        {"PostId": i, "PostHistoryTypeId": 10, "Comment": reason, "CreationDate": at(1500), "Text": None}
        for i, reason in ((5, 1), (9, 102))
    ]
    rows += [
        {
            "PostId": i,
            "PostHistoryTypeId": 5,
            "RevisionGUID": f"edit-{i}",
            "CreationDate": at(1300 + i),
            "Text": f"Better {i}",
        }
        for i in range(1, 60)
    ]
    return rows
