"""What the ideation board holds of a member: wishes, comments and answers, which are the community's, and votes."""

from community.kernel.personal import Personal, kept, rows_of, withdrawn

from .models import Comment, Idea, Move, Vote

PERSONAL = (
    Personal(name="ideas", told=rows_of(Idea.author_id), erase=kept, words=withdrawn(Idea.author_id)),
    Personal(name="comments", told=rows_of(Comment.author_id), erase=kept, words=withdrawn(Comment.author_id)),
    Personal(name="votes", told=rows_of(Vote.member_id), erase=kept),
    Personal(name="answers", told=rows_of(Move.by_id), erase=kept),
)
