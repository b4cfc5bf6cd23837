"""Decisions of the inbox: what wants an answer, what is one, by when, and who gets it."""
