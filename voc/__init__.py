"""The voice of the customer: what people say, who hears it, and what it adds up to."""
