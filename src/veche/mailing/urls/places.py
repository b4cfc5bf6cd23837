"""Where the parts of the desk stand."""

LETTERS = "c/<slug:community>/letters/"
ONE_LETTER = f"{LETTERS}<int:letter>/"
NEWSLETTERS = f"{LETTERS}newsletters/"
ONE_NEWSLETTER = f"{NEWSLETTERS}<int:newsletter>/"
THEMES = f"{LETTERS}looks/"
ONE_THEME = f"{THEMES}<int:theme>/"
