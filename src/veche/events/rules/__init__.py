"""Decisions of events: pure, without clock or database."""
