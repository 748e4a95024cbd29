"""Programs do what pages do: every act of a page has its operation, which asks for the same permission."""

import pytest
from house.api_acts_table import OPERATION_OF, PAGES_ONLY

from community.kernel.auth import READING


@pytest.fixture
def acts(savepoint_app):
    """Return the endpoints that write, those of the API and those of the pages."""
    rules = [rule for rule in savepoint_app.url_map.iter_rules() if (rule.methods or set()) - READING]
    ours = {rule.endpoint for rule in rules if rule.rule.startswith("/api/")}
    return ours, {rule.endpoint for rule in rules} - ours


def test_every_act_of_a_page_has_an_operation_or_a_reason_why_it_has_none(acts):
    _operations, pages = acts

    without = sorted(pages - set(OPERATION_OF) - set(PAGES_ONLY))

    assert without == [], "Give these acts an operation of the API, and write it into tests/house/api_acts_table.py."


def test_the_table_names_nothing_that_is_not_there(acts):
    operations, pages = acts

    strangers = {page for page in (*OPERATION_OF, *PAGES_ONLY) if page not in pages}
    strangers |= set(OPERATION_OF.values()) - operations

    assert strangers == set()
    assert OPERATION_OF.keys() & PAGES_ONLY.keys() == set()


def test_every_reason_is_a_sentence():
    assert all(reason.endswith(".") and len(reason.split()) > 4 for reason in PAGES_ONLY.values())


def test_an_operation_asks_for_the_permission_of_its_page(savepoint_app):
    asked = {name: getattr(view, "permission", None) for name, view in savepoint_app.view_functions.items()}

    differing = {page: (asked[page], asked[op]) for page, op in OPERATION_OF.items() if asked[page] != asked[op]}

    assert differing == {}
