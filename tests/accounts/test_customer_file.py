"""A CSV of customers: each line is read, or refused in a sentence that names what is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.accounts import customer_file
from community.accounts.customer_file import Bad, Line
from community.kernel.errors import Refused

TODAY = date(2026, 11, 22)
HEAD = "member,source,as_of,organisation,tier,followers,second_degree,external_score\n"


def read(*lines, head=HEAD):
    return list(customer_file.read([head, *(f"{line}\n" for line in lines)], TODAY))


def test_a_line_is_read_and_empty_cells_say_nothing():
    (line,) = read("ines, CRM ,2026-11-01,Acme, Gold ,24000,,70.50")

    assert line == Line(
        number=2,
        member="ines",
        source="CRM",
        as_of=date(2026, 11, 1),
        values={"organisation": "Acme", "tier": "gold", "followers": "24000", "external_score": "70.5"},
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",CRM,2026-11-01,,gold,,,", "the column member is empty."),
        ("ines,,2026-11-01,,gold,,,", "the column source is empty."),
        ("ines,CRM,,,gold,,,", "the column as_of is empty."),
        ("ines,CRM,1.11.2026,,gold,,,", "“1.11.2026” is no day; days are written like 2026-11-22."),
        ("ines,CRM,2026-11-23,,gold,,,", "2026-11-23 lies in the future."),
        ("ines,CRM,2026-11-01,,,,,", "it says nothing: every column with a value is empty."),
        (
            "ines,CRM,2026-11-01,,diamond,,,",
            "“diamond” is no tier; the tiers are platinum, gold, silver, bronze, none.",
        ),
        ("ines,CRM,2026-11-01,,,many,,", "“many” is no number of people; it takes whole digits such as 24000."),
        ("ines,CRM,2026-11-01,,,-5,,", "“-5” is no number of people; it takes whole digits such as 24000."),
        ("ines,CRM,2026-11-01,,,,2²,", "“2²” is no number of people; it takes whole digits such as 24000."),
        ("ines,CRM,2026-11-01,,,,,101", "“101” is no score from 0 to 100."),
        ("ines,CRM,2026-11-01,,,,,nan", "“nan” is no score from 0 to 100."),
        ("ines,CRM,2026-11-01,,gold,,,,more", "it has more cells than the first line has columns."),
        (f"ines,CRM,2026-11-01,{'x' * 201},,,,", "a text is longer than 200 characters."),
    ],
)
def test_a_bad_line_is_refused_in_a_sentence(line, says):
    assert read(line) == [Bad(2, says)]


def test_a_second_line_of_the_same_member_source_and_day_is_refused():
    found = read("ines,CRM,2026-11-01,,gold,,,", "INES,CRM,2026-11-01,,,5,,", "ines,web,2026-11-01,,none,,,")

    assert found[1] == Bad(3, "line 2 tells of the same member by the same source as of the same day.")
    assert isinstance(found[2], Line)


def test_every_field_of_a_record_is_read():
    head = "member,source,as_of,contract_value,arpu,loyalty_level,repurchase_on,repurchase_likelihood,last_activity\n"

    (line,) = read("ines,CRM,2026-11-01,12000.50 EUR,80,Blue,2027-05-01,62.0,2026-10-30", head=head)

    assert list(line.values.values()) == ["12000.50 EUR", "80", "Blue", "2027-05-01", "62", "2026-10-30"]


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("contract_value", "a lot", "“a lot” is no amount"),
        ("arpu", "-3", "“-3” is no amount"),
        ("repurchase_on", "next May", "“next May” is no day"),
        ("repurchase_likelihood", "101", "“101” is no score from 0 to 100."),
        ("last_activity", "30.10.2026", "“30.10.2026” is no day"),
    ],
)
def test_a_value_that_is_none_is_refused(column, cell, says):
    (line,) = read(f"ines,CRM,2026-11-01,{cell}", head=f"member,source,as_of,{column}\n")

    assert says in line.says


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("", "The file is empty; its first line must name the columns member, source, as_of."),
        ("tier\n", "The first line must name the columns member, source, as_of; member, source, as_of are missing."),
        ("member,source,tier\n", "The first line must name the columns member, source, as_of; as_of is missing."),
        ("member,source,as_of,revenue\n", "The column 'revenue' is not known; there are member, source, as_of,"),
    ],
)
def test_a_file_with_other_columns_is_refused_whole(head, says):
    with pytest.raises(Refused, match=says.replace("(", r"\(")):
        read(head=head)


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=30), max_size=9))
def test_any_cells_are_read_or_refused(cells):
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)

    assert all(isinstance(found, Line | Bad) for found in read(line))
