"""Import and export of whole communities."""
