"""Support blogs: what employees tell, and what people say to it."""
