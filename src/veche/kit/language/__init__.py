"""Language: the words of a text as people look them up, and what they sound like; Russian and English."""
