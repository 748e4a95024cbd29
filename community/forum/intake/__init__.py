"""Rows from outside: the same facts as the services write, at the time they happened; no checks, limits or notices.

Every function takes a batch, looks up what is there by (source, source id), writes what is new or different, and
publishes the facts of exactly that. So a batch may come twice: what an import wrote before it was killed is met again.
"""
