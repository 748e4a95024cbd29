"""An idea and those merged into it: what they hold together. A person counts once, however many of them they want."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, distinct, func, or_, select
from sqlalchemy.orm import aliased

from .models import Comment, Idea, Vote

Part = aliased(Idea, name="part")
KEPT_ID = func.coalesce(Part.merged_into_id, Part.id)  # the idea under which a part is seen and counted


def parts_of(idea_id: Any) -> ColumnElement[bool]:
    """Return the condition for the parts of an idea: itself, and what was merged into it."""
    return or_(Part.id == idea_id, Part.merged_into_id == idea_id)


def kept_id_of(idea_id: int) -> ScalarSelect[Any]:
    """Return the query for the idea under which `idea_id` is seen."""
    return (
        select(func.coalesce(Idea.merged_into_id, Idea.id)).where(Idea.id == idea_id).scalar_subquery().correlate(None)
    )


def voters(idea_id: Any) -> ScalarSelect[Any]:
    """Return the query for the number of people who want an idea or one merged into it."""
    people = select(func.count(distinct(Vote.member_id))).join(Part, Part.id == Vote.idea_id)
    return people.where(parts_of(idea_id)).scalar_subquery()


def shown_comments(idea_id: Any) -> ScalarSelect[Any]:
    """Return the query for the number of comments that are not hidden, on an idea and on those merged into it."""
    said = select(func.count(Comment.id)).join(Part, Part.id == Comment.idea_id)
    return said.where(parts_of(idea_id), Comment.hidden_at.is_(None)).scalar_subquery()
