"""Decisions of the inbox."""
