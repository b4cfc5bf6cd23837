"""The door for reading figures."""

from veche.insights.queries.figures import figure_of, headline_for, measure_of, rows_of, span_of

__all__ = ["figure_of", "headline_for", "measure_of", "rows_of", "span_of"]
