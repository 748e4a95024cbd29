"""What reputation holds of a member: every point with its reason, and the weight of their help; numbers only."""

from community.kernel.personal import Personal, kept, rows_of

from .models import Influence, Line

PERSONAL = (
    Personal(name="points", told=rows_of(Line.member_id), erase=kept),
    Personal(name="influence", told=rows_of(Influence.member_id), erase=kept),
)
