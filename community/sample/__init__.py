"""The sample community: half a year of an invented company's support forum, made up by one deterministic call."""
