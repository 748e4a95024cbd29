"""What is written in the sample community: no two titles alike, hardly a text twice, no slot left open."""

import re
from collections import Counter
from random import Random

import pytest

from community.sample.company import BOARDS, FIRMWARE, MOMENTS, TAGS, WAVES, at_week
from community.sample.words import Decks, fill, problems, strip_marks, subjects

LEFT_OPEN = re.compile(r"\{[a-z_]+\}|(?<!\S)@(?:481|account|restored|report|options|hour) |(?<!\S)#\d |  (?=\S)")
HOST = re.compile(r"https?://([^/\s]+)")
CODE = re.compile(r"```.*?```", re.DOTALL)


def texts_of(topic):
    yield topic.title
    yield topic.body
    yield from (reply.body for reply in topic.replies)
    yield from (edit.body for edit in topic.edits)


def test_no_two_titles_are_equal(half_year):
    titles = Counter(topic.title.casefold() for topic in half_year.topics)

    assert titles.most_common(1)[0][1] == 1


def test_hardly_any_text_comes_twice(half_year):
    openings = Counter(topic.body for topic in half_year.topics)
    long_replies = Counter(reply.body for topic in half_year.topics for reply in topic.replies if len(reply.body) > 120)
    short_replies = Counter(reply.body for topic in half_year.topics for reply in topic.replies)

    assert max(openings.values()) <= 4
    assert max(long_replies.values()) <= 4
    assert max(short_replies.values()) <= 30


def test_no_slot_and_no_mark_is_left_in_a_text(half_year):
    left = [text for topic in half_year.topics for text in texts_of(topic) if LEFT_OPEN.search(CODE.sub("", text))]

    assert left == []


def test_links_lead_to_reserved_names_only(half_year):
    hosts = {host for topic in half_year.topics for text in texts_of(topic) for host in HOST.findall(text)}

    assert hosts
    assert all(host.rstrip(".,`").endswith((".example", ".local")) or host == "ADDRESS" for host in hosts)


def test_there_are_long_and_short_posts_lists_quotes_and_code(half_year):
    bodies = [topic.body for topic in half_year.topics]
    lengths = [len(body.split()) for body in bodies]

    assert min(lengths) < 15
    assert max(lengths) > 180
    assert sum("```" in body for body in bodies) > 50
    assert sum("\n- " in body for body in bodies) > 50
    assert sum(reply.body.startswith("> ") for topic in half_year.topics for reply in topic.replies) > 50


def test_several_languages_are_spoken_by_people_of_that_language(half_year):
    language = {person.handle: person.language for person in half_year.people}

    foreign = [topic for topic in half_year.topics if topic.language != "en"]

    assert {topic.language for topic in foreign} == {"de", "es", "fr"}
    assert all(language[topic.author] == topic.language for topic in foreign)


def test_there_are_many_problems_and_each_has_two_answers_that_hang_together():
    rows = problems()

    assert len(rows) >= 120
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert len(row["cause"]) == len(row["fix"]) == len(row["ask"]) == 2, row["key"]
        assert len(row["titles"]) >= 3, row["key"]
        for variant in ("1", "2"):
            assert any(strip_marks(line)[1] in (None, variant) for line in row["worked"]), (row["key"], variant)


def test_problems_and_subjects_name_known_boards_tags_and_waves():
    boards, tags = {board.key for board in BOARDS}, {tag.name for tag in TAGS}

    for row in (*problems(), *subjects()):
        assert row["board"] in boards, row["key"]
        assert set(row["tags"]) <= tags, row["key"]
        assert row.get("window") in (None, *WAVES), row["key"]
        assert {row[name] for name in ("since", "ends") if name in row} <= set(MOMENTS), row["key"]


def test_nobody_speaks_of_a_repair_before_it_is_out(half_year):
    repaired = at_week(half_year.since, *MOMENTS["481"])

    early = [
        reply.body
        for topic in half_year.topics
        for reply in topic.replies
        if reply.at < repaired and re.search(r"4\.8\.1 (is on|came|on,|brings)", reply.body)
    ]

    assert FIRMWARE
    assert early == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{car} is empty.", "Our estate is empty."),
        ("We drive {car}.", "We drive our estate."),
        ("It stops. {car} waits.", "It stops. Our estate waits."),
        ('{"power": 2}', '{"power": 2}'),
        ("{unknown}", "{unknown}"),
    ],
)
def test_slots_are_filled_and_other_braces_stay(text, expected):
    filled = fill(text, {"car": "our estate"})

    assert filled == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@481 #2 It works.", ("481", "2", "It works.")),
        ("#1 It works.", (None, "1", "It works.")),
        ("@someone It works.", (None, None, "@someone It works.")),
    ],
)
def test_marks_are_split_from_the_words(text, expected):
    split = strip_marks(text)

    assert split == expected


def test_a_deck_deals_every_card_before_any_comes_again():
    decks = Decks(Random(1))

    dealt = [decks.draw("deck", ["a", "b", "c"]) for _ in range(6)]

    assert sorted(dealt[:3]) == sorted(dealt[3:]) == ["a", "b", "c"]
