"""Snippets show the stretch that answers, marked and safe."""

from community.kernel.search import Question, highlighted, snippets

FILLER = "Nothing to see on this line of the text. " * 20


def test_words_found_are_marked_in_the_form_they_have():
    (snippet,) = snippets(("connect", "router"), ["My router loses its Connections, always."])

    assert snippet == "My <mark>router</mark> loses its <mark>Connections</mark>, always."


def test_markup_in_the_text_is_shown_not_obeyed():
    (snippet,) = snippets(("router",), ["<script>alert('router')</script> & <b>"])

    assert snippet == ("&lt;script&gt;alert(&#39;<mark>router</mark>&#39;)&lt;/script&gt; &amp; &lt;b&gt;")


def test_long_text_is_cut_round_the_most_telling_stretch():
    text = f"A router here. {FILLER} Here the router firmware fails. {FILLER}"

    (snippet,) = snippets(("router", "firmwar"), [text])

    assert "<mark>router</mark> <mark>firmware</mark> fails" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert 100 < len(snippet.striptags()) <= 222


def test_text_without_the_words_shows_its_beginning():
    (snippet,) = snippets(("router",), [f"First words. {FILLER}"])

    assert snippet.startswith("First words. Nothing")
    assert "<mark>" not in snippet
    assert snippet.endswith("…")


def test_one_snippet_for_each_text_in_order():
    found = snippets(("b",), ["a", "", "b"])

    assert found == ["a", "", "<mark>b</mark>"]


def test_title_is_marked_whole():
    marked = highlighted(("wifi", "c++"), "Wi-Fi <in> C++")

    assert marked == "<mark>Wi-Fi</mark> &lt;in&gt; <mark>C++</mark>"


def test_characters_written_without_spaces_are_marked_together():
    marked = highlighted(("路", "由", "器"), "我的路由器坏了")

    assert marked == "我的<mark>路由器</mark>坏了"


def test_terms_of_an_answer_mark_its_text(whoosh_shelf):
    whoosh_shelf.write(a="the E-1042 resets")
    answer = whoosh_shelf.engine.search(Question(text='how do I "e-1042" reset', scopes=frozenset({"public"})))

    (snippet,) = snippets(answer.terms, ["the E-1042 resets"])

    assert snippet == "the <mark>E-1042</mark> <mark>resets</mark>"
