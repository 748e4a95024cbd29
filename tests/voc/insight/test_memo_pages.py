"""The memo's pages, documents and command, as their readers meet them."""

import json
from datetime import timedelta

import pytest
from support import memos, people
from support.memos import WEEK

from community.cli import cli
from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.weeks import Week
from voc.insight.memo import addresses, documents, pages
from voc.insight.memo.models import Memo

PAGE = addresses.memo(WEEK.key)
DESK = addresses.edit_memo(WEEK.key)


@pytest.fixture
def editor(app):
    return people.member("Edna Editor", role="editor")


@pytest.fixture
def executive(app):
    return people.member("Xavier Executive", role="executive")


@pytest.fixture
def memo(app):
    memos.voices()
    return memos.drafted()


def form(memo, **words):
    quotes = [f"{memo.chosen} {number}" for number in memo.quotes.split(",")]
    written = {"headline": "Earth faults come back", "type": "nagging_issue", "why": "Cars are not charged."}
    asked = {"action": "Replace the breaker.", "owner": "Hardware", "act": "sign"}
    return {"seen": memo.edits, "candidate": memo.chosen, "quotes": quotes, **written, **asked, **words}


def test_a_week_without_an_edition_is_computed_and_says_so(app, executive, signed_in):
    memos.voices()

    page = signed_in(executive).get(PAGE)

    assert page.status_code == 200
    assert "Computed, not an edition" in page.text
    assert "Seen in 8 of 8 posts" in page.text
    assert db.session.query(Memo).count() == 0


def test_an_empty_week_says_in_every_section_why(app, executive, signed_in):
    page = signed_in(executive).get(addresses.memo("2019-W02"))

    for sentence in (
        *("A quiet week", "Nobody of the community wrote anything in this week.", "No editor has said so yet."),
        *("None of the editions before asked for anything.", "Nothing else stood out.", "No article was published"),
        *("No idea changed its status", "No idea has been under review", "Nobody was on the watchlist"),
    ):
        assert sentence in page.text


def test_one_customer_and_one_post_may_be_all_there_is(app, executive, signed_in):
    with clock.at(memos.TUESDAY):
        people.topic(people.board("Charging"), people.member("Olga Only"), "Red again", body=memos.FAULT.format(3))
    memos.counting.count()

    page = signed_in(executive).get(PAGE)

    assert "One customer, one post, of 1 this week." in page.text
    assert memos.FAULT.format(3) in page.text


def test_the_editor_signs_on_the_desk_and_the_page_shows_it(memo, editor, signed_in):
    client = signed_in(editor)

    answer = client.post(DESK, data=form(memo))
    page = client.get(answer.location)

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "Earth faults come back" in page.text
    assert "Replace the breaker." in page.text


def test_a_headline_that_is_too_long_is_refused_and_kept(memo, editor, signed_in):
    long = "word " * 26

    answer = signed_in(editor).post(DESK, data=form(memo, headline=long, why="Because of this."))

    assert answer.status_code == 422
    assert "The headline has 26 words" in answer.text
    assert long.strip() in answer.text
    assert "Because of this." in answer.text


def test_a_stale_desk_is_refused_with_its_words_kept(memo, editor, signed_in):
    client = signed_in(editor)
    client.post(DESK, data=form(memo, act="save", headline="The first word"))

    answer = client.post(DESK, data=form(memo, seen=0, headline="The second word"))

    assert answer.status_code == 422
    assert "Somebody else changed this memo meanwhile" in answer.text
    assert "The second word" in answer.text


def test_a_desk_sent_again_after_that_still_knows_what_it_saw(memo, editor, signed_in):
    client = signed_in(editor)
    client.post(DESK, data=form(memo, act="save"))

    answer = client.post(DESK, data=form(memo, seen=0))

    assert 'name="seen" type="hidden" value="0"' in answer.text.replace('id="seen" ', "")


def test_the_desk_prints_the_parts_of_each_score(memo, editor, signed_in):
    page = signed_in(editor).get(DESK)

    for one in pages.candidates_of(memo):
        product = 1.0
        for _label, value in one.parts:
            product *= float(value)
        assert f"{product:.2f}" == one.score
        assert f"= {one.score}" in page.text


