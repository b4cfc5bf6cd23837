"""Decisions of insights: periods, what is asked of the figures, and how the rows become charts and tables."""
