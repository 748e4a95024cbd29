"""The client stands beside the house: it knows nothing of it, and nothing in it knows the client."""

import ast
import sys

from tests.architecture.source_tree import CLIENT, ROOT, client_sources, hidden_imports, imports, sources

NEEDED = {"requests"}


def test_client_imports_itself_requests_and_the_standard_library():
    allowed = {CLIENT} | NEEDED | sys.stdlib_module_names

    strangers = [
        f"{s.name}: {name}" for s in client_sources() for name in imports(s) if name.split(".")[0] not in allowed
    ]

    assert len(client_sources()) > 30
    assert strangers == []


def test_nothing_in_the_house_imports_the_client():
    knowing = [s.name for s in sources() if any(name.split(".")[0] == CLIENT for name in imports(s))]

    assert knowing == []


def test_client_says_what_it_is_for_at_the_top_and_imports_there():
    silent = [s.name for s in client_sources() if not ast.get_docstring(s.tree)]
    hidden = [f"{s.name}:{line}" for s in client_sources() for line in hidden_imports(s)]

    assert silent == hidden == []


def test_client_tells_its_types_and_no_file_of_it_is_long():
    long = {s.name: lines for s in client_sources() if (lines := s.words.count("\n")) > 400}

    assert (ROOT / CLIENT / "py.typed").is_file()
    assert long == {}
