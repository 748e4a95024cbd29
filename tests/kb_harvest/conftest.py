"""Articles for the tests of this room."""

import pytest
from support import articles, people


@pytest.fixture
def editor(app):
    return people.member("Edda Editor", role="editor")


@pytest.fixture
def draft(resolved_topic, editor):
    return articles.draft(resolved_topic, editor)


@pytest.fixture
def published(draft, editor):
    return articles.publish(draft, editor)
