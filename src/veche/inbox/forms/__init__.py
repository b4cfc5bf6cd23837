"""Forms of the inbox."""
