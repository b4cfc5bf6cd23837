"""What comes back: kept raw, read, and settled with the addresses it is about."""
