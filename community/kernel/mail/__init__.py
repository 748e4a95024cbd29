"""Mail: what the house sends, and what comes back."""

from .forgetting import forget_mail
from .sending import CHANNEL, compose, message_id, send, sender, written

__all__ = ["CHANNEL", "compose", "forget_mail", "message_id", "send", "sender", "written"]
