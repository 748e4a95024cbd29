"""Slots of our pages that upper rooms add to."""

from markupsafe import Markup

from community.kernel.rooms import house


def panels(slot: str, subject_id: int) -> list[Markup]:
    """Return what the rooms add to a slot, from the ground up."""
    return [Markup(panel.render(subject_id)) for panel in house().panels(slot)]  # noqa: S704 - rendered by templates
