"""What engagement holds of a member: why they stood on the watchlist, and since when they are an MVP."""

from community.kernel.personal import Personal, emptied, kept, rows_of

from .models import Entry, Mvp

PERSONAL = (
    Personal(name="watchlist", told=rows_of(Entry.member_id), erase=emptied(Entry.member_id, Entry.reason)),
    Personal(name="mvp", told=rows_of(Mvp.member_id), erase=kept),
)
