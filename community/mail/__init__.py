"""Mail that comes back: stored first, then handled, each with its end and the reason; and addresses that fail."""
