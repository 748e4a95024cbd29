"""The ideation board: people say what they wish for, vote, and read what became of it."""
