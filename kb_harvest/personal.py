"""What the knowledge base holds of a member: the articles they wrote, and those that their words went into."""

from community.kernel.personal import Personal, kept, rows_of

from .models import Article, Credit

PERSONAL = (
    Personal(name="articles", told=rows_of(Article.author_id), erase=kept),
    Personal(name="contributions", told=rows_of(Credit.author_id), erase=kept),
)
