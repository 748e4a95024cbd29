"""A database that a test has used and another gets is as new."""

import pytest
from sqlalchemy import create_engine, text
from support import databases

QUESTION = "INSERT INTO accounts_question (text, answers) VALUES ('Which colour has snow?', 'white') RETURNING id"


@pytest.mark.parametrize("kind", databases.KINDS, indirect=True, scope="session")
def test_what_one_test_left_is_not_there_for_the_next(kind, template_url, tmp_path):
    seen = []
    for turn in ("first", "second", "third"):
        folder = tmp_path / turn
        folder.mkdir()
        with databases.copy(kind, template_url, folder) as url:
            engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
            with engine.begin() as connection:
                before = connection.scalar(text("SELECT count(*) FROM accounts_question"))
                seen.append((before, connection.scalar(text(QUESTION))))
            engine.dispose()

    assert len(set(seen)) == 1
    assert seen[0][1] == seen[0][0] + 1


def test_no_two_tests_have_one_database_at_a_time(template_url, kind, tmp_path):
    (tmp_path / "other").mkdir()

    with (
        databases.copy(kind, template_url, tmp_path) as one,
        databases.copy(kind, template_url, tmp_path / "other") as other,
    ):
        assert one != other
