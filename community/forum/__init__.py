"""Boards, topics, posts: where customers ask and help each other."""