def test_what_became_of_an_ask_is_said_on_the_next_memo(memo, editor, signed_in):
    memos.published(memos.signed(memo, editor))
    client, back = signed_in(editor), WEEK.plus(1).key

    answer = client.post(f"{addresses.follow_up(WEEK.key)}?from={back}", data={"fate": "done", "reason": "In May."})
    page = client.get(addresses.memo(back))

    assert answer.location == addresses.memo(back)
    assert f"{WEEK.key}: Done" in page.text


def test_members_see_nothing_of_it(memo, asker, signed_in):
    codes = {signed_in(asker).get(address).status_code for address in (PAGE, DESK, addresses.memos())}

    assert codes == {403}


def test_executives_read_and_do_not_sign(memo, executive, signed_in):
    client = signed_in(executive)

    assert client.get(PAGE).status_code == 200
    assert (client.get(DESK).status_code, client.post(DESK, data=form(memo)).status_code) == (403, 403)


def test_the_list_shows_editions_and_weeks_without_one(memo, executive, signed_in):
    with clock.at(memos.MONDAY_AFTER + timedelta(days=1)):
        page = signed_in(executive).get(addresses.memos())

    assert "Draft: an editor has not signed it yet" in page.text
    assert "26 May to 1 June 2025" in page.text


@pytest.mark.parametrize("key", ["2025-W99", "W23", "2025-23", "..", "2025-w01"])
def test_a_week_that_cannot_be_read_is_refused_in_a_sentence(key, executive, signed_in):
    answer = signed_in(executive).get(addresses.memo(key))

    assert answer.status_code == 400
    assert "week" in answer.text


def test_those_who_are_thanked_or_watched_are_named_in_no_document(memo, editor, executive):
    memos.published(memos.signed(memo, editor))

    shown = pages.edition_page(memo)

    for document in (documents.html(shown), documents.text(shown), documents.as_json(shown)):
        assert "Visitor 1" not in document
        assert "Xavier" not in document


def test_private_data_that_an_editor_typed_is_masked(memo, editor):
    memos.published(memos.signed(memo, editor, why="Call +49 30 1234567 or write to ann@people.example."))

    document = documents.text(pages.edition_page(memo))

    assert "ann@people.example" not in document
    assert "[email]" in document


def test_a_document_needs_nothing_from_elsewhere(memo):
    document = documents.html(pages.edition_page(memo))

    assert "<script" not in document
    assert "<img" not in document
    assert "<link" not in document
    assert 'href="http://' in document
    assert 'href="/' not in document


FORMATS = {"text": documents.text, "html": documents.html, "json": documents.as_json}


@pytest.mark.parametrize("format_", FORMATS)
def test_a_memo_asked_for_twice_is_the_same_to_the_byte(app, format_):
    memos.voices()

    assert FORMATS[format_](pages.page_of(WEEK)) == FORMATS[format_](pages.page_of(WEEK))


def run(app, *arguments):
    return app.test_cli_runner().invoke(cli.commands["memo"], arguments, catch_exceptions=True)


def test_the_command_prints_any_week_in_each_format(app):
    memos.voices()

    text, page, plain = (run(app, "--week", WEEK.key, "--format", name).output for name in ("text", "html", "json"))

    assert text.startswith("Groundswell: what our customers taught us this week\n2 to 8 June 2025 (2025-W23)")
    assert page.lstrip().startswith("<!doctype html>")
    assert json.loads(plain)["evidence"].startswith("Seen in 8 of 8 posts")


def test_a_program_reads_the_figures_beside_the_words(app):
    memos.voices()

    numbers = {one["name"]: one for one in json.loads(documents.as_json(pages.page_of(WEEK)))["numbers"]}

    posts, members = numbers["posts"], numbers["contributing"]
    assert (posts["label"], posts["value"], posts["unit"], posts["status"]) == ("Posts", 8, "posts", "ok")
    assert {"n", "low", "high", "why", "rows_url", "words"} <= set(posts)
    assert members["basis"] == "of 8 members"


