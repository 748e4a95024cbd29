"""Blog posts and comments for the tests of this room."""

import pytest
from support import blogging, people


@pytest.fixture
def editor(app):
    return people.member("Edda Editor", role="editor")


@pytest.fixture
def blog_post(agent):
    return blogging.post(agent)


@pytest.fixture
def comment(blog_post, asker):
    return blogging.comment(blog_post, asker)
