"""The room's tables as the migration makes them are the ones that the code knows; and the room in the search."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from house import index
from support import wishes
from support.people import viewer

from community.kernel.db import Model, db
from ideas.services import submissions


def test_the_migrated_tables_are_those_of_the_models(app):
    context = MigrationContext.configure(db.session.connection(), opts={"compare_type": True})

    differences = [d for d in compare_metadata(context, Model.metadata) if "ideas_" in str(d)]

    assert differences == []


@pytest.mark.parametrize("words", ["sun", "lighthouse"])
def test_ideas_and_comments_are_found_and_hidden_ones_are_not(words, browser, idea, helper, agent):
    wishes.comment(idea, helper, "My lighthouse needs this too.")
    index.bring_up()
    found = browser.get(f"/search/?q={words}").text
    submissions.hide_idea(idea=idea, by=viewer(agent), reason="An advertisement.")
    db.session.commit()
    index.bring_up()

    hidden = browser.get(f"/search/?q={words}").text

    assert wishes.TITLE in found.replace("<mark>", "").replace("</mark>", "")
    assert wishes.TITLE not in hidden.replace("<mark>", "").replace("</mark>", "")
