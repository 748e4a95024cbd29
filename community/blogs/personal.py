"""What the blogs hold of a member: what was published stays the community's; what never was goes."""

from community.kernel.personal import Personal, kept, removed, rows_of, withdrawn

from .models import BlogPost, Comment, Revision

_NEVER_SHOWN = (BlogPost.published_at.is_(None), BlogPost.revisions == 0, BlogPost.comments == 0)

PERSONAL = (
    Personal(name="posts", told=rows_of(BlogPost.author_id), erase=removed(BlogPost.author_id, *_NEVER_SHOWN)),
    Personal(name="edits", told=rows_of(Revision.author_id), erase=kept),
    Personal(name="comments", told=rows_of(Comment.author_id), erase=kept, words=withdrawn(Comment.author_id)),
)
