"""After an event: thanks, feedback, the album."""
