"""What both engines find, and for whom."""

import pytest

from community.kernel.search import Question


def test_every_word_is_wanted_when_enough_documents_hold_every_word(shelf):
    shelf.write(**{f"both{n}": "router firmware" for n in range(5)}, one="router", other="firmware")

    answer = shelf.ask("router firmware")

    assert {hit.key for hit in answer.hits} == {f"both{n}" for n in range(5)}
    assert (answer.total, answer.relaxed) == (5, False)


def test_any_word_will_do_when_few_documents_hold_every_word(shelf):
    shelf.write(both="router firmware", one="router", other="firmware", neither="bicycle")

    answer = shelf.ask("router firmware")

    assert answer.hits[0].key == "both"
    assert {hit.key for hit in answer.hits} == {"both", "one", "other"}
    assert (answer.total, answer.relaxed) == (3, True)


def test_word_is_found_in_title_tags_and_body(shelf, document):
    shelf.put(document("title", title="Router"), document("tag", tags=("router",)), document("body", "a router"))

    found = shelf.keys("router")

    assert found == {"title", "tag", "body"}


def test_title_weighs_more_than_body(shelf, document):
    shelf.put(document("body", "router words", title="words"), document("title", "words", title="router words"))

    hits = shelf.ask("router").hits

    assert [hit.key for hit in hits] == ["title", "body"]


@pytest.mark.parametrize("question", ["connection", "connections", "CONNECTING", "connected"])
def test_forms_of_an_english_word_find_each_other(shelf, question):
    shelf.write(a="My connections drop.", b="other")

    found = shelf.keys(question)

    assert found == {"a"}


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Error E-1042 again", "e-1042"),
        ("Error E-1042 again", "E1042"),
        ("Error E1042 again", "e-1042"),
        ("Error E-1042 again", "1042"),
        ("the wi-fi is slow", "wifi"),
        ("the wifi is slow", "Wi-Fi"),
        ("since v2.3.1 it fails", "v2.3.1"),
        ("written in C++.", "c++"),
        ("written in C# (old)", "C#"),
        ("see max_retry_count", "max_retry_count"),
        ("the router’s light", "router"),
        ("it doesn't work", "doesn’t"),
        ("ein Café für Gäste", "cafe"),
        ("Die Verbindung bricht ständig ab", "verbindung"),
        ("Маршрутизатор не работает", "маршрутизатор"),
        ("हिन्दी में लिखा", "हिन्दी"),
        ("我的路由器坏了", "路由器"),
        ("ルーターが壊れた", "ルーター"),
        ("الموجه لا يعمل", "الموجه"),
    ],
)
def test_codes_names_and_other_languages_are_found_as_written(shelf, written, asked):
    shelf.write(wanted=written, other="something else, in C and v2 and 我的")

    found = shelf.keys(asked)

    assert found == {"wanted"}


def test_quoted_words_must_follow_each_other(shelf):
    shelf.write(a="factory reset button", b="reset the factory", c="reset of factory settings", d="factory, no reset")

    found = shelf.keys('"factory reset"')

    assert found == {"a"}


def test_phrase_does_not_reach_from_title_into_body(shelf, document):
    shelf.put(document("across", "reset", title="factory"), document("tags", tags=("factory", "reset")))

    found = shelf.keys('"factory reset"')

    assert found == set()


def test_phrase_and_word_are_both_wanted(shelf):
    shelf.write(**{f"x{n}": "factory reset router" for n in range(5)}, y="factory reset", z="reset factory router")

    found = shelf.keys('router "factory reset"')

    assert found == {f"x{n}" for n in range(5)}


def test_asking_words_do_not_narrow(shelf):
    shelf.write(a="reset router", b="how do I cook")

    found = shelf.keys("How do I reset my router?")

    assert found == {"a"}


@pytest.mark.parametrize("empty", ["", "   ", "the of", "?!", "🙂", "\0"])
def test_question_without_words_finds_nothing(shelf, empty):
    shelf.write(a="the of and router 🙂")

    answer = shelf.ask(empty)

    assert (answer.hits, answer.total) == ((), 0)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"1", "2", "3", "4"}),
        ({"board": "Home & Wi-Fi"}, {"1", "2"}),
        ({"board": "Home"}, set()),
        ({"tag": "how-to"}, {"1", "3"}),
        ({"author": "ann"}, {"1", "4"}),
        ({"author": "Ann"}, set()),
        ({"solved": True}, {"1"}),
        ({"solved": False}, {"2", "3", "4"}),
        ({"kinds": frozenset({"topic"})}, {"4"}),
        ({"kinds": frozenset({"topic", "post"})}, {"1", "2", "3", "4"}),
        ({"board": "Home & Wi-Fi", "author": "ann", "solved": True, "tag": "vpn"}, {"1"}),
        ({"board": "Home & Wi-Fi", "author": "zoe"}, set()),
    ],
)
def test_filters_narrow_exactly(shelf, document, filters, expected):
    shelf.put(
        document("1", "router", board="Home & Wi-Fi", tags=("how-to", "vpn"), author="ann", solved=True),
        document("2", "router", board="Home & Wi-Fi", author="bob"),
        document("3", "router", board="Office", tags=("how-to",), author="zoe"),
        document("4", "router", board="Office", author="ann", kind="topic"),
    )

    answer = shelf.ask("router", **filters)

    assert {hit.key for hit in answer.hits} == expected
    assert answer.total == len(expected)


