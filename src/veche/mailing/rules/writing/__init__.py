"""Writing together: blocks in order, two at once, what differs, what is quoted."""
