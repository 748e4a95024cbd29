"""`groundswell evaluate reputation`: our rules over a dump, next to what its site gave."""

import json

import pytest
from click.testing import CliRunner
from scipy.stats import spearmanr
from shared_data import shared

from community.kernel.errors import Refused
from reputation import evaluation
from reputation.commands import evaluate

DAY = "2020-03-02T00:00:00.000"
LONG = "&lt;p&gt;More than twenty characters of text.&lt;/p&gt;"


def row(**cells):
    return "<row {} />".format(" ".join(f'{name}="{value}"' for name, value in cells.items()))


def question(id_, owner, **more):
    return row(Id=id_, PostTypeId=1, CreationDate=DAY, OwnerUserId=owner, Body=LONG, **more)


def answer(id_, owner, to, body=LONG):
    return row(Id=id_, PostTypeId=2, ParentId=to, CreationDate=DAY, OwnerUserId=owner, Body=body)


def vote(id_, post, kind=2):
    return row(Id=id_, PostId=post, VoteTypeId=kind, CreationDate=DAY)


@pytest.fixture
def dump(tmp_path):
    """A folder with the three files; call it with rows to write a file anew."""

    def write(**files):
        for name, rows in files.items():
            text = f'<?xml version="1.0" encoding="utf-8"?><{name}>{"".join(rows)}</{name}>'
            (tmp_path / f"{name.title()}.xml").write_text("\ufeff" + text, encoding="utf-8")
        return tmp_path

    users = [row(Id=n, Reputation=100 * n, DisplayName=f"User {n}", CreationDate=DAY) for n in range(1, 5)]
    posts = [question(1, 9)]
    posts += [answer(10 * user + n, user, 1) for user in range(1, 5) for n in range(5)]
    votes = [vote(100 * user + n, 10 * user) for user in range(1, 5) for n in range(user)]
    write(users=users, posts=posts, votes=votes)
    return write


def as_json(folder):
    result = CliRunner().invoke(evaluate, ["reputation", str(folder), "--format", "json"], catch_exceptions=False)
    return json.loads(result.output)


def points(folder):
    site = evaluation.read(folder)
    return evaluation.points_of(site)


def test_points_in_the_order_of_reputation_agree_wholly(dump):
    found = as_json(dump())

    assert found == {"spearman": 1.0, "n": 4, "skipped_rows": 0, "why": ""}


def test_points_follow_the_rules_of_the_ledger(dump):
    posts = [question(1, 7, AcceptedAnswerId=2), answer(2, 8, 1), answer(3, 8, 1, body="&lt;p&gt;Short.&lt;/p&gt;")]
    votes = [*(vote(n, 2) for n in range(25)), vote(30, 2, kind=1), vote(31, 1), vote(32, 3, kind=3)]

    found = points(dump(posts=posts, votes=votes))

    assert found == {7: 1 + 2 + 5, 8: 200 + 15}


def test_an_accept_that_the_question_no_longer_names_earns_nothing(dump):
    found = points(dump(posts=[question(1, 7), answer(2, 8, 1)], votes=[vote(30, 2, kind=1)]))

    assert found == {7: 1, 8: 1}


def test_one_s_own_answer_and_the_site_s_bot_earn_nothing(dump):
    posts = [question(1, 7, AcceptedAnswerId=2), answer(2, 7, 1)]

    found = points(dump(posts=posts, votes=[vote(30, 2, kind=1)]))

    assert found == {7: 2}


def test_users_with_fewer_than_five_posts_are_no_part_of_it(dump):
    found = as_json(dump(posts=[question(1, 7), answer(2, 1, 1)]))

    assert (found["spearman"], found["n"]) == (None, 0)
    assert found["why"] == "Fewer than 3 users have 5 posts or more."


def test_figures_without_an_order_say_so(dump):
    users = [row(Id=n, Reputation=1, DisplayName="Ann", CreationDate=DAY) for n in range(1, 5)]

    found = as_json(dump(users=users))

    assert (found["spearman"], found["n"]) == (None, 4)
    assert "no order" in found["why"]


def test_rows_that_cannot_be_read_are_counted(dump):
    users = [row(Id=n, Reputation=100 * n) for n in range(1, 5)] + [row(Id="x", Reputation=1), row(Id=6)]

    assert as_json(dump(users=users))["skipped_rows"] == 2


def test_words_for_people(dump):
    result = CliRunner().invoke(evaluate, ["reputation", str(dump())], catch_exceptions=False)

    assert result.output == "4 users with at least 5 posts\nSpearman 1.0000\n"


@pytest.mark.parametrize("name", ["Users.xml", "Posts.xml", "Votes.xml"])
def test_a_missing_file_is_one_sentence(name, dump):
    folder = dump()
    (folder / name).unlink()

    with pytest.raises(Refused, match=f"has no {name}"):
        evaluation.evaluate(folder)


def test_a_folder_that_is_none_is_one_sentence(tmp_path):
    with pytest.raises(Refused, match="is not a folder"):
        evaluation.evaluate(tmp_path / "nothing")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"PK\x03\x04 packed",
        b"<posts><row",
        b"<votes></votes>",
        b'<!DOCTYPE posts [<!ENTITY a "b">]><posts></posts>',
        b"\xff\xfe<\x00p\x00",
        b"<posts><row Id='1'><row/></row></posts>",
    ],
)
def test_a_hostile_file_is_one_sentence(text, dump):
    folder = dump()
    (folder / "Posts.xml").write_bytes(text)

    with pytest.raises(Refused, match=r"Posts\.xml"):
        evaluation.evaluate(folder)


def test_a_real_dump_gives_the_figure_of_the_methodology_page():
    folder = shared("stackexchange/conlang_meta")
    site = evaluation.read(folder)

    found = evaluation.evaluate(folder)

    users = evaluation.compared(site)
    ours = evaluation.points_of(site)
    oracle = spearmanr([ours.get(u, 0) for u in users], [site.reputation[u] for u in users]).statistic
    assert (found.spearman, found.n) == (pytest.approx(0.2143, abs=1e-4), len(users))
    assert found.spearman == pytest.approx(oracle, abs=1e-6)
