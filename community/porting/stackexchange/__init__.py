"""Reading an official Stack Exchange dump: pure, streaming, safe; no database.

`open_dump` finds the files, `survey` reads all of them and counts, `Dump.kept` yields what can be taken,
and `write_report` lists every row that cannot.
"""
