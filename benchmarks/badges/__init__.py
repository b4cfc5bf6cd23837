"""The benchmark of badges."""
