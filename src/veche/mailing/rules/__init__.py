"""Decisions about letters, pure."""
