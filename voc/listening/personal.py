"""What listening holds of a member: how each thing they said was understood."""

from community.kernel.personal import Personal, kept, rows_of

from .models import Voice

PERSONAL = (Personal(name="voices", told=rows_of(Voice.author_id), erase=kept),)
