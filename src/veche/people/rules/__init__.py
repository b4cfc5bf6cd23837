"""Decisions about people: who is one, how alike two are, what a name is, which stage, what a value is."""
