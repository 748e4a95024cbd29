"""Marks for tests about what only one kind of database does."""

import pytest

sqlite = pytest.mark.parametrize("kind", ["sqlite"], indirect=True, scope="session")
postgresql = pytest.mark.parametrize("kind", ["postgresql"], indirect=True, scope="session")
