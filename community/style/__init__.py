"""The living style page: every part of the face, drawn by the macros that the pages use."""
