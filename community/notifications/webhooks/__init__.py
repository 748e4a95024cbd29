"""Outgoing webhooks: facts, sent as they happen to addresses that administrators named."""
