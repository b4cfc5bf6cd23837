"""Copying: what a new event takes over from another."""
