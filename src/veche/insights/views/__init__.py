"""Pages of insights: Today, the overview, a measure at large."""
