"""Where the desk's pages stand."""

HOME = "c/<slug:community>/events/"
ONE = f"{HOME}<int:event>/"
SERIES = f"{HOME}series/"
ONE_SERIES = f"{SERIES}<int:series>/"
VENUES = f"{HOME}venues/"
ONE_VENUE = f"{VENUES}<int:venue>/"
