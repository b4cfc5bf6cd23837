"""Forms of the events desk."""
