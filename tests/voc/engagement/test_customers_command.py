"""`groundswell engagement customers`: good lines are kept, bad ones named, and a file may be loaded again."""

from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from community.accounts import customers
from community.accounts.models import CustomerValue
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from voc.engagement.commands import engagement

GOOD = """member,source,as_of,tier,followers
ines-asker,CRM,2026-03-01,gold,
TOM.HELPER@people.example,web,2026-03-02,,24000
"""


@pytest.fixture
def load(tmp_path, asker, helper, agent):
    def run(content):
        path = tmp_path / "customers.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        db.session.commit()
        return CliRunner().invoke(engagement, ["customers", str(path)], catch_exceptions=True)

    return run


def rows():
    with kernel_db.reading() as session:
        return sorted(tuple(row) for row in session.execute(select(*CustomerValue.__table__.columns)))


def test_handles_and_addresses_are_found_and_each_value_keeps_its_source(load, asker, helper):
    result = load(GOOD)

    known = customers.customers(date(2026, 3, 2))
    assert (result.exit_code, result.output) == (0, "2 lines taken, 0 refused\n")
    assert known[asker.id].tier == customers.Told(value="gold", source="CRM", as_of=date(2026, 3, 1))
    assert (known[helper.id].followers.number, known[helper.id].has_record) == (24_000, False)


def test_a_file_that_is_loaded_again_changes_nothing(load):
    load(GOOD)
    before = rows()

    load(GOOD)

    assert rows() == before


def test_good_lines_are_kept_and_bad_ones_are_named(load, asker):
    result = load(GOOD + "nobody,CRM,2026-03-01,gold,\nabel-agent,CRM,2026-03-01,gold,\nsam,CRM,2026-03-01,top,\n")

    assert result.exit_code == 1
    assert "Line 4: nobody here is called nobody." in result.output
    assert "Line 5: abel-agent is an employee, and no customer." in result.output
    assert "Line 6: “top” is no tier" in result.output
    assert result.output.endswith("2 lines taken, 3 refused\n")
    assert len(rows()) == 2


def test_one_member_called_by_handle_and_by_mail_is_told_of_once(load, asker):
    head = "member,source,as_of,tier\n"

    result = load(f"{head}ines-asker,CRM,2026-03-01,gold\nines.asker@people.example,CRM,2026-03-01,silver\n")

    assert "Line 3: a line before it tells of the same member" in result.output
    assert [row[-1] for row in rows()] == ["gold"]


def test_the_owner_of_an_account_is_an_employee_and_kept_by_number(load, asker, agent):
    head = "member,source,as_of,account_owner\n"

    result = load(f"{head}ines-asker,CRM,2026-03-01,abel-agent\nines-asker,CRM,2026-03-02,tom-helper\n")

    assert "Line 3: no employee is called tom-helper, who should own the account." in result.output
    assert [row[-1] for row in rows()] == [str(agent.id)]


def test_loading_is_a_fact_with_ids_only(load, asker, helper):
    load(GOOD)

    fact = db.session.scalars(select(EventRow).where(EventRow.kind == "accounts.customers_recorded")).one()
    assert fact.payload == {"member_ids": sorted([asker.id, helper.id])}


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"member,source,as_of,tier\n\xff\xfe", "is not in UTF-8"), ("member,tier\n", "source, as_of are missing")],
)
def test_a_file_that_cannot_be_read_is_refused_whole(content, says, load):
    result = load(content)

    assert isinstance(result.exception, Refused)
    assert says in result.exception.sentence
    assert rows() == []
