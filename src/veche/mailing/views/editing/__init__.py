"""The editor: its page, what its buttons do, and two who write at once."""