def test_where_only_employees_wrote_their_figures_are_shown(app, editor):
    with clock.at(memos.TUESDAY):
        people.topic(people.board("News"), editor, "The hub has a new release", body="It mends what you told us.")
    memos.counting.count()

    page = pages.page_of(WEEK)

    shown = {number.name: number for number in page.numbers}
    assert (shown["staff_posts"].value, "posts" in shown) == (1, False)
    assert len(page.numbers) <= 8


def test_plain_text_has_one_blank_line_before_each_heading_and_lines_that_fit(memo, editor):
    memos.published(memos.signed(memo, editor))
    with clock.at(memos.MONDAY_AFTER + timedelta(days=8)):
        lines = documents.text(pages.page_of(WEEK.plus(1))).split("\n")

    headings = [n for n, line in enumerate(lines) if line.isupper()]
    assert len(headings) > 8
    assert all(lines[n - 1] == lines[n + 1] == "" for n in headings)
    assert not [n for n, line in enumerate(lines[:-1]) if line == lines[n + 1] == ""]
    assert lines[-1] == ""
    assert not [line for line in lines if len(line) > 76 and "http" not in line]
    assert f"  - Open, {WEEK.key}: Earth faults come back. Replace the breaker." in lines


def test_the_command_writes_the_same_bytes_into_a_file(app, tmp_path):
    memos.voices()
    files = [tmp_path / name for name in ("one.html", "two.html")]

    said = [run(app, "--week", WEEK.key, "--format", "html", "--out", str(file)).output for file in files]

    assert files[0].read_bytes() == files[1].read_bytes()
    assert said[0].startswith("The memo of 2025-W23 is in ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--week", "2025-W54"), "is no week"),
        (("--week", "2125-W01"), "not over yet"),
        (("--week", "2025-W01", "--out", "/nowhere/memo.txt"), "could not be written"),
    ],
)
def test_what_the_command_cannot_do_is_said_in_a_sentence(app, arguments, sentence):
    result = run(app, *arguments)

    assert isinstance(result.exception, Refused)
    assert sentence in result.exception.sentence


def test_what_not_everybody_may_read_stands_in_no_memo(app):
    with clock.at(memos.TUESDAY):
        author, staff = people.member("Ines Insider"), people.member("Stan Staff", role="agent")
        for visibility in ("members", "mvps", "staff"):
            board = people.board(visibility, visibility=visibility)
            people.topic(board, author, "Hush, hush now", body=memos.FAULT.format("xyzzy"))
        people.topic(people.board("Open"), staff, "An employee speaks", body=memos.FAULT.format("plugh"))
    memos.voices()

    everything = documents.as_json(pages.page_of(WEEK))

    assert "Seen in 8 of 8 posts" in everything
    assert "xyzzy" not in everything
    assert "plugh" not in everything


def test_no_query_is_asked_for_each_edition_or_post(executive, editor, signed_in, count_queries):
    def counts(client):
        return [count_queries(lambda at=at: client.get(at)) for at in (addresses.memos(), PAGE)]

    client = signed_in(executive)
    memos.voices(4)
    memos.signed_edition("2025-W10", people.viewer(editor))
    few = counts(client)
    for number in range(11, 21):
        memos.signed_edition(f"2025-W{number}", people.viewer(editor))
    with clock.at(memos.TUESDAY):
        for number in range(12):
            board, guest = people.board(f"Board {number}"), people.member(f"Guest {number}")
            people.topic(board, guest, "Red once more", body=memos.FAULT)
    memos.counting.count()

    assert all(many <= one + 6 for one, many in zip(few, counts(client), strict=True))


@pytest.mark.parametrize(
    ("key", "period"),
    [
        ("2020-W53", "28 December 2020 to 3 January 2021"),
        ("2025-W13", "24 to 30 March 2025"),  # clocks go forward in Europe
        ("2025-W44", "27 October to 2 November 2025"),
    ],
)
def test_a_week_s_days_are_said_as_people_say_them(app, key, period):
    assert pages.page_of(Week.parse(key)).period == period
