"""Events: gatherings in real life and online, from the first idea to the photo album."""