def test_hit_names_its_thing(shelf, document):
    shelf.put(document("topic:7", "router", kind="topic", thing_id=7))

    (hit,) = shelf.ask("router").hits

    assert (hit.key, hit.kind, hit.thing_id) == ("topic:7", "topic", 7)
    assert hit.score > 0


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        (set(), set()),
        ({"public"}, {"p"}),
        ({"staff"}, {"s"}),
        ({"public", "members", "staff"}, {"p", "m", "s"}),
        ({"nobody"}, set()),
    ],
)
def test_only_documents_in_scope_are_found_and_counted(shelf, document, scopes, expected):
    shelf.put(*(document(scope[0], "secret router", scope=scope) for scope in ("public", "members", "staff")))

    answer = shelf.ask("secret router", scopes=frozenset(scopes))

    assert {hit.key for hit in answer.hits} == expected
    assert answer.total == len(expected)


def test_pages_follow_each_other_without_gap_or_repetition(shelf):
    shelf.write(**{f"k{n}": "router " * (n % 7 + 1) + "word " * (n % 3) for n in range(23)})

    pages = [[hit.key for hit in shelf.ask("router", limit=5, page=page).hits] for page in range(1, 7)]

    assert [len(page) for page in pages] == [5, 5, 5, 5, 3, 0]
    assert len({key for page in pages for key in page}) == 23


def test_relaxed_pages_follow_each_other_too(shelf):
    shelf.write(a="router firmware", b="router firmware", **{f"k{n}": "router" for n in range(9)})

    pages = [[hit.key for hit in shelf.ask("router firmware", limit=4, page=page).hits] for page in (1, 2, 3)]

    assert set(pages[0][:2]) == {"a", "b"}
    assert len({key for page in pages for key in page}) == 11


@pytest.mark.parametrize("page", [-3, 0, 51, 10**9])
def test_page_numbers_out_of_bounds_are_brought_within(shelf, page):
    shelf.write(a="router")

    answer = shelf.ask("router", page=page, limit=10**9)

    assert answer.total == 1


def test_very_long_document_is_kept_and_found_by_its_beginning(shelf, document):
    many = " ".join(f"word{n}𐐀𐐁𐐂-{n}" for n in range(40_000))
    shelf.put(document("long", f"beginning {many}", title=many, tags=tuple(many.split()[:5000])))

    assert shelf.keys("beginning") == {"long"}


def test_awkward_values_are_kept_and_asked_for(shelf, document):
    odd = "a'b\\c:d \x00 \ud800 🙂 %_ עברית" + "x" * 500
    shelf.put(document("odd", odd + " router", title=odd, board=odd, tags=(odd, ""), author=odd))

    found = shelf.keys("router", board=odd, tag=odd, author=odd)

    assert found == {"odd"}


def test_what_is_similar_shares_some_word_however_few_share_them_all(shelf):
    shelf.write(**{f"both{n}": "router firmware" for n in range(6)}, one="the router", none="bicycle")

    hits = shelf.engine.similar(question("a firmware for my router"))

    assert {hit.key for hit in hits} == {"one", *(f"both{n}" for n in range(6))}
    assert hits[-1].key == "one"


@pytest.mark.parametrize("words", ["", "???", "unheard-of"])
def test_nothing_is_similar_to_words_that_nobody_used(shelf, words):
    shelf.write(one="router")

    assert shelf.engine.similar(question(words)) == ()


def test_what_is_similar_stays_within_its_kinds_and_scopes(shelf, document):
    shelf.put(
        document("public", "router"),
        document("idea", "router", kind="idea"),
        document("staff", "router", scope="staff"),
    )

    assert [hit.key for hit in shelf.engine.similar(question("router", kinds=frozenset({"idea"})))] == ["idea"]


def question(words, **narrowed):
    return Question(text=words, scopes=frozenset({"public"}), **narrowed)
